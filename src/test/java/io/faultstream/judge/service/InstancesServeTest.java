package io.faultstream.judge.service;

import static io.faultstream.measure.SampleHistory.MILLI;
import static io.faultstream.measure.SampleHistory.SECOND;
import static io.faultstream.measure.SampleHistory.UNDO;
import static org.assertj.core.api.Assertions.assertThat;

import io.faultstream.history.FaultStep;
import io.faultstream.history.MetricSample;
import io.faultstream.history.store.InstancesSeen;
import io.faultstream.history.store.StoreEntry;
import io.faultstream.judge.Finding;
import io.faultstream.judge.Verdict;
import io.faultstream.measure.SampleHistory;
import io.faultstream.spec.ClaimSpec;
import io.faultstream.spec.Split;
import io.faultstream.spec.Split.PrefillCancel;
import io.faultstream.spec.TargetSpec;
import io.faultstream.spec.Varied;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Of a worker that is restarted in order: worker-0 is instance c from 35.3 s on, worker-1 is b all
 * the time, and the store has keys of both.
 */
final class InstancesServeTest {
  private static final String REQUESTS = "dynamo_component_requests_total";

  @TempDir Path root;

  private final SampleHistory run = keyed(SampleHistory.drained());

  private static SampleHistory keyed(SampleHistory run) {
    run.store.clear();
    for (int second = 0; second < 66; second++) {
      run.store.add(read(second, second < 36 ? "a" : "c", "b"));
    }
    return run;
  }

  private static StoreEntry read(int second, String... ids) {
    List<String> keys = Stream.of(ids).map(id -> "dynamo/backend/generate/" + id).toList();
    return seen(second, keys, "");
  }

  private static InstancesSeen seen(int second, List<String> keys, String error) {
    long at = second * SECOND;
    return new InstancesSeen(at, at + 8 * MILLI, "etcd-0", 5, keys, error, List.of(), "");
  }

  private Finding find() {
    return find(Map.of());
  }

  private Finding find(Map<String, Double> limits) {
    InstancesServe claim = new InstancesServe();
    Map<String, Double> all = new TreeMap<>(claim.defaults());
    all.putAll(limits);
    return claim.find(run.stored(root), new ClaimSpec(claim.id(), all));
  }

  private void finds(Verdict verdict, String words) {
    Finding found = find();
    assertThat(found.verdict()).as(found.evidence()).isEqualTo(verdict);
    assertThat(found.evidence()).contains(words);
  }

  /** What this worker's counter shows after the undo is this share of what it was. */
  private void serves(String worker, double share) {
    change(worker, values -> values.replaceAll((name, value) -> value * share));
  }

  private void change(String worker, Consumer<Map<String, Double>> change) {
    pages(
        page -> {
          if (!page.source().equals(worker) || page.atNanos() < UNDO) {
            return page;
          }
          Map<String, Double> values = new TreeMap<>(page.values());
          change.accept(values);
          return new MetricSample(page.atNanos(), page.source(), page.ok(), values);
        });
  }

  private void pages(UnaryOperator<MetricSample> change) {
    run.metrics.replaceAll(change);
  }

  @Test
  void figuresOfEachAreTheEvidence() {
    finds(Verdict.PASS, "worker-0 493, worker-1 493 of 986 requests since 35.3 s; longest routing");
    assertThat(find().evidence()).doesNotContain("no key");
  }

  /** All requests succeed, and its frontend's list is right: only the counters tell. */
  @Test
  void workerThatIsNeverAskedFails() {
    serves("worker-0", 0);
    finds(
        Verdict.FAIL,
        "worker-0 took less than 25.00 % of an even share, and the store has its key:"
            + " worker-0 0, worker-1 493 of 493 requests since 35.3 s");
    assertThat(find().definite()).isFalse();
  }

  @Test
  void workerThatIsAskedLessThanItsShareFailsAndOneThatIsUnevenPasses() {
    serves("worker-0", 0.1);
    finds(Verdict.FAIL, "worker-0 49, worker-1 493 of 542");
    serves("worker-0", 3);
    finds(Verdict.PASS, "worker-0 148, worker-1 493 of 641");
    assertThat(find(Map.of("minShare", 0.9)).verdict()).isEqualTo(Verdict.FAIL);
  }

  /** Whom the store does not have need not be asked, and takes from the others if it is. */
  @Test
  void workerWithoutAKeyIsNotAskedFor() {
    serves("worker-0", 0);
    run.store.add(read(64, "b"));
    run.store.removeIf(line -> line instanceof InstancesSeen one && one.atNanos() > 64 * SECOND);
    finds(Verdict.PASS, "worker-0 (no key) 0, worker-1 493 of 493");
  }

