package io.faultstream.target.url;

import io.faultstream.spec.Access;
import io.faultstream.target.Frontend;
import io.faultstream.target.Health;
import io.faultstream.target.HttpProbe.Answer;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** What a server says at {@code /v1/models} and {@code /health}. Thread-safe. */
final class Listing {
  /** Models that a message names. */
  private static final int NAMED = 8;

  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;
  private static final int NOT_ALLOWED = 405;

  private final Frontend server;
  private final Talk talk;
  private final Access access;
  private final String model;

  Listing(URI base, Access access, String model) {
    this.server = new Frontend(base, access);
    this.talk = new Talk(base);
    this.access = access;
    this.model = model;
  }

  Frontend server() {
    return server;
  }

  /** Whether it lists the model and is well. */
  Look look() throws InterruptedException {
    Answer answer = server.get("/v1/models");
    String said = "/v1/models: " + answer.brief() + beginning(answer);
    return switch (answer.status()) {
      case 0 -> talk.silent(answer);
      case 200 -> models(answer);
      case UNAUTHORIZED, FORBIDDEN -> Look.wrong(access.refusal() + " (" + said + ")");
      case NOT_FOUND, NOT_ALLOWED ->
          isMissing(server.get("/health"))
              ? Look.wrong("it has no /v1/models and no /health, so it is no such server")
              // A server without a list of models is taken at its word.
              : byHealth();
      case 408, 425, 429 -> Look.notYet(said);
      default -> answer.status() < 500 ? Look.wrong(said) : Look.notYet(said);
    };
  }

  private static boolean isMissing(Answer answer) {
    return answer.status() == NOT_FOUND || answer.status() == NOT_ALLOWED;
  }

  private static boolean isClosedToUs(Answer answer) {
    return answer.status() == UNAUTHORIZED || answer.status() == FORBIDDEN;
  }

  private String beginning(Answer answer) {
    return answer.status() == 0 ? "" : Beginning.behindColon(answer.body(), access);
  }

  private Look models(Answer answer) throws InterruptedException {
    Optional<List<String>> models = Frontend.models(answer.body());
    if (models.isEmpty()) {
      String type = answer.contentType().isEmpty() ? "" : " (" + answer.contentType() + ")";
      return Look.wrong(
          "what it gives for /v1/models is no list of models" + type + beginning(answer));
    }
    List<String> names = models.orElseThrow();
    if (names.isEmpty()) {
      // It may still fill.
      return Look.notYet("/v1/models lists no model yet");
    }
    return names.contains(model)
        ? byHealth()
        : Look.wrong("it serves " + some(names) + ", not '" + model + "' (target.model)");
  }

  private static String some(List<String> names) {
    return names.size() <= NAMED
        ? names.toString()
        : names.subList(0, NAMED) + " and " + (names.size() - NAMED) + " more";
  }

  private Look byHealth() throws InterruptedException {
    Health health = health();
    return health.ok() ? Look.ready() : Look.notYet(health.sentence());
  }

  /** Whether it is well by its {@code /health}, or where it has none by its models. */
  Health health() throws InterruptedException {
    Answer answer = server.get("/health");
    if (isMissing(answer) || isClosedToUs(answer)) {
      return healthByModels();
    }
    String said = access.redacted("/health: " + answer.brief());
    if (!answer.ok()) {
      return new Health(false, said, 0);
    }
    // A frontend that counts its workers is "healthy" without any of them too.
    return Frontend.instances(answer.body())
        .map(ids -> new Health(!ids.isEmpty(), said + ", instances " + ids.size(), ids.size()))
        .orElse(new Health(true, said, 0));
  }

  private Health healthByModels() throws InterruptedException {
    Optional<List<String>> models = server.models();
    if (models.isEmpty()) {
      return new Health(false, "no /health, and /v1/models gives no list", 0);
    }
    List<String> names = models.orElseThrow();
    String said = "no /health; /v1/models lists " + some(names);
    return new Health(names.contains(model), access.redacted(said), 0);
  }
}
