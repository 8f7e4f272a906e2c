package io.faultstream.load.server;

import static io.faultstream.load.server.Reply.TOKENS;

import io.faultstream.history.Outcome;
import java.io.IOException;

/** What the server does to one request, and what the client must call it. */
public enum Behaviour {
  GOOD(Outcome.COMPLETED, r -> r.open().tokens(0, TOKENS).finish().usage(TOKENS).done().end()),
  NO_USAGE(Outcome.COMPLETED, r -> r.open().tokens(0, TOKENS).finish().done().end()),
  BYTE_BY_BYTE(
      Outcome.COMPLETED,
      r -> r.byteByByte().open().tokens(0, TOKENS).finish().usage(TOKENS).done().end()),
  ODD_LINES(Outcome.COMPLETED, Behaviour::oddLines),
  UNTIL_CLOSE(Outcome.COMPLETED, r -> r.openUntilClose().tokens(0, TOKENS).finish().done().end()),
  UNARY(Outcome.COMPLETED, Reply::unary),
  /** A token now and then. */
  SLOW(Outcome.COMPLETED, Behaviour::slow),

  CLOSED_AT_ONCE(Outcome.BROKEN, Reply::close),
  /** Only on a connection that has carried a request before; a fresh one gets {@link #GOOD}. */
  CLOSED_ON_REUSE(Outcome.BROKEN, Reply::close),
  RESET_AT_ONCE(Outcome.BROKEN, Reply::reset),
  CLOSED_AFTER_HEADERS(Outcome.BROKEN, r -> r.open().close()),
  RESET_MIDWAY(Outcome.BROKEN, r -> r.open().tokens(0, 5).reset()),
  CUT_MIDWAY(Outcome.BROKEN, r -> r.open().tokens(0, 5).close()),
  /** As fast as the client takes it: what bounds it is the length. */
  ENDLESS_HEADER(Outcome.BROKEN, Reply::endlessHeader),
  /** The same in many short ones. */
  ENDLESS_HEADERS(Outcome.BROKEN, Reply::endlessHeaders),
  CUT_AFTER_END_MARK(
      Outcome.BROKEN, r -> r.open().tokens(0, TOKENS).finish().usage(TOKENS).done().close()),

  ENDED_MIDWAY(Outcome.TRUNCATED, r -> r.open().tokens(0, 5).end()),
  CLOSED_MIDWAY(Outcome.TRUNCATED, r -> r.openUntilClose().tokens(0, 5).end()),
  NO_END_MARK(Outcome.TRUNCATED, r -> r.open().tokens(0, TOKENS).finish().usage(TOKENS).end()),
  NOTHING(Outcome.EMPTY, r -> r.open().done().end()),
  NO_BODY(Outcome.EMPTY, r -> r.whole("200 OK", "text/event-stream", "")),

  ERROR_FRAME(
      Outcome.STREAM_ERROR,
      r ->
          r.open()
              .tokens(0, 5)
              .event("{\"error\":{\"message\":\"worker lost\",\"code\":500}}")
              .done()
              .end()),
  ERROR_EVENT(
      Outcome.STREAM_ERROR,
      r -> r.open().tokens(0, 5).lines("event: error\n: worker lost\n\n").done().end()),
  ERROR_BEFORE_CUT(
      Outcome.STREAM_ERROR, r -> r.open().tokens(0, 5).event("{\"error\":\"lost\"}").close()),

  MISSING_TOKEN(
      Outcome.CORRUPTED, r -> r.open().tokens(0, 5).tokens(6, TOKENS + 1).finish().done().end()),
  REPEATED_TOKEN(
      Outcome.CORRUPTED, r -> r.open().tokens(0, 5).tokens(4, TOKENS - 1).finish().done().end()),
  SHORT(Outcome.CORRUPTED, r -> r.open().tokens(0, TOKENS - 1).finish().done().end()),
  GARBAGE(Outcome.CORRUPTED, r -> r.open().tokens(0, 5).event("{oops").done().end()),
  OTHER_ID(
      Outcome.CORRUPTED,
      r -> r.open().tokens(0, 5).event(r.chunk(5).replace("chatcmpl-", "chatcmpl-x")).end()),

