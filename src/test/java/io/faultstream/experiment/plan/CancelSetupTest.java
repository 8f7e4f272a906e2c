package io.faultstream.experiment.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import io.faultstream.experiment.plan.Setup.Disturbance;
import io.faultstream.spec.BadSpecException;
import io.faultstream.spec.CancelSpec;
import io.faultstream.spec.CancelSpec.How;
import io.faultstream.spec.CancelSpec.Moment;
import io.faultstream.spec.LoadSpec.Kind;
import io.faultstream.spec.Phase;
import io.faultstream.spec.settings.Settings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The settings of a run whose clients leave, and those that mean nothing in it. */
final class CancelSetupTest {
  private static Setup of(Disturbance disturbance, String... pairs) {
    Properties properties = new Properties();
    for (int i = 0; i < pairs.length; i += 2) {
      properties.setProperty("faultstream." + pairs[i], pairs[i + 1]);
    }
    return Setup.of(Settings.of(ConfigFactory.empty(), properties), Map.of(), disturbance);
  }

  private static Setup cancelling(String... pairs) {
    return of(Disturbance.CANCELLATIONS, pairs);
  }

  private static void refused(String says, String... pairs) {
    assertThatThrownBy(() -> cancelling(pairs))
        .isInstanceOf(BadSpecException.class)
        .hasMessageContaining(says);
  }

  @Test
  void halfOfOverflowIsLeftAtSixMomentsByDefault() {
    Setup setup = cancelling();
    CancelSpec plan = setup.cancellation().orElseThrow();

    assertThat(plan.phase()).isEqualTo(Phase.OVERFLOW);
    assertThat(plan.share()).isEqualTo(0.5);
    assertThat(plan.how()).isEqualTo(How.CLOSE);
    assertThat(plan.moments())
        .extracting(Moment::label)
        .containsExactly("10ms", "100ms", "headers", "1 chunk", "20 chunks", "random");
    assertThat(plan.within()).isEqualTo(Duration.ofMillis(300));
    assertThat(plan.burst()).isZero();
    assertThat(setup.faults()).isEmpty();
    assertThat(setup.load().kinds()).containsExactly(Kind.COMPLETION, Kind.CHAT, Kind.CHAT_STREAM);
  }

  @Test
  void runWithFaultsLeavesNobodyAndHasOneKind() {
    Setup setup = of(Disturbance.FAULTS);

    assertThat(setup.cancellation()).isEmpty();
    assertThat(setup.load().kinds()).containsExactly(Kind.CHAT_STREAM);
  }

  @Test
  void planIsAsItWasAskedFor() {
    CancelSpec plan =
        cancelling("cancel.share", "0.25", "cancel.at", "1s", "cancel.how", "reset")
            .cancellation()
            .orElseThrow();

    assertThat(plan.share()).isEqualTo(0.25);
    assertThat(plan.how()).isEqualTo(How.RESET);
    assertThat(plan.moments()).extracting(Moment::label).containsExactly("1000ms");
  }

  @Test
  void burstHasNoMoments() {
    CancelSpec plan = cancelling("cancel.burst", "20").cancellation().orElseThrow();

    assertThat(plan.burst()).isEqualTo(20);
    assertThat(plan.moments()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "50 chunks     | 10  | cannot come before the end of a reply of load.outputTokens = 10",
        "10 chunks     | 10  | 10 chunks cannot come before the end",
        "1 chunk       | 1   | 1 chunk cannot come before the end",
        "0 chunks      | 100 | \"0 chunks\" is none of: 20 chunks",
        "soon          | 100 | is none of: 20 chunks, headers, random, or a time like 10ms",
        "10ms, , 20 ms | 100 | \"\" is none of",
        "61s           | 100 | 61000ms is later than load.totalTimeout",
        "60s           | 100 | 60000ms is later than load.totalTimeout",
      })
  void momentThatCannotComeIsRefused(String at, String tokens, String says) {
    refused(says, "cancel.at", at, "load.outputTokens", tokens);
  }

