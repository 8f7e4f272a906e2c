package io.faultstream.experiment.life;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.sun.net.httpserver.HttpServer;
import io.faultstream.history.MetricSample;
import io.faultstream.history.RunFolder;
import io.faultstream.history.TargetGauge;
import io.faultstream.spec.Access;
import io.faultstream.target.HttpProbe;
import io.faultstream.time.RunClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a server whose pages say what each test wants, or say nothing at all. */
final class MetricScraperTest {
  private static final long SECOND = 1_000_000_000L;
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String STARTED = "dynamo_frontend_requests_started_total";

  @TempDir Path root;
  private final RunClock clock = RunClock.startingNow();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch over = new CountDownLatch(1);
  private final AtomicInteger asked = new AtomicInteger();
  private final Map<String, URI> sources = new TreeMap<>();
  private HttpServer server;
  private Chronicle chronicle;
  private volatile int busyFor;
  private volatile int notReadyFor;
  private volatile String gauge = "dynamo_frontend_inflight_requests";

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/metrics", exchange -> answer(exchange, page()));
    server.createContext("/hangs", exchange -> hang());
    server.start();
    chronicle = Chronicle.begin(new RunFolder(root), clock);
    source("frontend", "/metrics");
  }

  @AfterEach
  void stop() {
    over.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  private void source(String name, String path) {
    sources.put(name, URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path));
  }

  /** Each page shows one request more; the first few show it in flight. */
  private String page() {
    int number = asked.incrementAndGet();
    return STARTED + "{model=\"m\"} " + number + "\n" + gauge + " " + (number <= busyFor ? 1 : 0);
  }

  private void answer(com.sun.net.httpserver.HttpExchange exchange, String page)
      throws IOException {
    byte[] bytes = page.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(asked.get() <= notReadyFor ? 503 : 200, bytes.length);
    try (var out = exchange.getResponseBody()) {
      out.write(bytes);
    }
  }

  private void hang() {
    try {
      over.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** One that waits for each page as long as a round may take. */
  private MetricScraper scraper() {
    return scraper(PATIENCE);
  }

  private MetricScraper scraper(Duration deadline) {
    HttpProbe probe = new HttpProbe(deadline);
    return new MetricScraper(() -> sources, clock, chronicle, probe);
  }

  private List<MetricSample> written() throws IOException {
    chronicle.close(true);
    return new RunFolder(root).metrics();
  }

  @Test
  void whatWasReadBeforeTheZeroLiesBeforeIt() throws Exception {
    MetricScraper scraper = scraper();
    scraper.prepare();
    scraper.begin(clock.zero());
    scraper.scrape();
    scraper.finish();

    List<MetricSample> samples = written();

    assertThat(samples).extracting(MetricSample::ok).containsExactly(true, true, true);
    assertThat(samples.get(0).atNanos()).isNegative().isGreaterThan(-10 * SECOND);
    assertThat(samples.get(1).atNanos()).isNotNegative();
    assertThat(samples)
        .extracting(s -> s.values().get(STARTED + "{model=\"m\"}"))
        .containsExactly(1.0, 2.0, 3.0);
  }

  @Test
  void valuesThatWereSentAlongAreInNoSeries() throws Exception {
    Access access = new Access("TOKEN", Optional.empty(), Map.of("X-Org", "{model=\"m\"}"));
    HttpProbe probe = new HttpProbe(PATIENCE, access);
    new MetricScraper(() -> sources, clock, chronicle, probe).scrape();

    assertThat(written())
        .singleElement()
        .satisfies(
            sample ->
                assertThat(sample.values().keySet())
                    .anyMatch(name -> name.startsWith(STARTED))
                    .noneMatch(name -> name.contains("model")));
  }

  @Test
  void frontendThatIsNotReadyAtFirstIsAskedAgain() throws Exception {
    notReadyFor = 3;
    MetricScraper scraper = scraper();
    scraper.prepare();
    scraper.begin(0);

    assertThat(written()).singleElement().returns(true, MetricSample::ok);
    assertThat(asked).hasValue(4);
  }

  @Test
  void frontendThatStaysSilentIsNotWaitedForLong() throws Exception {
    source("frontend", "/hangs");
    source("worker-0", "/metrics");
    long began = clock.nanos();
    MetricScraper scraper = scraper(MetricScraper.DEADLINE);
    scraper.prepare();
    scraper.begin(0);

    assertThat(clock.nanos() - began).isBetween(2 * SECOND, 12 * SECOND);
    assertThat(written())
        .extracting(MetricSample::source, MetricSample::ok)
        .containsExactly(tuple("frontend", false), tuple("worker-0", true));
  }

  @Test
  void targetWithoutAFrontendThatCountsIsAskedOnce() throws Exception {
    sources.clear();
    source("worker-0", "/metrics");
    scraper().prepare();

    assertThat(asked).hasValue(1);
  }

  @Test
  void targetThatNeverBecomesQuietIsWrittenAsBusy() throws Exception {
    busyFor = Integer.MAX_VALUE;
    scraper().finish();

    assertThat(written())
        .singleElement()
        .satisfies(
            last -> assertThat(TargetGauge.FRONTEND_IN_FLIGHT.largest(last.values())).hasValue(1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dynamo_frontend_inflight_requests",
        "dynamo_frontend_active_requests",
        "dynamo_component_inflight_requests"
      })
  void anyGaugeOfRequestsInFlightIsWaitedFor(String name) throws Exception {
    gauge = name;
    busyFor = 2;
    scraper().finish();

    assertThat(asked).hasValue(3);
    assertThat(written()).hasSize(1);
  }

  @Test
  void lastReadingWaitsUntilNothingIsInFlightAndIsWrittenOnce() throws Exception {
    busyFor = 3;
    scraper().finish();

    assertThat(written()).hasSize(1);
    assertThat(asked).hasValue(4);
  }

  @Test
  void sourcesThatDoNotAnswerHoldNobodyUp() throws Exception {
    // Eight at a time and 0.8 s each: one after the other they would take 20 s.
    for (int i = 0; i < 200; i++) {
      source("worker-" + i, "/hangs");
    }
    long began = clock.nanos();
    scraper(MetricScraper.DEADLINE).scrape();

    assertThat(clock.nanos() - began).isLessThan(12 * SECOND);
    List<MetricSample> samples = written();
    assertThat(samples).hasSize(201);
    assertThat(samples.stream().filter(MetricSample::ok))
        .extracting(MetricSample::source)
        .containsExactly("frontend");
    assertThat(new RunFolder(root).mishaps()).isEmpty();
  }

  @Test
  void targetThatIsSilentOrNeverQuietIsNotWaitedForLong() throws Exception {
    busyFor = Integer.MAX_VALUE;
    source("frontend", "/hangs");
    source("worker-0", "/metrics");
    long began = clock.nanos();
    scraper(MetricScraper.DEADLINE).finish();

    assertThat(clock.nanos() - began).isBetween(2 * SECOND, 12 * SECOND);
    assertThat(written())
        .extracting(MetricSample::source, MetricSample::ok)
        .containsExactly(tuple("frontend", false), tuple("worker-0", true));
  }
}
