package io.faultstream.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.faultstream.history.Observation;
import io.faultstream.history.Outcome;
import io.faultstream.load.server.Behaviour;
import io.faultstream.load.server.BehaviourServer;
import io.faultstream.load.server.Reply;
import io.faultstream.load.server.Seen;
import io.faultstream.spec.CancelSpec;
import io.faultstream.spec.CancelSpec.How;
import io.faultstream.spec.CancelSpec.Moment;
import io.faultstream.spec.CancelSpec.When;
import io.faultstream.spec.LoadSpec;
import io.faultstream.spec.LoadSpec.Connections;
import io.faultstream.spec.LoadSpec.Timeouts;
import io.faultstream.spec.Phase;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a server sees of clients that leave: through Gatling's real engine. */
@Timeout(90)
final class CancelsIT {
  private static final long SEED = 7;
  private static final int COUNT = 40;
  private static final int EVERY_MILLIS = 10;

  /** Far less than a request lasts that nobody leaves, and than the process lives after it. */
  private static final long SOON_NANOS = TimeUnit.SECONDS.toNanos(1);

  @TempDir Path folder;

  private static Moment chunks(int count) {
    return new Moment(When.CHUNKS, count, Duration.ZERO);
  }

  private static Moment after(long millis) {
    return new Moment(When.TIME, 0, Duration.ofMillis(millis));
  }

  private static CancelSpec plan(double share, How how, Moment... moments) {
    return new CancelSpec(Phase.STANDARD, share, how, List.of(moments), Duration.ofMillis(300), 0);
  }

  private static LoadSpec load(boolean stream, Connections connections) {
    return SampleLoad.patient(
        stream,
        connections,
        new Timeouts(
            Duration.ofSeconds(4),
            Duration.ofSeconds(4),
            Duration.ofSeconds(4),
            Duration.ofSeconds(4),
            Duration.ofSeconds(1)));
  }

  /** Those who leave, and the last who stays, have a reply without an end; all others have one. */
  private static BehaviourServer serving(
      CancelSpec plan, LoadSpec load, Behaviour endless, Behaviour whole) throws IOException {
    int last = COUNT - 1;
    while (plan.planned(SEED, last, load).isPresent()) {
      last--;
    }
    int waits = last;
    return new BehaviourServer(
        id -> id == waits || plan.planned(SEED, id, load).isPresent() ? endless : whole);
  }

  private SimulationRun play(
      BehaviourServer server, LoadSpec load, CancelSpec plan, int everyMillis) throws Exception {
    LoadAsk ask =
        new LoadAsk(
            server.base(),
            folder.toString(),
            load,
            COUNT,
            everyMillis,
            false,
            0,
            COUNT,
            Optional.of(plan));
    SimulationRun run = SimulationRun.play(ask, 60);
    assertThat(server.complaints()).isEmpty();
    assertThat(run.observations()).hasSize(COUNT);
    everyRequestCameOnce(run, server);
    BehaviourIT.nothingIsLeft(run.end());
    return run;
  }

  /** One that was left before it was on its way came never: a burst may take it. */
  private static void everyRequestCameOnce(SimulationRun run, BehaviourServer server) {
    assertThat(server.seen()).extracting(Seen::requestId).doesNotHaveDuplicates();
    Map<Long, Seen> came = byNumber(server);
    assertThat(run.observations())
        .filteredOn(one -> !came.containsKey(one.id()))
        .allMatch(one -> one.outcome() == Outcome.CANCELLED && one.times().headers() < 0);
  }

  private static Map<Long, Seen> byNumber(BehaviourServer server) {
    return server.seen().stream()
        .collect(Collectors.toMap(seen -> (long) seen.number(), Function.identity()));
  }

  private static void onlyThosePlannedAreLeft(SimulationRun run, CancelSpec plan, LoadSpec load) {
    List<Long> left = new ArrayList<>();
    List<Long> planned = new ArrayList<>();
    for (Observation one : run.observations()) {
      if (one.outcome() == Outcome.CANCELLED) {
        left.add(one.id());
      }
      if (plan.planned(SEED, one.id(), load).isPresent()) {
        planned.add(one.id());
      }
    }
    assertThat(left).hasSizeBetween(1, COUNT - 1).hasSameElementsAs(planned);
  }

  /** The server saw it go when its client says it left, and not when the process was at its end. */
  private static void serverSawItGo(SimulationRun run, Observation left, Seen seen) {
    assertThat(seen.gone()).as("%s", seen).isNotEmpty();
    assertThat(seen.goneNanos())
        .as("%s", seen)
        .isBetween(
            run.end().zeroNotBefore() + left.times().end(),
            run.end().zeroNotAfter() + left.times().end() + SOON_NANOS);
  }

