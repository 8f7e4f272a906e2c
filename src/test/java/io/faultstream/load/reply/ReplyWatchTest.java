package io.faultstream.load.reply;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.faultstream.history.FaultEdges;
import io.faultstream.history.Observation;
import io.faultstream.history.Outcome;
import io.faultstream.load.SampleLoad;
import io.faultstream.spec.Access;
import io.faultstream.spec.LoadSpec;
import io.faultstream.spec.LoadSpec.Dialect;
import io.faultstream.spec.LoadSpec.TextCheck;
import io.faultstream.spec.Phase;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ReplyWatchTest {
  private static final long MS = 1_000_000;

  private final List<Long> gaps = new ArrayList<>();
  private long now = 100 * MS;
  private Access access = Access.none();

  private ReplyWatch watch(LoadSpec load) {
    ReplyWatch.Sent sent =
        new ReplyWatch.Sent(7, Phase.OVERFLOW, 95 * MS, now, "fs-1-7", false, Optional.empty());
    return new ReplyWatch(
        load,
        sent,
        new ReplyWatch.Shared(new FaultEdges(), (end, nanos) -> gaps.add(nanos), access, 0));
  }

  private static LoadSpec counting(int tokens) {
    return SampleLoad.chat(tokens, TextCheck.COUNTING, Dialect.DYNAMO);
  }

  private void feed(ReplyWatch watch, String... events) {
    for (String event : events) {
      now += 10 * MS;
      watch.body(now, Unpooled.wrappedBuffer(("data: " + event + "\n\n").getBytes(UTF_8)));
    }
  }

  private static String content(String text) {
    return "{\"id\":\"chatcmpl-a\",\"choices\":[{\"delta\":{\"content\":\"" + text + "\"}}]}";
  }

  private static final String FINISH =
      "{\"id\":\"chatcmpl-a\",\"choices\":[{\"delta\":{},\"finish_reason\":\"length\"}]}";

  private static String usage(int completion) {
    return "{\"id\":\"chatcmpl-a\",\"choices\":[],\"usage\":{\"prompt_tokens\":18,"
        + "\"completion_tokens\":"
        + completion
        + "}}";
  }

  private Observation stream(LoadSpec load, String... events) {
    ReplyWatch watch = watch(load);
    now += 5 * MS;
    watch.headers(now, 200, "text/event-stream");
    feed(watch, events);
    return watch.end(now + MS, Ending.WHOLE, "");
  }

  @Test
  void wholeStreamIsCompletedWithItsTimes() {
    Observation seen =
        stream(
            counting(3), content(" 0"), content(" 1"), content(" 2"), FINISH, usage(3), "[DONE]");
    assertThat(seen.outcome()).isEqualTo(Outcome.COMPLETED);
    assertThat(seen.times())
        .isEqualTo(
            new Observation.Times(95 * MS, 100 * MS, 105 * MS, 115 * MS, 135 * MS, 166 * MS));
    assertThat(seen.ttftNanos()).isEqualTo(20 * MS);
    assertThat(seen.serviceTtftNanos()).isEqualTo(15 * MS);
    assertThat(seen.tokens()).isEqualTo(new Observation.Tokens(3, 3, 18));
    assertThat(gaps).containsExactly(10 * MS, 10 * MS);
    assertThat(seen.targetId()).isEqualTo("a");
    assertThat(seen.reply().endMark()).isTrue();
  }

  @Test
  void roleAloneIsNoToken() {
    Observation seen =
        stream(
            counting(1),
            "{\"choices\":[{\"delta\":{\"role\":\"assistant\",\"content\":\"\"}}]}",
            content(" 0"),
            FINISH,
            "[DONE]");
    assertThat(seen.tokens().chunks()).isEqualTo(1);
    assertThat(seen.times().firstToken()).isEqualTo(125 * MS);
  }

  @Test
  void repeatedTokenIsCorrupted() {
    Observation seen = stream(counting(3), content(" 0"), content(" 0"), content(" 1"), FINISH);
    assertThat(seen.outcome()).isEqualTo(Outcome.CORRUPTED);
    assertThat(seen.mismatch()).contains(new Observation.Mismatch(1, "1", "0"));
  }

  @Test
  void finishedButShortIsCorrupted() {
    Observation seen = stream(counting(3), content(" 0"), FINISH, usage(1), "[DONE]");
    assertThat(seen.outcome()).isEqualTo(Outcome.CORRUPTED);
    assertThat(seen.mismatch()).contains(new Observation.Mismatch(1, "1", "the end"));
  }

  @Test
  void shortWithoutFinishReasonIsTruncated() {
    assertThat(stream(counting(3), content(" 0"), "[DONE]").outcome()).isEqualTo(Outcome.TRUNCATED);
  }

  @Test
  void missingEndMarkIsTruncated() {
    assertThat(stream(counting(1), content(" 0"), FINISH).outcome()).isEqualTo(Outcome.TRUNCATED);
  }

  @Test
  void anotherChunkIdIsCorrupted() {
    Observation seen =
        stream(counting(2), content(" 0"), content(" 1").replace("-a", "-b"), FINISH, "[DONE]");
    assertThat(seen.outcome()).isEqualTo(Outcome.CORRUPTED);
    assertThat(seen.reply().error()).contains("chatcmpl-b");
  }

  @Test
  void garbageIsCorrupted() {
    assertThat(stream(counting(2), content(" 0"), "{oops").outcome()).isEqualTo(Outcome.CORRUPTED);
  }

  @Test
  void errorFrameIsAStreamErrorAlsoWithItsEndMark() {
    Observation seen =
        stream(
            counting(3),
            content(" 0"),
            "{\"error\":{\"message\":\"worker lost\",\"code\":503}}",
            "[DONE]");
    assertThat(seen.outcome()).isEqualTo(Outcome.STREAM_ERROR);
    assertThat(seen.reply().error()).isEqualTo("worker lost");
  }

  @Test
  void olderErrorEventIsAStreamError() {
    ReplyWatch watch = watch(counting(3));
    watch.headers(now, 200, "text/event-stream");
    feed(watch, content(" 0"));
    watch.body(now, Unpooled.wrappedBuffer("event: error\ndata: lost\n\n".getBytes(UTF_8)));
    Observation seen = watch.end(now, Ending.WHOLE, "");
    assertThat(seen.outcome()).isEqualTo(Outcome.STREAM_ERROR);
    assertThat(seen.reply().error()).isEqualTo("lost");
  }

  @Test
  void lengthAloneIsCheckedByUsageWhereTextMayBeAny() {
    LoadSpec any = SampleLoad.chat(3, TextCheck.ANY, Dialect.DYNAMO);
    Observation seen = stream(any, content("x"), FINISH, usage(1), "[DONE]");
    assertThat(seen.outcome()).isEqualTo(Outcome.CORRUPTED);
    assertThat(seen.mismatch()).contains(new Observation.Mismatch(1, "3 tokens", "1 tokens"));
  }

  @Test
  void plainDialectMayEndEarly() {
    LoadSpec any = SampleLoad.chat(3, TextCheck.ANY, Dialect.OPENAI);
    Observation seen = stream(any, content("x"), FINISH, usage(1), "[DONE]");
    assertThat(seen.outcome()).isEqualTo(Outcome.COMPLETED);
  }

  @Test
  void errorBodyIsKeptAndDecidesOnOverload() {
    ReplyWatch watch = watch(counting(1));
    watch.headers(now, 503, "application/json");
    String body = "{\"message\":\"Service temporarily overloaded\",\"type\":\"Overloaded\"}";
    watch.body(now, Unpooled.wrappedBuffer(body.getBytes(UTF_8)));
    Observation seen = watch.end(now, Ending.WHOLE, "");
    assertThat(seen.outcome()).isEqualTo(Outcome.REJECTED);
    assertThat(seen.reply().error()).isEqualTo("Service temporarily overloaded · Overloaded");
  }

  @Test
  void unaryReplyIsReadAsOne() {
    ReplyWatch watch = watch(counting(2));
    watch.headers(now, 200, "application/json");
    String body =
        "{\"id\":\"chatcmpl-a\",\"choices\":[{\"message\":{\"content\":\" 0 1\"},"
            + "\"finish_reason\":\"length\"}],\"usage\":{\"prompt_tokens\":1,"
            + "\"completion_tokens\":2}}";
    for (byte b : body.getBytes(UTF_8)) {
      watch.body(now, Unpooled.wrappedBuffer(new byte[] {b}));
    }
    Observation seen = watch.end(now + MS, Ending.WHOLE, "");
    assertThat(seen.outcome()).isEqualTo(Outcome.COMPLETED);
    assertThat(seen.times().firstToken()).isEqualTo(now + MS);
    assertThat(seen.tokens().count()).isEqualTo(2);
  }

  @Test
  void lostConnectionIsBrokenWithItsCause() {
    ReplyWatch watch = watch(counting(3));
    watch.headers(now, 200, "text/event-stream");
    feed(watch, content(" 0"));
    Observation seen = watch.end(now, Ending.LOST, "reset by peer");
    assertThat(seen.outcome()).isEqualTo(Outcome.BROKEN);
    assertThat(seen.reply().error()).isEqualTo("reset by peer");
  }

  @Test
  void whatTheServerRepeatsOfTheTokenIsHiddenBeforeItIsCut() {
    access = new Access("T", Optional.of("sk-sesame-4711"), Map.of());
    for (int before = 150; before < 201; before++) {
      ReplyWatch watch = watch(counting(3));
      watch.headers(now, 401, "text/plain");
      String echo = "x".repeat(before) + "Bearer sk-sesame-4711 is wrong";
      watch.body(now, Unpooled.wrappedBuffer(echo.getBytes(UTF_8)));
      Observation refused = watch.end(now, Ending.WHOLE, "lost sk-sesame-4711");
      assertThat(refused.outcome()).isEqualTo(Outcome.BAD_REQUEST);
      assertThat(refused.reply().error()).startsWith("xxx").doesNotContain("sk-", "sesame");
      assertThat(refused.reply().error()).endsWith("lost (hidden)");
    }
  }

  @Test
  void tokenInsideAStreamIsHidden() {
    access = new Access("T", Optional.of("sk-sesame-4711"), Map.of());
    for (String chunk :
        List.of(
            "{oops sk-sesame-4711",
            "{\"error\":{\"message\":\"you sent sk-sesame-4711\"}}",
            "{\"id\":\"sk-sesame-4711\",\"choices\":[]}")) {
      Observation observation = stream(counting(3), content(" 0"), chunk);
      assertThat(observation.toString()).contains("(hidden)").doesNotContain("sesame");
    }
  }
}
