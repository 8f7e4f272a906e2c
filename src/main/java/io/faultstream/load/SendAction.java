package io.faultstream.load;

import io.faultstream.history.Observation;
import io.faultstream.history.Outcome;
import io.faultstream.load.Turns.Turn;
import io.faultstream.load.reply.ReplyWatch;
import io.faultstream.load.request.RequestBody;
import io.faultstream.spec.LoadSpec.Connections;
import io.gatling.commons.stats.Status;
import io.gatling.core.CoreComponents;
import io.gatling.core.action.Action;
import io.gatling.core.session.Session;
import io.gatling.http.client.Request;
import io.gatling.http.client.RequestBuilder;
import io.gatling.http.client.body.is.InputStreamRequestBodyBuilder;
import io.gatling.http.client.resolver.InetAddressNameResolver;
import io.gatling.http.client.uri.Uri;
import io.gatling.http.protocol.HttpComponents;
import io.gatling.http.util.SslContexts;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import java.io.ByteArrayInputStream;
import java.util.concurrent.TimeUnit;
import scala.Option;

/**
 * Sends one request through Gatling's HTTP client and watches its reply. Each request is a row
 * named by its phase in Gatling's own report, its time to first token another. The body is an input
 * stream on purpose: it can be read only once, and so the client cannot send it again behind our
 * back.
 */
final class SendAction implements Action {
  private final LoadRun run;
  private final CoreComponents core;
  private final HttpComponents http;
  private final Action next;
  private final Turns turns;
  private final Option<SslContexts> tls = Option.apply(Wire.tls());
  private final com.typesafe.scalalogging.Logger logger;

  SendAction(LoadRun run, CoreComponents core, HttpComponents http, Action next) {
    this.run = run;
    this.core = core;
    this.http = http;
    this.next = next;
    this.turns = new Turns(run.spec(), run.arrivals());
    this.logger =
        com.typesafe.scalalogging.Logger$.MODULE$.apply(
            org.slf4j.LoggerFactory.getLogger(SendAction.class));
  }

  @Override
  public com.typesafe.scalalogging.Logger logger() {
    return logger;
  }

  @Override
  public void com$typesafe$scalalogging$StrictLogging$_setter_$logger_$eq(
      com.typesafe.scalalogging.Logger unused) {}

  @Override
  public String name() {
    return "send";
  }

  @Override
  public void execute(Session session) {
    int user = Math.toIntExact(session.userId() - run.firstUser());
    if (user < 0 || user >= run.arrivals().count()) {
      throw new IllegalStateException("user " + session.userId() + " is not of the schedule");
    }
    sendInTime(session, turns.first(user));
  }

  /** Gatling's zero lies some milliseconds before ours: its users come that much too early. */
  private void sendInTime(Session session, Turn turn) {
    long early = turn.dueNanos() - run.clock().nanos();
    if (early > 0) {
      var unused =
          session.eventLoop().schedule(() -> send(session, turn), early, TimeUnit.NANOSECONDS);
    } else {
      send(session, turn);
    }
  }

  private void send(Session session, Turn turn) {
    if (run.open().closed()) {
      next.$bang(session);
      return;
    }
    LoadRun.Endpoint endpoint = run.endpoint().get();
    long id = turn.id();
    String requestId = "fs-" + run.seed() + "-" + id;
    RequestBody body = new RequestBody(run.spec(), run.spec().kindOf(id), endpoint.model());
    Request request = request(endpoint, body, requestId, run.prompts().prompt(turn.first()));
    long now = run.clock().nanos();
    ReplyWatch.Sent sent =
        new ReplyWatch.Sent(
            id,
            turns.phase(turn, now),
            turns.intendedNanos(turn, now),
            now,
            requestId,
            run.inSample(id),
            turns.kept(turn));
    ReplyWatch watch =
        new ReplyWatch(
            run.spec(),
            sent,
            new ReplyWatch.Shared(
                run.edges(), run.gaps(), endpoint.access(), endpoint.rejectionStatus()));
    Exchange exchange =
        new Exchange(
            run, watch, session.eventLoop(), observation -> ended(session, turn, observation));
    exchange.begin();
    boolean shared = run.spec().connections() == Connections.REUSE;
    http.httpEngine()
        .executeRequest(request, session.userId(), shared, session.eventLoop(), exchange, tls);
  }

  private static Request request(
      LoadRun.Endpoint endpoint, RequestBody body, String requestId, String prompt) {
    HttpHeaders headers =
        new DefaultHttpHeaders()
            .set(HttpHeaderNames.CONTENT_TYPE, "application/json")
            .set(
                HttpHeaderNames.ACCEPT,
                body.kind().stream() ? "text/event-stream" : "application/json")
            .set("x-request-id", requestId);
    byte[] bytes = body.bytes(prompt);
    headers.set(HttpHeaderNames.CONTENT_LENGTH, bytes.length);
    return new RequestBuilder(
            body.path(),
            HttpMethod.POST,
            Uri.create(endpoint.base() + body.path()),
            InetAddressNameResolver.JAVA_RESOLVER)
        .setHeaders(headers)
        .setBodyBuilder(new InputStreamRequestBodyBuilder(new ByteArrayInputStream(bytes)))
        .build();
  }

  private void ended(Session session, Turn turn, Observation observation) {
    long now = core.clock().nowMillis();
    long end = observation.times().end();
    String phase = observation.phase().label();
    long sent = now - (end - observation.times().sent()) / 1_000_000;
    if (observation.hasToken()) {
      long first = now - (end - observation.times().firstToken()) / 1_000_000;
      log(session, new Row(phase + " TTFT", sent, first, Outcome.COMPLETED));
    }
    log(session, new Row(phase + " request", sent, now, observation.outcome()));
    turns
        .after(turn, observation.outcome(), run.clock().nanos())
        .ifPresentOrElse(another -> sendLater(session, another), () -> leave(session));
  }

  private void leave(Session session) {
    long left = turns.staysUntilNanos() - run.clock().nanos();
    if (left > 0 && !run.open().closed()) {
      var unused =
          session.eventLoop().schedule(() -> next.$bang(session), left, TimeUnit.NANOSECONDS);
    } else {
      next.$bang(session);
    }
  }

  /**
   * Never from within the end of the last request: Gatling's client is to be done with its
   * connection first, and one that fails at once must not go deeper and deeper.
   */
  private void sendLater(Session session, Turn turn) {
    session
        .eventLoop()
        .execute(
            () -> {
              if (run.spec().connections() == Connections.NEW) {
                http.httpEngine().flushClientIdChannels(session.userId(), session.eventLoop());
              }
              sendInTime(session, turn);
            });
  }

  private record Row(String name, long startMillis, long endMillis, Outcome outcome) {}

  private void log(Session session, Row row) {
    boolean good = !row.outcome.countsAgainst();
    core.statsEngine()
        .logResponse(
            session.scenario(),
            session.groups(),
            row.name,
            row.startMillis,
            row.endMillis,
            Status.apply(good ? "OK" : "KO"),
            Option.empty(),
            good ? Option.empty() : Option.apply(row.outcome.name()));
  }
}