  @ParameterizedTest
  @CsvSource({"NEW", "REUSE"})
  void streamIsLeftAfterItsChunksAndNeverSentAgain(Connections connections) throws Exception {
    LoadSpec load = load(true, connections);
    CancelSpec plan = plan(0.5, How.CLOSE, chunks(5));
    try (BehaviourServer server = serving(plan, load, Behaviour.ENDLESS, Behaviour.GOOD)) {
      SimulationRun run = play(server, load, plan, EVERY_MILLIS);

      onlyThosePlannedAreLeft(run, plan, load);
      assertThat(run.observations())
          .anyMatch(one -> one.outcome() == Outcome.CANCELLED && one.tokens().chunks() == 5);
      Map<Long, Seen> seen = byNumber(server);
      for (Observation one : run.observations()) {
        Seen served = Objects.requireNonNull(seen.get(one.id()));
        if (one.outcome() == Outcome.CANCELLED) {
          assertThat(one.tokens().chunks()).isBetween(5, served.tokens());
          serverSawItGo(run, one, served);
        } else {
          assertThat(one.outcome()).isEqualTo(served.played().outcome());
        }
      }
    }
  }

  @Test
  void unaryRequestWithoutAReplyIsLeftInTimeAndNeverSentAgain() throws Exception {
    LoadSpec load = load(false, Connections.REUSE);
    CancelSpec plan = plan(0.5, How.CLOSE, after(50));
    try (BehaviourServer server = serving(plan, load, Behaviour.SILENT, Behaviour.UNARY)) {
      SimulationRun run = play(server, load, plan, EVERY_MILLIS);

      onlyThosePlannedAreLeft(run, plan, load);
      Map<Long, Seen> seen = byNumber(server);
      for (Observation one : run.observations()) {
        if (one.outcome() == Outcome.CANCELLED) {
          assertThat(one.times().end() - one.times().sent())
              .isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(50));
          serverSawItGo(run, one, Objects.requireNonNull(seen.get(one.id())));
        }
      }
    }
  }

  /** The server is silent when they leave, so that it can only be told by the close itself. */
  @ParameterizedTest
  @CsvSource({"CLOSE, " + Reply.END_OF_STREAM, "RESET, Connection reset"})
  void connectionEndsAsItWasAskedFor(How how, String seenAs) throws Exception {
    LoadSpec load = load(true, Connections.NEW);
    CancelSpec plan = plan(0.5, how, chunks(5));
    try (BehaviourServer server = new BehaviourServer(id -> Behaviour.STALL)) {
      SimulationRun run = play(server, load, plan, EVERY_MILLIS);

      onlyThosePlannedAreLeft(run, plan, load);
      Map<Long, Seen> seen = byNumber(server);
      for (Observation one : run.observations()) {
        if (one.outcome() == Outcome.CANCELLED) {
          Seen served = Objects.requireNonNull(seen.get(one.id()));
          assertThat(served.gone()).isEqualTo(seenAs);
          serverSawItGo(run, one, served);
        }
      }
    }
  }

  /** Each would be left two seconds after it was sent, when its connection is another's. */
  @Test
  void requestThatEndedBeforeItsMomentDoesNotHurtTheNextOnItsConnection() throws Exception {
    LoadSpec load = load(true, Connections.REUSE);
    CancelSpec plan = plan(1, How.CLOSE, after(2000));
    try (BehaviourServer server = new BehaviourServer(id -> Behaviour.SLOW)) {
      SimulationRun run = play(server, load, plan, 100);

      assertThat(run.observations())
          .allMatch(one -> one.outcome() == Outcome.COMPLETED)
          .anyMatch(one -> one.times().sent() > SOON_NANOS * 2);
      assertThat(server.seen()).anyMatch(Seen::onUsedConnection);
      assertThat(server.connections()).isLessThan(COUNT);
    }
  }

  /** Of 40 requests with a share of a quarter ten are left: five at the 20th, five at the 40th. */
  @Test
  void burstLeavesManyAtOnce() throws Exception {
    LoadSpec load = load(true, Connections.NEW);
    CancelSpec plan =
        new CancelSpec(Phase.STANDARD, 0.25, How.CLOSE, List.of(), Duration.ofMillis(300), 5);
    try (BehaviourServer server = new BehaviourServer(id -> Behaviour.ENDLESS)) {
      SimulationRun run = play(server, load, plan, 50);

      List<Observation> left =
          run.observations().stream()
              .filter(one -> one.outcome() == Outcome.CANCELLED)
              .sorted(Comparator.comparingLong(one -> one.times().end()))
              .toList();
      long[] sent =
          run.observations().stream().mapToLong(one -> one.times().sent()).sorted().toArray();
      assertThat(left).hasSize(10);
      for (int burst = 0; burst < 2; burst++) {
        long due = sent[20 * burst + 19];
        assertThat(left.subList(5 * burst, 5 * burst + 5))
            .extracting(one -> one.times().end() - due)
            .allMatch(late -> late >= 0 && late < SOON_NANOS / 2);
      }
    }
  }
}
