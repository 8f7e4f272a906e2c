package io.faultstream.fault.etcd.trouble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.faultstream.etcd.EtcdException;
import io.faultstream.etcd.EtcdStore;
import io.faultstream.etcd.Site;
import io.faultstream.etcd.timed.TimedCalls;
import io.faultstream.network.Reach;
import io.faultstream.process.ProcessIdentity;
import io.faultstream.process.Signal;
import io.faultstream.target.Health;
import io.faultstream.target.TargetException;
import io.faultstream.target.Worker;
import io.faultstream.target.WorkerControl;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What of a worker's leaving goes wrong is said, and it is brought back once, and only if told. */
final class DepartureTest {
  private final Stand control = new Stand();
  private final Worker worker = control.workers().get(0);
  private final Departure departure = new Departure(worker, control);
  private final EtcdStore store =
      EtcdStore.ofClients(
          List.of(new Site("etcd-0", Reach.direct(1, 2), Path.of("none"), Path.of("none"))));
  private final TimedCalls calls = new TimedCalls(store.at("etcd-0"), Duration.ofMillis(1));

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void workerWhoseInstanceIsUnknownIsNotTold() throws Exception {
    control.id = Optional.empty();

    assertThatThrownBy(() -> departure.leave(calls))
        .isInstanceOf(EtcdException.class)
        .hasMessageContaining("the instance of worker-0 is unknown");
    departure.comeBack();
    assertThat(control.signals).isZero();
    assertThat(control.restarts).isZero();
  }

  @Test
  void workerThatIsGoneIsSaidToBe() throws Exception {
    control.there = false;

    assertThatThrownBy(() -> departure.leave(calls))
        .isInstanceOf(EtcdException.class)
        .hasMessageContaining("was gone before it was terminated");
    departure.comeBack();
    departure.comeBack();
    assertThat(control.restarts).isEqualTo(1);
  }

  @Test
  void failureToStartAnotherIsSaid() {
    control.there = false;
    control.starts = false;

    assertThatThrownBy(() -> departure.leave(calls)).isInstanceOf(EtcdException.class);
    assertThatThrownBy(departure::comeBack)
        .isInstanceOf(EtcdException.class)
        .hasMessageContaining("worker-0 was not started again: no port");
  }

  @Test
  void isBackOnceTheFrontendCountsIt() throws Exception {
    control.there = false;
    assertThat(departure.back()).isEmpty();
    assertThatThrownBy(() -> departure.leave(calls)).isInstanceOf(EtcdException.class);
    departure.comeBack();

    assertThat(departure.back()).isEmpty();
    control.listed = Set.of("8", "7");
    assertThat(departure.back())
        .hasValueSatisfying(words -> assertThat(words).contains("instance 7 is in /health"));
    control.well = false;
    assertThat(departure.back()).isEmpty();
  }

  /** One worker, that does as it is told. */
  private static final class Stand implements WorkerControl {
    private Optional<String> id = Optional.of("7");
    private Set<String> listed = Set.of("8");
    private boolean there = true;
    private boolean starts = true;
    private boolean well = true;
    private int signals;
    private int restarts;

    @Override
    public List<Worker> workers() {
      return List.of(
          new Worker("worker-0", ProcessIdentity.ours(), URI.create("http://x"), Path.of("none")));
    }

    @Override
    public boolean signal(Worker worker, Signal signal) throws IOException {
      signals++;
      return there;
    }

    @Override
    public Worker restart(Worker worker) throws TargetException {
      restarts++;
      if (!starts) {
        throw new TargetException("no port");
      }
      return worker;
    }

    @Override
    public Duration lease() {
      return Duration.ofSeconds(10);
    }

    @Override
    public OptionalInt inFlight(Worker worker) {
      return OptionalInt.empty();
    }

    @Override
    public Optional<List<String>> openRequests(Worker worker) {
      return Optional.empty();
    }

    @Override
    public Health health(Worker worker) {
      return new Health(well, "", 1);
    }

    @Override
    public Optional<String> instanceId(Worker worker) {
      return id;
    }

    @Override
    public Optional<Set<String>> instances() {
      return Optional.of(listed);
    }

    @Override
    public OptionalLong migrations() {
      return OptionalLong.empty();
    }
  }
}