  STALL(Outcome.STALLED, r -> r.open().tokens(0, 5).hold()),
  STALL_WITH_COMMENTS(Outcome.STALLED, r -> forEver(r.open().tokens(0, 5), i -> r.lines(": \n\n"))),
  SILENT(Outcome.TIMED_OUT, Reply::hold),
  ONLY_HEADERS(Outcome.TIMED_OUT, r -> r.open().hold()),
  ONLY_COMMENTS(Outcome.TIMED_OUT, r -> forEver(r.open(), i -> r.lines(": wait\n\n"))),
  ENDLESS(Outcome.TIMED_OUT, r -> forEver(r.open(), i -> r.tokens(i, i + 1))),
  /** A byte now and then: what bounds it is the time. */
  DRIPPING_HEADER(
      Outcome.TIMED_OUT, r -> forEver(r.raw("HTTP/1.1 200 OK\r\nX-A: "), i -> r.raw("a"))),

  REJECTED_529(Outcome.REJECTED, r -> r.whole("529 Overloaded", "text/plain", "")),
  REJECTED_503(
      Outcome.REJECTED,
      r ->
          r.whole(
              "503 Service Unavailable",
              "application/json",
              "{\"error\":{\"message\":\"all workers are busy\",\"type\":\"overloaded\"}}")),
  UNAVAILABLE_503(
      Outcome.UNAVAILABLE, r -> r.whole("503 Service Unavailable", "text/plain", "no instances")),
  NOT_THERE(Outcome.UNAVAILABLE, r -> r.whole("404 Not Found", "text/plain", "")),
  UNKNOWN_MODEL(
      Outcome.BAD_REQUEST,
      r -> r.whole("404 Not Found", "application/json", "{\"message\":\"no such model\"}")),
  ECHO(Outcome.BAD_REQUEST, Reply::echo),
  FAILED(
      Outcome.SERVER_ERROR,
      r -> r.whole("500 Internal Server Error", "application/json", "{\"message\":\"oops\"}"));

  /** How often a server that never ends says something: more often than the client looks again. */
  private static final int EVERY_MILLIS = 4;

  private interface Play {
    void to(Reply reply) throws IOException;
  }

  private interface Step {
    void take(int number) throws IOException;
  }

  private final Outcome outcome;

  @SuppressWarnings("ImmutableEnumChecker") // lambdas without state
  private final Play play;

  Behaviour(Outcome outcome, Play play) {
    this.outcome = outcome;
    this.play = play;
  }

  /** What the client must call it. */
  public Outcome outcome() {
    return outcome;
  }

  void to(Reply reply) throws IOException {
    play.to(reply);
  }

  private static void oddLines(Reply reply) throws IOException {
    reply.open().lines("\uFEFF: a byte order mark, comments, CRLF and CR\r\n\r\n");
    for (int i = 0; i < TOKENS; i += 2) {
      reply.lines(": between\r\n").tokens(i, i + 1);
      reply.lines("id: 7\r\ndata:" + reply.chunk(i + 1) + "\r\n\r\n");
    }
    reply.lines("data: " + reply.finishChunk() + "\r\r").lines("data: [DONE]\r\n\r\n").end();
  }

  private static void slow(Reply reply) throws IOException {
    reply.open();
    for (int i = 0; i < TOKENS; i++) {
      reply.tokens(i, i + 1);
      if (reply.goneWithin(EVERY_MILLIS)) {
        return;
      }
    }
    reply.finish().usage(TOKENS).done().end();
  }

  private static void forEver(Reply reply, Step step) throws IOException {
    for (int i = 0; !reply.goneWithin(EVERY_MILLIS); i++) {
      step.take(i);
    }
  }
}