  @Test
  void onlyTheLastReadingBeforeTheEndOfTheLoadCounts() {
    serves("worker-0", 0);
    run.store.add(seen(64, List.of(), "refused"));
    run.store.add(read(80));
    finds(Verdict.FAIL, "worker-0 took less");
  }

  @Test
  void sharesAreAmongWorkersOfOneRole() {
    TargetSpec target = run.spec.target();
    run.spec = Varied.of(run.spec).target(target.with(new Split(1, PrefillCancel.COMPLETE))).spec();
    for (MetricSample page : List.copyOf(run.metrics)) {
      if (page.source().equals("worker-1")) {
        Map<String, Double> values = new TreeMap<>();
        page.values()
            .forEach((series, value) -> values.put(series.replace("\"b\"", "\"f\""), value * 2));
        run.metrics.add(new MetricSample(page.atNanos(), "prefill-0", page.ok(), values));
      }
    }
    run.store.replaceAll(
        line ->
            line instanceof InstancesSeen one
                ? seen((int) (one.atNanos() / SECOND), with(one.keys()), "")
                : line);
    finds(Verdict.PASS, "prefill-0 986 of 986 requests since 35.3 s; worker-0 493, worker-1 493");
    serves("worker-1", 0);
    finds(Verdict.FAIL, "worker-1 took less");
  }

  private static List<String> with(List<String> keys) {
    List<String> more = new ArrayList<>(keys);
    more.add("dynamo/prefill/generate/f");
    return more;
  }

  @Test
  void gapOfRoutingFails() {
    assertThat(find(Map.of("maxRoutingGapMillis", 1.0)).verdict()).isEqualTo(Verdict.FAIL);
    assertThat(find(Map.of("maxRoutingGapMillis", 1.0)).evidence()).contains("longest routing gap");
  }

  @Test
  void undoThatWasNotProvenIsUndecided() {
    run.failed(FaultStep.UNDONE);
    finds(Verdict.INCONCLUSIVE, "kill-1 was not proven to be undone");
  }

  @Test
  void timeThatIsTooShortIsUndecided() {
    run.at(FaultStep.UNDONE, 63 * SECOND);
    finds(Verdict.INCONCLUSIVE, "17 of 34 requests since 63.0 s; that is too few, needs 20");
  }

  @Test
  void keysThatWereNotReadAreUndecided() {
    run.store.removeIf(line -> line instanceof InstancesSeen one && one.atNanos() > UNDO);
    finds(Verdict.INCONCLUSIVE, "the keys of the instances were not read since 35.3 s");
  }

  @Test
  void storeWithoutAnyKeyIsUndecided() {
    run.store.replaceAll(line -> line instanceof InstancesSeen ? read(60) : line);
    finds(Verdict.INCONCLUSIVE, "the store had no key of an instance");
  }

  @Test
  void keyOfAnUnknownInstanceIsUndecided() {
    run.store.add(read(64, "b", "d"));
    run.store.removeIf(line -> line instanceof InstancesSeen one && one.atNanos() > 64 * SECOND);
    finds(Verdict.INCONCLUSIVE, "no worker's metrics tell that it is instance 13");
  }

  @Test
  void countersThatWereNotReadAreUndecided() {
    pages(
        page ->
            page.source().equals("worker-1") && page.atNanos() > UNDO
                ? new MetricSample(page.atNanos(), page.source(), false, Map.of())
                : page);
    finds(Verdict.INCONCLUSIVE, "the requests of worker-1 were not read since 35.3 s");
  }

  @Test
  void counterThatNobodyHasIsUndecided() {
    pages(InstancesServeTest::uncounted);
    finds(Verdict.INCONCLUSIVE, "the requests of worker-0 were not read");
  }

  private static MetricSample uncounted(MetricSample page) {
    Map<String, Double> values = new TreeMap<>();
    page.values().forEach((name, value) -> values.put(name.replace(REQUESTS, "other"), value));
    return new MetricSample(page.atNanos(), page.source(), page.ok(), values);
  }

  @Test
  void withoutAFaultItIsNotJudged() {
    assertThat(new InstancesServe().judgedIn(run.stored(root))).isTrue();
    assertThat(new InstancesServe().judgedIn(SampleHistory.calm().stored(root))).isFalse();
  }
}
