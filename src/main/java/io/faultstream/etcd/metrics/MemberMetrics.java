package io.faultstream.etcd.metrics;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The series without labels of a member's own {@code /metrics}, as they were at one moment.
 *
 * @param values by name
 */
public record MemberMetrics(Map<String, Double> values) {
  private static final Duration WITHIN = Duration.ofSeconds(2);

  /** Without a proxy, whatever the user's environment says: it is this machine. */
  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .proxy(HttpClient.Builder.NO_PROXY)
          .connectTimeout(WITHIN)
          .version(HttpClient.Version.HTTP_1_1)
          .build();

  /** Watches that clients have at the member now; a gauge of etcd 3.4 to 3.6. */
  private static final String WATCHERS = "etcd_debugging_mvcc_watcher_total";

  private static final Pattern SERIES =
      Pattern.compile("([A-Za-z_:][A-Za-z0-9_:]*) ([-+]?[0-9][-+0-9.eE]*)\\s*");

  private static final String FSYNC = "etcd_disk_wal_fsync_duration_seconds";

  public MemberMetrics {
    values = Map.copyOf(values);
  }

  /**
   * How often the member synced its log to the disk, and how long that took in all.
   *
   * @param count so often
   * @param seconds so long, all together
   */
  public record Syncs(long count, double seconds) {
    /** Since then, the mean in milliseconds; NaN when there was none. */
    public double meanMillisSince(Syncs earlier) {
      return 1000 * (seconds - earlier.seconds) / (count - earlier.count);
    }
  }

  /**
   * Asks the member whose clients reach it there.
   *
   * @throws IOException when it does not answer within 2 s
   * @throws InterruptedException when interrupted meanwhile
   */
  public static MemberMetrics read(String clientUrl) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(URI.create(clientUrl + "/metrics")).build();
    CompletableFuture<HttpResponse<String>> asked =
        CLIENT.sendAsync(request, HttpResponse.BodyHandlers.ofString());
    HttpResponse<String> answer;
    try {
      answer = asked.get(WITHIN.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new IOException(clientUrl + "/metrics: " + e.getCause(), e);
    } catch (TimeoutException e) {
      throw new IOException(
          clientUrl + "/metrics: no answer within " + WITHIN.toSeconds() + " s", e);
    } finally {
      asked.cancel(true);
    }
    if (answer.statusCode() != 200) {
      throw new IOException(clientUrl + "/metrics answered " + answer.statusCode());
    }
    return parse(answer.body());
  }

  /** Reads the text format of Prometheus; series with labels, and what is no number, are left. */
  public static MemberMetrics parse(String text) {
    Map<String, Double> values = new HashMap<>();
    for (String line : text.split("\n", -1)) {
      Matcher series = SERIES.matcher(line);
      if (series.matches()) {
        values.put(series.group(1), Double.valueOf(series.group(2)));
      }
    }
    return new MemberMetrics(values);
  }

  /** Watches that clients have at the member now; 0 where this version does not count them. */
  public long watchers() {
    return values.getOrDefault(WATCHERS, 0.0).longValue();
  }

  /** The syncs of its log since it was started; none where this version does not count them. */
  public Syncs syncs() {
    return new Syncs(
        values.getOrDefault(FSYNC + "_count", 0.0).longValue(),
        values.getOrDefault(FSYNC + "_sum", 0.0));
  }
}
