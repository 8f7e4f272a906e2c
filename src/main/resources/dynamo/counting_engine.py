"""A worker on Dynamo's own runtime whose text counts: " 0 1 2 3 ...", one number a token.

So a client can check each token, whatever happens to the workers in between. When the frontend moves
a stream it sends the prompt and, behind it, all tokens that were delivered. No prompt can contain the
number words (see model_directory.py), so the numbers at the end of what is received are exactly what
was delivered, and counting goes on after the last of them.

Discovery and the planes come from the usual DYN_* variables. Each request is two lines on standard
error, with the wall time: "request received id=... start=N", and then "request finished id=...
sent=N reason=length|prefilled" or "request aborted id=... sent=N cause=killed|stopped|closed|cut". A
cancellation is looked for before each token, and each LOOK_EVERY in between; so it is seen within the
shorter of the two. With --defect ignore-cancel a request "finished ... late=N": N tokens after it was
cancelled.

In the split topology a worker has a part of each request, under the same id: with --mode prefill the
prompt, which takes its time and ends with one token that no client sees; with --mode decode the rest.
"""

import argparse
import asyncio
import datetime
import json
import os
import pathlib
import signal
import sys

import uvloop
from dynamo.llm import ModelInput, ModelRuntimeConfig, ModelType, WorkerType, register_model
from dynamo.runtime import DistributedRuntime

LOOK_EVERY = 0.05  # seconds between two looks at whether a request was cancelled


def log(what, **fields):
    now = datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    line = " ".join([now, "counting:", what, *(f"{k}={v}" for k, v in fields.items())])
    sys.stderr.write(line + "\n")  # at once, as the runtime's threads write there too


class Numbers:
    """The number words of the vocabulary."""

    def __init__(self, folder):
        table = json.loads((pathlib.Path(folder) / "numbers.json").read_text())
        self.first, self.count, self.other = table["first"], table["count"], table["other"]

    def token(self, number):
        return self.first + number % self.count

    def delivered(self, tokens):
        """The numbers at the end, in their order."""
        start = len(tokens)
        while start > 0 and self.first <= tokens[start - 1] < self.first + self.count:
            start -= 1
        return [token - self.first for token in tokens[start:]]


# What the worker that takes a stream over does with it: the number it begins with, given the next
# one in order, and whether that one is replaced by a word that is no number.
TAKEOVER = {
    "none": lambda following: (following, False),
    "repeat-after-migration": lambda following: (following - 1, False),
    "skip-after-migration": lambda following: (following + 1, False),
    "restart-after-migration": lambda following: (0, False),
    "wrong-text-after-migration": lambda following: (following, True),
}


CHAT = ModelType.Chat | ModelType.Completions

# As what a worker is registered: component, kind of model, kind of worker and whom it needs.
MODES = {
    "agg": ("backend", CHAT, WorkerType.Aggregated, None),
    "prefill": ("prefill", ModelType.Prefill, WorkerType.Prefill, [[WorkerType.Decode]]),
    "decode": ("backend", CHAT, WorkerType.Decode, [[WorkerType.Prefill]]),
}

# Planted too: a request whose client is gone is computed to its end, for nobody.
IGNORE_CANCEL = "ignore-cancel"


def cancelled(context):
    return context.is_stopped() or context.is_killed()


