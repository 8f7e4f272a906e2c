package io.faultstream.conformance;

import com.google.errorprone.annotations.Immutable;
import io.faultstream.spec.LocalSpec.Engine;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a system can be beside its number of workers and its migration limit, in the words of both:
 * the embedded cluster's arguments and a real Dynamo's arguments and variables.
 */
enum Trait {
  /** The engine is the mocker, on the real one: it has more to say of itself. */
  MOCKER(Engine.MOCKER, Words.NONE, Words.NONE),

  /** Prompt and answer together have at most 256 tokens. */
  SHORT_CONTEXT(
      Engine.MOCKER, Words.NONE.worker("--context 256"), Words.NONE.worker("--max-model-len 256")),

  /** A prompt takes some 1.7 s, a token 10 ms on the embedded one and as ever on the real one. */
  SLOW_PREFILL(
      Engine.COUNTING,
      Words.NONE.worker("--speedup-ratio 0.01 --decode-speedup-ratio 57.4"),
      Words.NONE.worker("--first-ms 1700")),

  /** A prompt takes a minute: whoever breaks something while it is computed need not hurry. */
  ENDLESS_PREFILL(
      Engine.COUNTING,
      Words.NONE.worker("--speedup-ratio 0.0003"),
      Words.NONE.worker("--first-ms 60000")),

  /** From a prefill to its decode it takes 2 s, and 3 s are too long. The embedded one's alone. */
  SLOW_TRANSFER(
      Engine.COUNTING, Words.NONE.worker("--kv-transfer 2s --kv-transfer-timeout 3s"), Words.NONE),

  /** A prompt that nobody fetches is kept for half a second. The embedded one's alone. */
  SHORT_KEEP(Engine.COUNTING, Words.NONE.worker("--kv-keep 500ms"), Words.NONE),

  /** A worker runs one request at once, two wait, the next is refused. */
  HARD_CAP(
      Engine.COUNTING,
      Words.NONE.worker("--engine-request-limit 1 --queue-limit 2"),
      Words.NONE.variables("DYN_ENGINE_REQUEST_LIMIT=1 DYN_DYNAMO_REQUEST_QUEUE_LIMIT=2")),

  /** An engine computes one request at once, and whoever else comes waits. The embedded one's. */
  ONE_SLOT(Engine.COUNTING, Words.NONE.worker("--max-num-seqs 1"), Words.NONE),

  /** A small cache, and a worker that has given away a twentieth of it is busy. */
  BUSY_EARLY(
      Engine.MOCKER,
      Words.NONE
          .frontend("--active-decode-blocks-threshold 0.05")
          .worker("--num-gpu-blocks 64 --block-size 16"),
      // With the other router modes the real frontend learns of the load by events, or not at all.
      Words.NONE
          .frontend("--active-decode-blocks-threshold 0.05")
          .frontend("--router-mode kv --router-track-output-blocks")
          .worker("--num-gpu-blocks-override 64 --block-size 16")),

  /** No request moves that has more than one token. */
  TOO_LONG_TO_MOVE(
      Engine.COUNTING,
      Words.NONE.frontend("--migration-max-seq-len 1"),
      Words.NONE.frontend("--migration-max-seq-len 1")),

  /** A refusal for overload has the status 503. */
  OVERLOAD_503(
      Engine.COUNTING, Words.NONE, Words.NONE.variables("DYN_HTTP_OVERLOAD_STATUS_CODE=503")),

  /** A worker whose lease ran out registers again; leases are short. The embedded one's alone. */
  REJOINS(Engine.COUNTING, Words.NONE.frontend("--lease 2s").worker("--lease 2s"), Words.NONE);

  private final Engine engine;
  private final Words embedded;
  private final Words dynamo;

  Trait(Engine engine, Words embedded, Words dynamo) {
    this.engine = engine;
    this.embedded = embedded;
    this.dynamo = dynamo;
  }

  /** The real one's engine that can be like this. */
  Engine engine() {
    return engine;
  }

  /** What the embedded cluster's programs are told. */
  Words embedded() {
    return embedded;
  }

  /** What a real Dynamo's programs are told. */
  Words dynamo() {
    return dynamo;
  }

  /**
   * What programs are told beyond what their blueprint says; words are separated by spaces.
   *
   * @param frontend arguments of the frontend
   * @param worker arguments of each worker
   * @param variables of every process, as {@code NAME=value}
   */
  @Immutable
  record Words(String frontend, String worker, String variables) {
    static final Words NONE = new Words("", "", "");

    Words frontend(String more) {
      return and(new Words(more, "", ""));
    }

    Words worker(String more) {
      return and(new Words("", more, ""));
    }

    Words variables(String more) {
      return and(new Words("", "", more));
    }

    Words and(Words other) {
      return new Words(
          frontend + " " + other.frontend,
          worker + " " + other.worker,
          variables + " " + other.variables);
    }

    static List<String> list(String words) {
      return Pattern.compile(" +").splitAsStream(words).filter(word -> !word.isEmpty()).toList();
    }
  }
}
