package io.faultstream.judge.service;

import io.faultstream.history.MetricSample;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which instance each worker is: its own page of metrics has the id in a label. */
final class WorkerIds {
  private static final Pattern LABEL = Pattern.compile("worker_id=\"([0-9a-fA-F]{1,16})\"");

  private WorkerIds() {}

  /**
   * Workers by the id of their instance, in decimal as {@link
   * io.faultstream.history.store.InstancesSeen#ids()} has it, by each worker's last page until then
   * that tells one.
   */
  static Map<String, String> until(List<MetricSample> metrics, long untilNanos) {
    Map<String, String> ids = new TreeMap<>();
    for (MetricSample page : metrics) {
      if (page.ok() && page.atNanos() <= untilNanos && ServedRequests.isWorker(page)) {
        for (String series : page.values().keySet()) {
          Matcher label = LABEL.matcher(series);
          if (label.find()) {
            long id = Long.parseUnsignedLong(label.group(1), 16);
            ids.put(page.source(), Long.toUnsignedString(id));
            break;
          }
        }
      }
    }
    Map<String, String> workers = new HashMap<>();
    ids.forEach((worker, id) -> workers.put(id, worker));
    return workers;
  }
}
