package io.faultstream.measure;

import static io.faultstream.measure.SampleHistory.INJECT;
import static io.faultstream.measure.SampleHistory.SECOND;
import static io.faultstream.measure.SampleHistory.UNDO;

import io.faultstream.history.MetricSample;
import io.faultstream.spec.FaultKind;
import java.util.List;
import java.util.Map;

/** The workers' own pages in a {@link SampleHistory} with a fault on worker-0. */
final class SampleWorkers {
  private static final int EACH_SECOND = 17;

  private SampleWorkers() {}

  /** Puts them among the others: one a second, none of a worker that is stopped or gone. */
  static void take(List<MetricSample> metrics, FaultKind kind) {
    metrics.removeIf(page -> page.source().startsWith("worker-"));
    boolean replaced = kind != FaultKind.STALL;
    for (int second = 0; second < 66; second++) {
      long at = second * SECOND + SECOND / 2;
      boolean broken = at > INJECT && at <= UNDO;
      metrics.add(page(at, "worker-1", "b", second));
      if (broken) {
        metrics.add(new MetricSample(at, "worker-0", false, Map.of()));
      } else if (at > UNDO && replaced) {
        metrics.add(page(at, "worker-0", "c", second - (int) (UNDO / SECOND)));
      } else {
        metrics.add(page(at, "worker-0", "a", second));
      }
    }
  }

  private static MetricSample page(long at, String worker, String id, int seconds) {
    String labels = "{dynamo_endpoint=\"generate\",worker_id=\"" + id + "\"}";
    return new MetricSample(
        at,
        worker,
        true,
        Map.of("dynamo_component_requests_total" + labels, 1.0 * EACH_SECOND * seconds));
  }
}