class CountingEngine:
    def __init__(self, options):
        self.options = options
        self.numbers = Numbers(options.model_path)
        self.deaf = options.defect == IGNORE_CANCEL
        self.prefills = options.mode == "prefill"
        self.running = 0
        self.computed = 0  # tokens
        self.ended = {"length": 0, "abort": 0}  # requests
        self.unread = set()  # tasks that nobody may be reading
        self.cut = False  # set at SIGTERM with --on-terminate migrate

    def generate(self, request, context):
        answer = self.answer(request, context)
        return self.regardless(answer) if self.deaf else answer

    async def answer(self, request, context):
        tokens = request.get("token_ids") or []
        begin, wrong = self.takeover(self.numbers.delivered(tokens))
        length = self.length(request, len(tokens))
        log("request received", id=context.id(), mode=self.options.mode, prompt=len(tokens),
            start=begin, tokens=length)
        self.running += 1
        sent, late, cause = 0, 0, "closed"
        try:
            due = asyncio.get_running_loop().time() + self.prompt_seconds(len(tokens))
            while sent < length:
                due += 0 if self.prefills else self.options.step_ms / 1000
                if await self.cancelled_before(due, context):
                    if not self.deaf:
                        cause = "killed" if context.is_killed() else "stopped"
                        return
                    late += 1
                if self.cut:
                    cause = "cut"
                    raise GeneratorExit("the worker stops before the answer is complete")
                word = self.numbers.other if wrong and sent == 0 else self.numbers.token(begin + sent)
                sent += 1
                self.computed += 1
                yield self.chunk(word, len(tokens), sent, length)
        finally:
            self.running -= 1
            self.ended["abort" if sent < length else "length"] += 1
            if sent < length:
                log("request aborted", id=context.id(), sent=sent, cause=cause)
            else:
                reason = "prefilled" if self.prefills else "length"
                log("request finished", id=context.id(), sent=sent, reason=reason,
                    **({"late": late} if late else {}))

    def takeover(self, delivered):
        """The number to begin with, and whether a word that is no number replaces it."""
        if not delivered:
            return 0, False
        return TAKEOVER.get(self.options.defect, TAKEOVER["none"])(delivered[-1] + 1)

    async def regardless(self, answer):
        """Computed in a task of its own, as the runtime reads no more once a request is cancelled."""
        computed = asyncio.Queue()

        async def compute():
            try:
                async for chunk in answer:
                    computed.put_nowait(chunk)
            finally:
                computed.put_nowait(None)

        task = asyncio.create_task(compute())
        self.unread.add(task)
        task.add_done_callback(self.unread.discard)
        while (chunk := await computed.get()) is not None:
            yield chunk
        await task  # for what it may have ended with

    def prompt_seconds(self, tokens):
        if self.options.mode == "decode":
            return 0  # another worker computed it
        return self.options.first_ms / 1e3 + self.options.prompt_us * tokens / 1e6

    def length(self, request, prompt):
        if self.prefills:
            return 1
        asked = (request.get("stop_conditions") or {}).get("max_tokens")
        room = max(self.options.context - prompt, 0)
        return min(self.options.default_tokens if asked is None else asked, room)

    def chunk(self, token, prompt, sent, length):
        chunk = {"token_ids": [token], "index": 0}
        if self.prefills:
            chunk["finish_reason"] = "length"
            chunk["disaggregated_params"] = {"prompt_tokens": prompt}
        elif sent == length:
            # Of this worker's part, as other engines report it: after a migration the prompt then
            # contains what was sent before, which shows that the stream was moved.
            chunk["completion_usage"] = {
                "prompt_tokens": prompt, "completion_tokens": length, "total_tokens": prompt + length,
            }
            chunk["finish_reason"] = "length"
        return chunk

    async def cancelled_before(self, due, context):
        """Waits until then, or until the request is cancelled; whether it is."""
        loop = asyncio.get_running_loop()
        while (left := due - loop.time()) > LOOK_EVERY:
            await asyncio.sleep(LOOK_EVERY)
            if not self.deaf and cancelled(context):
                return True
        await asyncio.sleep(max(left, 0))
        return cancelled(context)

    def metrics(self):
        """Under the names and with the labels that vLLM gives them."""
        lines = []

        def family(name, kind, what, samples):
            lines.extend([f"# HELP vllm:{name} {what}", f"# TYPE vllm:{name} {kind}"])
            own = f'engine="0",model_name="{self.options.model_name}"'
            lines.extend(f"vllm:{name}{{{own}{labels}}} {value}" for labels, value in samples.items())

        family("num_requests_running", "gauge", "Requests that are computed.", {"": self.running})
        family("num_requests_waiting", "gauge", "Requests that wait: there is no queue.", {"": 0})
        family("generation_tokens_total", "counter", "Tokens computed.", {"": self.computed})
        ended = {f',finished_reason="{reason}"': count for reason, count in self.ended.items()}
        family("request_success_total", "counter", "Requests that ended, by why.", ended)
        return "".join(line + "\n" for line in lines)


def parsed():
    cli = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    cli.add_argument("--model-path", required=True)
    cli.add_argument("--model-name", required=True)
    cli.add_argument("--mode", choices=list(MODES), default="agg", help="part of each request")
    cli.add_argument("--step-ms", type=float, default=6, help="time of a token")
    cli.add_argument("--first-ms", type=float, default=0, help="time of a prompt")
    cli.add_argument("--prompt-us", type=float, default=0, help="time of each token of a prompt")
    cli.add_argument("--context", type=int, default=131072, help="prompt and answer together")
    cli.add_argument("--default-tokens", type=int, default=512, help="when the request says none")
    cli.add_argument("--on-terminate", choices=["drain", "migrate"], default="drain")
    cli.add_argument("--defect", choices=[*TAKEOVER, IGNORE_CANCEL], default="none")
    return cli.parse_args()


async def main(options):
    loop = asyncio.get_running_loop()
    runtime = DistributedRuntime(
        loop, os.environ.get("DYN_DISCOVERY_BACKEND", "file"),
        os.environ.get("DYN_REQUEST_PLANE", "tcp"), event_plane=os.environ.get("DYN_EVENT_PLANE"))
    engine = CountingEngine(options)
    component, kind, worker, needs = MODES[options.mode]
    endpoint = runtime.endpoint(f"dynamo.{component}.generate")
    endpoint.metrics.register_prometheus_expfmt_callback(engine.metrics)

    def stop():
        log("told to stop", running=engine.running, on_terminate=options.on_terminate)
        engine.cut = options.on_terminate == "migrate"
        runtime.shutdown()

    loop.add_signal_handler(signal.SIGTERM, stop)
    card = ModelRuntimeConfig()
    card.context_length = options.context
    card.enable_local_indexer = False
    await asyncio.gather(
        endpoint.serve_endpoint(engine.generate, graceful_shutdown=options.on_terminate == "drain"),
        register_model(
            ModelInput.Tokens, kind, endpoint, options.model_path, options.model_name,
            worker_type=worker, kv_cache_block_size=16, runtime_config=card,
            **({"needs": needs} if needs else {})))


if __name__ == "__main__":
    uvloop.run(main(parsed()))
