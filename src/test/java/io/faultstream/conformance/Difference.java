package io.faultstream.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.errorprone.annotations.Immutable;
import java.io.IOException;

/**
 * What the embedded cluster does otherwise than a real Dynamo with the mocker, and why that stays.
 * Each is looked at on both systems, so that none is listed that is no more.
 */
enum Difference {
  ROUTES(
      "status of `POST /v1/embeddings` with `{}`, one of Dynamo's other routes",
      new Seen("404", "400"),
      "no simulation asks for other routes than chat and completions"),
  SEVERAL_PROMPTS(
      "a completions request with a list of two prompts",
      new Seen("refused", "2 choices"),
      "a request of the load has one prompt, whose stream is followed through a fault"),
  PROMPT_TOKENS(
      "tokens of the prompt `Hello there, count!!`",
      new Seen("5", "20"),
      "a prompt's cost depends on the model's tokenizer; four characters a token is the usual size,"
          + " the small offline model takes each byte as one"),
  PREFIX_CACHE(
      "`cached_tokens` of a long prompt that was asked before",
      new Seen("none", "some"),
      "the embedded engine computes every prompt anew, so that timing depends on the load alone"),
  FAMILIES(
      "metrics of the runtime, the router and the tokenizer, as `dynamo_tokio_alive_tasks`",
      new Seen("missing", "there"),
      "they show the insides of Dynamo's processes, which are others here"),
  PARSER(
      "what a body `nonsense` is told after the common beginning",
      new Seen("expected value at line 1 column 1", "expected ident at line 1 column 2"),
      "the JSON parsers are different libraries; status, type and the beginning are the same"),
  ACCESS_LOG(
      "a line `http response sent` in the frontend's log for each answer",
      new Seen("missing", "there"),
      "the embedded log has the lines that are used as evidence, and is cheap under load"),
  DISCOVERY_FILES(
      "folder of the instances in the discovery directory",
      new Seen("none", "`v1/instances`"),
      "processes of the two systems never meet, and one file for each instance is all that is"
          + " needed");

  private final String what;
  private final Seen seen;
  private final String reason;

  Difference(String what, Seen seen, String reason) {
    this.what = what;
    this.seen = seen;
    this.reason = reason;
  }

  /** What was seen on each. */
  @Immutable
  record Seen(String embedded, String dynamo) {}

  /** What is looked at. */
  String what() {
    return what;
  }

  /** What is seen on this system. */
  String on(Kind kind) {
    return kind == Kind.EMBEDDED ? seen.embedded() : seen.dynamo();
  }

  /** Why it stays. */
  String reason() {
    return reason;
  }

  /** Looks at a running system. */
  String look(Running system) throws InterruptedException, IOException {
    Client client = system.client();
    return switch (this) {
      case ROUTES -> Integer.toString(client.post("/v1/embeddings", "{}").status());
      case SEVERAL_PROMPTS -> severalPrompts(client);
      case PROMPT_TOKENS -> promptTokens(client);
      case PREFIX_CACHE -> cached(client) > 0 ? "some" : "none";
      case FAMILIES ->
          system.metrics().types().containsKey("dynamo_tokio_alive_tasks") ? "there" : "missing";
      case PARSER -> nonsense(client);
      case ACCESS_LOG -> {
        client.get("/live");
        yield Running.line(system.log(), "http response sent").isPresent() ? "there" : "missing";
      }
      case DISCOVERY_FILES ->
          system.hasInFolder("discovery/v1/instances") ? "`v1/instances`" : "none";
    };
  }

  private static String severalPrompts(Client client) throws InterruptedException {
    Ask ask = Ask.completion(2);
    ask.body().putArray("prompt").add("one").add("two");
    Reply reply = client.ask(ask);
    return reply.status() == 200 ? reply.json().path("choices").size() + " choices" : "refused";
  }

  private static String promptTokens(Client client) throws InterruptedException {
    JsonNode usage = client.ask(Ask.completion(1)).json().path("usage");
    return usage.path("prompt_tokens").asText();
  }

  /** Three times, so that one of two workers has it twice. */
  private static int cached(Client client) throws InterruptedException {
    int most = 0;
    for (int i = 0; i < 3; i++) {
      JsonNode usage = client.ask(Ask.completion(1, "again ".repeat(100))).json().path("usage");
      most = Math.max(most, usage.at("/prompt_tokens_details/cached_tokens").asInt());
    }
    return most;
  }

  private static String nonsense(Client client) throws InterruptedException {
    String message = client.post(Ask.CHAT, "nonsense").json().path("message").asText();
    return message.substring(message.lastIndexOf(": ") + 2);
  }
}
