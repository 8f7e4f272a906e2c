package io.faultstream.judge.store;

import io.faultstream.history.MetricSample;
import io.faultstream.history.ends.ProcessEnd;
import io.faultstream.judge.StoredRun;
import io.faultstream.judge.Wording;
import io.faultstream.measure.loss.StoreLoss;
import io.faultstream.spec.TargetSpec;
import io.faultstream.spec.TargetSpec.StoreSpec;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What two claims say of a loss of the store. */
final class LossWords {
  private LossWords() {}

  /** How long it was beside the lease: {@code the store was lost for 3.4 s of a lease of 10 s}. */
  static String length(StoreLoss loss, StoreSpec store) {
    String lost = "the store was lost for " + Wording.time(loss.nanos());
    boolean seen = loss.lastWithoutNanos().isPresent();
    String still = seen && loss.endedNanos().isEmpty() ? " and still was at the last look" : "";
    String lease = seconds(store);
    return loss.nanos() < store.lease().toNanos()
        ? lost + still + " of a lease of " + lease
        : lost + still + ", longer than the lease of " + lease;
  }

  private static String seconds(StoreSpec store) {
    return store.lease().toSeconds() + " s";
  }

  /** Who ended, how long after the store was lost, and how. */
  static String ended(Collection<ProcessEnd> ends, StoreLoss loss) {
    return ends.stream()
        .map(
            end ->
                end.process()
                    + " ended after "
                    + Wording.time(end.atNanos() - loss.beganNanos())
                    + " with exit code "
                    + end.exitCode())
        .collect(Collectors.joining(", "));
  }

  /** When the target was last looked at. */
  static long lastLook(StoredRun run) {
    return run.metrics().stream().mapToLong(MetricSample::atNanos).max().orElse(0);
  }

  /** The processes that serve: the frontend and the workers. */
  static List<String> serving(StoredRun run) {
    return Stream.concat(Stream.of(TargetSpec.FRONTEND), run.spec().target().workerNames().stream())
        .toList();
  }

  /** Those of them that ended by themselves since the store was lost. */
  static List<ProcessEnd> ends(StoredRun run, StoreLoss loss) {
    List<String> serving = serving(run);
    return run.measured().losses().unaskedSince(loss.beganNanos()).stream()
        .filter(end -> serving.contains(end.process()))
        .toList();
  }
}
