package io.faultstream.target.url;

import io.faultstream.load.SampleLoad;
import io.faultstream.load.request.RequestBody;
import io.faultstream.spec.Access;
import io.faultstream.spec.LoadSpec;
import io.faultstream.spec.LoadSpec.Connections;
import io.faultstream.spec.LoadSpec.Dialect;
import io.faultstream.spec.LoadSpec.TextCheck;
import io.faultstream.spec.TargetKind;
import io.faultstream.spec.TargetSpec;
import io.faultstream.spec.TargetSpec.EmbeddedSpec;
import io.faultstream.target.Approach;
import io.faultstream.target.FakeServer;
import io.faultstream.target.Trial;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Targets of kind url, and what they meet, for tests. */
final class Visits {
  static final String TOKEN = "sk-sesame-4711";
  static final String CHAT = "/v1/chat/completions";
  static final String MODELS = "{\"object\":\"list\",\"data\":[{\"id\":\"tiny\"}]}";
  static final String CHUNK = "{\"id\":\"a\",\"choices\":[{\"delta\":{\"content\":\" 0\"}}]}";
  static final String STREAM = "data: " + CHUNK + "\n\ndata: [DONE]\n\n";

  private Visits() {}

  static Access token() {
    return new Access("MY_TOKEN", Optional.of(TOKEN), Map.of("X-Org", "org-4712"));
  }

  static Access noToken() {
    return new Access("MY_TOKEN", Optional.empty(), Map.of());
  }

  /** A chat, streamed, in Dynamo's dialect. */
  static Trial chat() {
    return trial(SampleLoad.of(1, TextCheck.ANY, Dialect.DYNAMO, Connections.NEW));
  }

  static Trial trial(LoadSpec load) {
    RequestBody body = new RequestBody(load, load.kindOf(0), "tiny");
    return new Trial(
        load, body.kind(), body.path(), new String(body.bytes("1"), StandardCharsets.UTF_8));
  }

  static UrlTarget target(URI url, Access access) {
    return target(url, Duration.ofSeconds(10), new Approach(access, chat(), line -> {}));
  }

  /** For one that never becomes ready: nobody waits for long. */
  static UrlTarget impatient(URI url, Access access) {
    return target(url, Duration.ofMillis(300), new Approach(access, chat(), line -> {}));
  }

  static UrlTarget target(URI url, Consumer<String> waiting) {
    return target(url, Duration.ofSeconds(10), new Approach(noToken(), chat(), waiting));
  }

  static UrlTarget target(URI url, Duration readyWithin, Approach approach) {
    TargetSpec spec =
        new TargetSpec(
            TargetKind.URL,
            Optional.of(url),
            "tiny",
            0,
            0,
            TargetSpec.OnTerminate.DRAIN,
            Optional.empty(),
            readyWithin,
            new EmbeddedSpec(0, 1, 1, "round-robin", 529, false, 64),
            Optional.empty());
    return new UrlTarget(spec, approach);
  }

  /** A server that serves the model in a stream, as it must be. */
  static FakeServer good(FakeServer server) {
    return server.page("/v1/models", 200, MODELS).page(CHAT, 200, "text/event-stream", STREAM);
  }
}