  @Test
  void lastMomentThatCanComeIsTaken() {
    assertThat(cancelling("cancel.at", "9 chunks,1ms", "load.outputTokens", "10").cancellation())
        .isPresent();
    String[] url = {"target.kind", "url", "target.url", "http://127.0.0.1:1", "cancel.at", "59s"};
    assertThat(cancelling(url).cancellation()).isPresent();
    assertThat(cancelling("cancel.at", "14300ms").cancellation()).isPresent();
    assertThat(cancelling("cancel.at", "59s", "load.peak", "300").cancellation()).isPresent();
    assertThat(cancelling("cancel.at", "59s", "target.topology", "disagg").cancellation())
        .isPresent();
  }

  /** 101 steps of 66 ms, with a full cache and 31 prompts each, on a machine at half its speed. */
  @Test
  void timeThatNoReplyLastsIsRefused() {
    refused(
        "cancel.at = 1ms,14400ms: 14400ms cannot come before the end of a reply of"
            + " load.outputTokens = 100 here, 0.6 s alone and 14.3 s at the very most",
        "cancel.at",
        "1ms,14400ms");
    refused(
        "0.6 s alone and 7.2 s at the very most", "target.kind", "local", "cancel.at", "7300ms");
    refused("2500ms cannot come", "load.outputTokens", "8", "cancel.at", "2500ms");
    refused("4000ms cannot come", "target.embedded.speedup", "10", "cancel.at", "4s");
    refused("59000ms cannot come", "load.clients", "40", "cancel.at", "59s");
    refused("1 mistake ", "cancel.at", "60s");
  }

  @Test
  void keyOfAMomentThatIsNotAskedForIsRefused() {
    String says = "is only for a random moment (cancel.at) of a reply in one piece";
    refused(says, "cancel.within", "1s", "cancel.at", "10ms");
    refused(says, "cancel.within", "1s", "load.kinds", "chat-stream");
    refused(
        "cancel.within = 1s: means nothing with cancel.burst",
        "cancel.within",
        "1s",
        "cancel.burst",
        "20");
    assertThat(cancelling("cancel.within", "1s").cancellation()).isPresent();
  }

  @ParameterizedTest
  @CsvSource({"fault.at, 5s", "fault.hold, 3s", "fault.victim, random", "fault.healthyWithin, 9s"})
  void detailOfAFaultIsRefusedWhereThereIsNone(String key, String value) {
    refused(key + " = " + value + ": this simulation breaks nothing", key, value);
    String says = key + " = " + value + ": is of a fault, and this run has none";
    for (Disturbance one : List.of(Disturbance.FAULTS, Disturbance.STORE_FAULTS)) {
      assertThatThrownBy(() -> of(one, "fault.kind", "none", key, value))
          .hasMessageContaining("1 mistake ")
          .hasMessageContaining(says);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"completion", "chat", "chat, completion"})
  void momentsOfStreamsAreNoDefaultWhereNothingStreams(String kinds) {
    CancelSpec plan = cancelling("load.kinds", kinds).cancellation().orElseThrow();

    assertThat(plan.moments()).extracting(Moment::label).containsExactly("10ms", "100ms", "random");
    assertThat(cancelling("load.kinds", kinds, "cancel.burst", "20").cancellation()).isPresent();
  }

  @Test
  void momentsOfStreamsAreRefusedWhereNothingStreams() {
    String says = "no request comes by 20 chunks, for none of kind chat streams; give a time";
    refused(says, "load.kinds", "chat", "cancel.at", "20 chunks, 5ms");
    refused(says, "load.kinds", "chat", "cancel.at", "20 chunks");
    refused("1 mistake ", "load.kinds", "chat", "cancel.at", "20 chunks");
    refused(
        "no request comes by headers, 1 chunk, for none of kind completion, chat streams",
        "load.kinds",
        "completion, chat",
        "cancel.at",
        "headers, 1 chunk, random");
    refused(
        "no request of kind chat comes by any of these: its reply is one piece",
        "load.kinds",
        "chat-stream, chat",
        "cancel.at",
        "20 chunks, headers");
    assertThat(cancelling("load.kinds", "chat-stream", "cancel.at", "20 chunks").cancellation())
        .isPresent();
    assertThat(
            cancelling("load.kinds", "chat-stream, chat", "cancel.at", "20 chunks, 5ms")
                .cancellation())
        .isPresent();
  }

