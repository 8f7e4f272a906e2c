package io.faultstream.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.faultstream.history.Observation;
import io.faultstream.history.Outcome;
import io.faultstream.load.server.Behaviour;
import io.faultstream.load.server.BehaviourServer;
import io.faultstream.load.server.Reply;
import io.faultstream.load.server.Seen;
import io.faultstream.spec.LoadSpec;
import io.faultstream.spec.LoadSpec.Connections;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the client says of each request is what the server did to it, through Gatling's real engine
 * and over real connections: outcome, one sight of each request, and the order of its moments.
 */
@Timeout(90)
final class BehaviourIT {
  private static final int WITHIN_SECONDS = 60;
  private static final int EACH = 4;

  @TempDir Path folder;

  private static List<Behaviour> each(int times) {
    List<Behaviour> plan = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      plan.addAll(List.of(Behaviour.values()));
    }
    return plan;
  }

  private SimulationRun play(BehaviourServer server, LoadSpec load, int count) throws Exception {
    LoadAsk ask = new LoadAsk(server.base(), folder.toString(), load, count, 10, false, 0, count);
    return SimulationRun.play(ask, WITHIN_SECONDS);
  }

  @Test
  void outcomeIsWhatTheServerDidOnConnectionsOfTheirOwn() throws Exception {
    List<Behaviour> plan = each(EACH);
    try (BehaviourServer server = new BehaviourServer(plan::get)) {
      SimulationRun run = play(server, SampleLoad.patient(true, Connections.NEW), plan.size());
      everyRequestIsWhatItWas(run, server, plan.size());
      assertThat(server.seen()).noneMatch(Seen::onUsedConnection);
      assertThat(server.connections()).isEqualTo(plan.size());
    }
  }

  @Test
  void outcomeIsWhatTheServerDidOnConnectionsUsedAgain() throws Exception {
    List<Behaviour> plan = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      plan.addAll(List.of(Behaviour.GOOD, Behaviour.GOOD));
      plan.addAll(List.of(Behaviour.CLOSED_ON_REUSE, Behaviour.CLOSED_ON_REUSE));
    }
    plan.addAll(each(EACH));
    try (BehaviourServer server = new BehaviourServer(plan::get)) {
      SimulationRun run = play(server, SampleLoad.patient(true, Connections.REUSE), plan.size());
      everyRequestIsWhatItWas(run, server, plan.size());
      assertThat(server.seen()).anyMatch(Seen::onUsedConnection);
      assertThat(server.seen()).anyMatch(seen -> seen.played() == Behaviour.CLOSED_ON_REUSE);
      assertThat(server.connections()).isLessThan(plan.size());
    }
  }

  @Test
  void unaryReplyHasItsOutcome() throws Exception {
    List<Behaviour> plan = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      plan.addAll(List.of(Behaviour.UNARY, Behaviour.FAILED, Behaviour.REJECTED_529));
      plan.addAll(List.of(Behaviour.CLOSED_AT_ONCE, Behaviour.SILENT, Behaviour.CLOSED_ON_REUSE));
    }
    plan.replaceAll(b -> b == Behaviour.CLOSED_ON_REUSE ? Behaviour.NOT_THERE : b);
    try (BehaviourServer server = new BehaviourServer(plan::get)) {
      SimulationRun run = play(server, SampleLoad.patient(false, Connections.REUSE), plan.size());
      everyRequestIsWhatItWas(run, server, plan.size());
    }
  }

  /** All that holds whatever the server did. */
  private static void everyRequestIsWhatItWas(
      SimulationRun run, BehaviourServer server, int count) {
    assertThat(server.complaints()).isEmpty();
    assertThat(server.seen()).extracting(Seen::requestId).doesNotHaveDuplicates().hasSize(count);
    Map<String, Seen> seen =
        server.seen().stream().collect(Collectors.toMap(Seen::requestId, Function.identity()));
    assertThat(outcomesByBehaviour(run.observations(), seen)).isEqualTo(asPlayed(server.seen()));
    Set<Long> ids = new HashSet<>();
    for (Observation observation : run.observations()) {
      assertThat(ids.add(observation.id())).as("one observation of %s", observation).isTrue();
      timesAreInOrder(observation);
      Seen served = Objects.requireNonNull(seen.get(observation.reply().requestId()));
      timesAgreeWithTheServer(observation, served, run.end());
      tokensAreThoseOfTheServer(observation, served);
    }
    assertThat(ids).hasSize(count);
    assertThat(run.end().usersEnded()).isEqualTo(count);
    nothingIsLeft(run.end());
  }

  static void nothingIsLeft(LoadEnd end) {
    assertThat(end.openRequests()).isZero();
    assertThat(end.inFlight()).isZero();
    assertThat(end.streams()).isZero();
  }

  private static Map<Behaviour, Map<Outcome, Integer>> outcomesByBehaviour(
      List<Observation> observations, Map<String, Seen> seen) {
    Map<Behaviour, Map<Outcome, Integer>> counts = new EnumMap<>(Behaviour.class);
    for (Observation observation : observations) {
      Seen served = Objects.requireNonNull(seen.get(observation.reply().requestId()));
      counts
          .computeIfAbsent(served.played(), b -> new EnumMap<>(Outcome.class))
          .merge(observation.outcome(), 1, Integer::sum);
    }
    return counts;
  }

  private static Map<Behaviour, Map<Outcome, Integer>> asPlayed(List<Seen> seen) {
    Map<Behaviour, Map<Outcome, Integer>> counts = new EnumMap<>(Behaviour.class);
    for (Seen one : seen) {
      counts
          .computeIfAbsent(one.played(), b -> new EnumMap<>(Outcome.class))
          .merge(one.played().outcome(), 1, Integer::sum);
    }
    return counts;
  }

  private static void timesAreInOrder(Observation observation) {
    Observation.Times times = observation.times();
    List<Long> came = new ArrayList<>();
    for (long moment :
        new long[] {
          times.intended(), times.sent(), times.headers(), times.firstToken(), times.lastToken()
        }) {
      if (moment != Observation.NEVER) {
        came.add(moment);
      }
    }
    came.add(times.end());
    assertThat(came).as("moments of %s", observation).isSorted();
    long longest =
        observation.longestGaps().stream().mapToLong(Observation.Gap::nanos).max().orElse(0);
    if (observation.hasToken()) {
      assertThat(longest).isBetween(0L, times.lastToken() - times.firstToken());
    }
  }

  /** Both processes read the same monotonic clock; the child's zero is known within two bounds. */
  private static void timesAgreeWithTheServer(Observation observation, Seen served, LoadEnd end) {
    long sentAtTheEarliest = end.zeroNotBefore() + observation.times().sent();
    assertThat(sentAtTheEarliest).isLessThanOrEqualTo(served.receivedNanos());
    if (observation.hasToken()) {
      long firstAtTheLatest = end.zeroNotAfter() + observation.times().firstToken();
      assertThat(firstAtTheLatest).isGreaterThanOrEqualTo(served.firstTokenNanos());
    }
  }

  private static void tokensAreThoseOfTheServer(Observation observation, Seen served) {
    switch (served.played()) {
      case UNARY -> assertThat(observation.tokens().chunks()).isEqualTo(1);
      // A reset may overtake what was written before it, and a stream cut by us was going on.
      case RESET_MIDWAY, ENDLESS ->
          assertThat(observation.tokens().chunks()).isLessThanOrEqualTo(served.tokens());
      case ODD_LINES -> assertThat(observation.tokens().chunks()).isEqualTo(Reply.TOKENS);
      case OTHER_ID -> assertThat(observation.tokens().chunks()).isEqualTo(served.tokens() + 1);
      default -> assertThat(observation.tokens().chunks()).isEqualTo(served.tokens());
    }
  }
}
