package io.faultstream.experiment.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.faultstream.judge.cancellation.CancellationsMade;
import io.faultstream.judge.claims.Claims;
import io.faultstream.judge.store.EndsInOrder;
import io.faultstream.judge.validity.EnoughSamples;
import io.faultstream.measure.SampleSpecs;
import io.faultstream.spec.CancelSpec;
import io.faultstream.spec.ClaimSpec;
import io.faultstream.spec.Expectation;
import io.faultstream.spec.ExperimentSpec;
import io.faultstream.spec.FaultKind;
import io.faultstream.spec.FaultSpec;
import io.faultstream.spec.Phase;
import io.faultstream.spec.PhaseSpec;
import io.faultstream.spec.TargetSpec.StoreSpec;
import io.faultstream.spec.Varied;
import io.faultstream.spec.settings.Settings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ForesightTest {
  /** From the fault of {@link SampleSpecs} to the end of its run. */
  private static final int LEFT_SECONDS = 35;

  private static List<String> warnings(long users, double least) {
    Setup setup = Setup.of(Settings.of(ConfigFactory.empty(), new Properties()), Map.of());
    return Foresight.warnings(spec(setup, users, least));
  }

  private static ExperimentSpec spec(Setup setup, long users, double least) {
    return new ExperimentSpec(
        ExperimentSpec.SCHEMA,
        "migration",
        1,
        setup.target(),
        setup.load(),
        List.of(new PhaseSpec(Phase.STANDARD, Duration.ofSeconds(20), users, 1, 1)),
        List.of(),
        setup.expectation(),
        List.of(Claims.successRate(Phase.STANDARD, least)));
  }

  private static Optional<String> openSecrets(String url, String token) {
    Properties properties = new Properties();
    properties.setProperty("faultstream.target.kind", "url");
    properties.setProperty("faultstream.target.url", url);
    Setup setup =
        Setup.of(
            Settings.of(ConfigFactory.empty(), properties), Map.of("FAULTSTREAM_TOKEN", token));
    return Foresight.openSecrets(spec(setup, 1, 0.5), setup.access());
  }

  @Test
  void tokenThatLeavesTheMachineInTheClearIsSaid() {
    assertThat(openSecrets("http://llm.test:8000", "sk-sesame").orElseThrow())
        .isEqualTo(
            "target.url is plain http: the token of FAULTSTREAM_TOKEN can be read on the way");
    assertThat(openSecrets("http://llm.test:8000", "")).isEmpty();
    assertThat(openSecrets("https://llm.test:8000", "sk-sesame")).isEmpty();
    assertThat(openSecrets("http://127.0.0.1:8000", "sk-sesame")).isEmpty();
    assertThat(openSecrets("http://[::1]:8000", "sk-sesame")).isEmpty();
  }

  private static List<String> untouched(FaultKind kind) {
    return Foresight.warnings(SampleSpecs.expecting(SampleSpecs.with(kind), Expectation.UNTOUCHED));
  }

  @Test
  void runInWhichNoInstanceChangesSaysWhatItDoesNotShow() {
    String says = "no instance comes or goes in this run";

    assertThat(untouched(FaultKind.ETCD_LEADER_KILL)).anyMatch(one -> one.startsWith(says));
    assertThat(untouched(FaultKind.ETCD_COMPACTION_RESTART)).noneMatch(one -> one.startsWith(says));
    assertThat(untouched(FaultKind.KILL)).noneMatch(one -> one.startsWith(says));
  }

  @Test
  void longEnoughPhaseNeedsNoWarning() {
    assertThat(warnings(700, 0.99)).isEmpty();
  }

  @Test
  void requestsThatTheirClientLeavesShowNoSuccess() {
    CancelSpec half =
        new CancelSpec(Phase.STANDARD, 0.5, CancelSpec.How.CLOSE, List.of(), Duration.ZERO, 20);
    Setup setup = Setup.of(Settings.of(ConfigFactory.empty(), new Properties()), Map.of());

    assertThat(Foresight.warnings(SampleSpecs.leaving(spec(setup, 700, 0.99), half)))
        .containsExactly(
            "standard has 350 requests that no client leaves: to show a success rate of 99.0 %"
                + " takes 381 clean ones, without which the run is INCONCLUSIVE; give"
                + " phase.standard.length at least 26s or a smaller cancel.share",
            "standard has 350 requests that no client leaves: a p99 needs 662");
  }

  /** With 762 requests about every second seed leaves fewer than the 381 that are needed. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void thoseWhoLeaveAreCountedByTheSeed(long seed) {
    CancelSpec half =
        new CancelSpec(
            Phase.OVERFLOW,
            0.5,
            CancelSpec.How.CLOSE,
            List.of(new CancelSpec.Moment(CancelSpec.When.HEADERS, 0, Duration.ZERO)),
            Duration.ZERO,
            0);
    Setup setup = Setup.of(Settings.of(ConfigFactory.empty(), new Properties()), Map.of());
    ExperimentSpec spec =
        new ExperimentSpec(
            ExperimentSpec.SCHEMA,
            "cancellation",
            seed,
            setup.target(),
            setup.load(),
            List.of(
                new PhaseSpec(Phase.STANDARD, Duration.ofSeconds(20), 700, 35, 35),
                new PhaseSpec(Phase.OVERFLOW, Duration.ofSeconds(20), 762, 30, 46)),
            List.of(),
            setup.expectation(),
            List.of(Claims.successRate(Phase.OVERFLOW, 0.99)),
            Optional.of(half));
    long staying =
        LongStream.range(700, 1462)
            .filter(id -> half.planned(seed, id, setup.load()).isEmpty())
            .count();

    List<String> said =
        Foresight.warnings(spec).stream().filter(text -> text.contains("clean ones")).toList();

    assertThat(said).hasSize(staying < 381 ? 1 : 0);
    assertThat(said)
        .allMatch(text -> text.startsWith("overflow has " + staying + " requests that no client"));
  }

  @Test
  void momentThatTheSeedGivesToNobodyIsSaid() {
    List<CancelSpec.Moment> many =
        IntStream.rangeClosed(1, 30)
            .mapToObj(
                chunks -> new CancelSpec.Moment(CancelSpec.When.CHUNKS, chunks, Duration.ZERO))
            .toList();
    CancelSpec plan =
        new CancelSpec(Phase.STANDARD, 0.5, CancelSpec.How.CLOSE, many, Duration.ZERO, 0);
    Setup setup = Setup.of(Settings.of(ConfigFactory.empty(), new Properties()), Map.of());
    ExperimentSpec spec =
        Varied.of(SampleSpecs.leaving(spec(setup, 20, 0.99), plan))
            .claims(
                List.of(new ClaimSpec(CancellationsMade.ID, new CancellationsMade().defaults())))
            .spec();
    List<CancelSpec.Moment> given =
        LongStream.range(0, 20)
            .mapToObj(id -> plan.planned(spec.seed(), id, spec.load()))
            .flatMap(Optional::stream)
            .map(CancelSpec.Planned::asked)
            .toList();

    List<String> said =
        Foresight.warnings(spec).stream().filter(text -> text.contains("by this seed")).toList();

    assertThat(given).isNotEmpty();
    assertThat(said)
        .containsExactlyElementsOf(
            many.stream()
                .filter(moment -> !given.contains(moment))
                .map(
                    moment ->
                        "cancellations-made will be INCONCLUSIVE: by this seed no request of"
                            + " standard is left at "
                            + moment.label()
                            + "; give a longer phase, fewer moments (cancel.at) or another seed")
                .toList());
  }

  @Test
  void tooFewWhoLeaveAreSaid() {
    CancelSpec few =
        new CancelSpec(Phase.STANDARD, 0.05, CancelSpec.How.CLOSE, List.of(), Duration.ZERO, 20);
    Setup setup = Setup.of(Settings.of(ConfigFactory.empty(), new Properties()), Map.of());
    List<ClaimSpec> made = List.of(new CancellationsMade().asked());
    assertThat(Foresight.warnings(SampleSpecs.leaving(spec(setup, 980, 0.5).withClaims(made), few)))
        .containsExactly(
            "cancellations-made will be INCONCLUSIVE: clients leave 49 requests of standard, and it"
                + " asks for 50");
    assertThat(
            Foresight.warnings(SampleSpecs.leaving(spec(setup, 1000, 0.5).withClaims(made), few)))
        .isEmpty();
  }

  @Test
  void momentThatHardlyAnyReplyLastsToIsSaid() {
    Setup setup = Setup.of(Settings.of(ConfigFactory.empty(), new Properties()), Map.of());
    assertThat(Foresight.warnings(leavingAfter(setup, 5000)))
        .containsExactly(
            "cancellations-made may be INCONCLUSIVE: hardly any reply of 100 tokens lasts 5000ms"
                + " (cancel.at), 0.6 s alone and 11.4 s at the very most");
    assertThat(Foresight.warnings(leavingAfter(setup, 500))).isEmpty();
  }

  private static ExperimentSpec leavingAfter(Setup setup, int millis) {
    CancelSpec.Moment moment =
        new CancelSpec.Moment(CancelSpec.When.TIME, 0, Duration.ofMillis(millis));
    CancelSpec plan =
        new CancelSpec(
            Phase.STANDARD, 0.2, CancelSpec.How.CLOSE, List.of(moment), Duration.ZERO, 0);
    return SampleSpecs.leaving(spec(setup, 2000, 0.5), plan);
  }

  @Test
  void limitOfAClaimThatIsNotMadeIsSaid() {
    Properties properties = new Properties();
    properties.setProperty("faultstream.claim.success-standard.min", "0.9");
    Setup same = Setup.of(Settings.of(ConfigFactory.empty(), properties), Map.of());
    assertThat(Foresight.all(same, spec(same, 700, 0.9))).isEmpty();
    properties.setProperty("faultstream.claim.serves-on.drainSeconds", "30");
    Setup other = Setup.of(Settings.of(ConfigFactory.empty(), properties), Map.of());
    assertThat(Foresight.all(other, spec(other, 700, 0.9)))
        .containsExactly("claim.serves-on: this run does not make the claim");
  }

  @Test
  void clientsThatEndAreSaid() {
    Properties properties = new Properties();
    properties.setProperty("faultstream.load.clients", "9");
    Setup endless = Setup.of(Settings.of(ConfigFactory.empty(), properties), Map.of());
    properties.setProperty("faultstream.load.requestsPerClient", "1234");
    Setup ending = Setup.of(Settings.of(ConfigFactory.empty(), properties), Map.of());
    assertThat(Foresight.warnings(spec(ending, 700, 0.99)))
        .containsExactly(
            "each client ends after 1,234 requests: what is left of its time has less load");
    assertThat(Foresight.warnings(spec(endless, 700, 0.99))).isEmpty();
  }

  @Test
  void ninetyNinePercentNeeds381CleanRequests() {
    assertThat(warnings(380, 0.99)).anyMatch(w -> w.contains("takes 381 clean ones"));
    assertThat(warnings(381, 0.99)).noneMatch(w -> w.contains("clean ones"));
  }

  @Test
  void phaseThatWillNotCountIsSaid() {
    Setup setup = Setup.of(Settings.of(ConfigFactory.empty(), new Properties()), Map.of());
    ClaimSpec asked = new EnoughSamples().asked();
    assertThat(Foresight.warnings(spec(setup, 99, 0.5).withClaims(List.of(asked))))
        .contains(
            "standard has 99 requests, which will not count: enough-samples asks for 100 in each"
                + " phase");
    assertThat(Foresight.warnings(spec(setup, 100, 0.5).withClaims(List.of(asked))))
        .noneMatch(warning -> warning.contains("will not count"));
  }

  /** What is said of ends where a store with this lease is lost, all in seconds. */
  private static List<String> lost(FaultKind kind, int lease, double drain) {
    ExperimentSpec spec = SampleSpecs.with(kind);
    StoreSpec store = new StoreSpec(3, Duration.ofSeconds(lease), "");
    ClaimSpec claim =
        Claims.withLimits(
                List.of(new EndsInOrder().asked()),
                Map.of(EndsInOrder.ID, Map.of(EndsInOrder.DRAIN, drain)))
            .get(0);
    ExperimentSpec asked = SampleSpecs.with(spec, store, FaultSpec.FOR_GOOD);
    return Foresight.warnings(asked.withClaims(List.of(claim))).stream()
        .filter(warning -> warning.startsWith(EndsInOrder.ID))
        .toList();
  }

  @Test
  void runThatIsOverBeforeAllHadToEndIsSaid() {
    assertThat(lost(FaultKind.ETCD_TOTAL_LOSS, 10, LEFT_SECONDS - 10))
        .containsExactly(
            "ends-in-order may be INCONCLUSIVE: all have until "
                + LEFT_SECONDS
                + ".0 s after the loss to end (a lease of 10 s and drainSeconds "
                + (LEFT_SECONDS - 10)
                + "), and the load is over "
                + LEFT_SECONDS
                + ".0 s after it; a longer recovery would show who never ends");
    assertThat(lost(FaultKind.ETCD_QUORUM_LOSS, 10, LEFT_SECONDS)).hasSize(1);
    assertThat(lost(FaultKind.ETCD_QUORUM_LOSS, LEFT_SECONDS, 0.5)).hasSize(1);
  }

  @Test
  void runThatSeesAllEndNeedsNoWarning() {
    assertThat(lost(FaultKind.ETCD_TOTAL_LOSS, 10, LEFT_SECONDS - 11)).isEmpty();
    assertThat(lost(FaultKind.ETCD_LEADER_KILL, 10, LEFT_SECONDS)).isEmpty();
    ExperimentSpec none = SampleSpecs.with(FaultKind.ETCD_TOTAL_LOSS);
    StoreSpec store = new StoreSpec(3, Duration.ofSeconds(60), "");
    assertThat(Foresight.warnings(SampleSpecs.with(none, store, FaultSpec.FOR_GOOD)))
        .noneMatch(warning -> warning.contains("loss"));
  }

  @Test
  void percentileWithoutRoomIsSaid() {
    assertThat(warnings(661, 0.9)).containsExactly("standard has 661 requests: a p99 needs 662");
  }
}