  @Test
  void burstWithMomentsOfOnesOwnIsRefused() {
    refused("means nothing with cancel.burst", "cancel.burst", "20", "cancel.at", "20 chunks");
  }

  @Test
  void burstOfMoreThanThereAreClientsIsRefused() {
    assertThat(cancelling("cancel.burst", "15", "load.clients", "10").cancellation()).isPresent();
    refused("is more than there are clients", "cancel.burst", "16", "load.clients", "10");
  }

  @Test
  void randomLaterThanTheWholeReplyMayTakeIsRefused() {
    refused("cancel.within = 60s: is later than load.totalTimeout", "cancel.within", "60s");
  }

  @Test
  void shareAndWayOfEndingAreChecked() {
    refused("cancel.share = 0: must be a number from 0.001 to 0.95", "cancel.share", "0");
    refused("cancel.share = 1.5", "cancel.share", "1.5");
    refused("must be one of close, reset", "cancel.how", "kill");
  }

  @Test
  void unknownKindIsRefused() {
    String says = "must be auto or some of completion, completion-stream, chat, chat-stream";
    refused(says, "load.kinds", "chat, unary");
    refused(says, "load.kinds", "");
  }

  @Test
  void kindsAndTheirPartsAreNotGivenBoth() {
    String says = "says what load.api and load.stream say too: give one of both";
    refused(says, "load.kinds", "chat", "load.stream", "false");
    refused(says, "load.kinds", "chat", "load.api", "completions");
  }

  @Test
  void kindsAreTakenInTurnAsTheyAreGiven() {
    assertThat(cancelling("load.kinds", "chat-stream, completion, chat-stream").load().kinds())
        .containsExactly(Kind.CHAT_STREAM, Kind.COMPLETION, Kind.CHAT_STREAM);
    assertThat(cancelling("load.api", "completions").load().kinds())
        .containsExactly(Kind.COMPLETION_STREAM);
    assertThat(
            of(Disturbance.FAULTS, "load.kinds", "completion-stream, chat-stream").load().kinds())
        .containsExactly(Kind.COMPLETION_STREAM, Kind.CHAT_STREAM);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '=',
      value = {
        "cancel.share=0.25",
        "cancel.at=headers",
        "cancel.burst=20",
        "cancel.how=reset",
        "cancel.within=1s",
      })
  void keyOfCancelsIsRefusedInARunWithFaults(String key, String value) {
    assertThatThrownBy(() -> of(Disturbance.FAULTS, key, value))
        .isInstanceOf(BadSpecException.class)
        .hasMessageContaining(key + " = " + value + ": this simulation cancels no request");
  }

  @Test
  void faultIsRefusedInARunWithCancels() {
    refused(
        "fault.kind = kill: this simulation breaks nothing; MigrationSim plays kill",
        "fault.kind",
        "kill");
    refused(
        "fault.kind = etcd-nospace: this simulation breaks nothing; EtcdHaSim plays etcd-nospace",
        "fault.kind",
        "etcd-nospace");
    refused("fault.control = sham: this simulation breaks nothing", "fault.control", "sham");
    assertThat(cancelling("fault.kind", "none").faults()).isEmpty();
  }

  @Test
  void allMistakesComeAtOnce() {
    assertThatThrownBy(
            () -> cancelling("cancel.at", "soon, later", "fault.kind", "kill", "load.kinds", "x"))
        .hasMessageContainingAll("4 mistakes", "\"soon\"", "\"later\"", "fault.kind", "load.kinds");
  }
}
