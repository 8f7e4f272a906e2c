package io.faultstream.load;

import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.gatling.javaapi.http.HttpDsl.http;

import io.faultstream.history.FaultEdges;
import io.faultstream.history.InFlight;
import io.faultstream.history.Json;
import io.faultstream.history.Observation;
import io.faultstream.history.ObservationLog;
import io.faultstream.load.arrivals.Arrivals;
import io.faultstream.load.arrivals.Injection;
import io.faultstream.load.arrivals.InjectionSteps;
import io.faultstream.load.request.Prompts;
import io.faultstream.spec.Access;
import io.faultstream.spec.LoadSpec;
import io.faultstream.spec.Phase;
import io.faultstream.spec.PhaseSpec;
import io.faultstream.spec.PhaseSpec.Clients;
import io.faultstream.time.Chance;
import io.faultstream.time.Poll;
import io.faultstream.time.RunClock;
import io.gatling.javaapi.core.Simulation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.LongStream;

/**
 * The load side alone in Gatling's real engine: sends what its {@link LoadAsk} says, writes the
 * observations and a {@link LoadEnd}. Run in a process of its own by {@link SimulationRun}.
 */
public final class BehaviourSimulation extends Simulation {
  private static final long SEED = 7;

  private final LoadAsk ask;
  private final RunClock clock = RunClock.startingNow();
  private final InFlight inFlight = new InFlight();
  private final OpenRequests open = new OpenRequests();
  private final LongAdder usersEnded = new LongAdder();
  private final AtomicBoolean knocked = new AtomicBoolean();
  private final ObservationLog log;
  private final Meter meter;

  /** Reads what to do from the folder named by the system property {@code load.folder}. */
  public BehaviourSimulation() {
    try {
      Path folder = Path.of(System.getProperty("load.folder"));
      ask = Json.reader(LoadAsk.class).readValue(Files.readString(folder.resolve(LoadAsk.FILE)));
      log = ObservationLog.create(folder.resolve(LoadAsk.OBSERVATIONS));
      meter = new Meter(ask.warm());
      Arrivals arrivals = arrivals();
      LoadRun run = run(arrivals);
      long length = (long) ask.count() * ask.everyMillis();
      setUp(
              scenario("requests")
                  .exec(new SendActionBuilder(run))
                  .exec(
                      session -> {
                        usersEnded.increment();
                        return session;
                      })
                  .injectOpen(InjectionSteps.replaying(arrivals, length, this::begin)))
          .protocols(http.disableCaching().disableWarmUp());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Arrivals arrivals() {
    List<Long> offsets =
        LongStream.range(0, ask.count()).map(i -> i * ask.everyMillis()).boxed().toList();
    Duration length = Duration.ofMillis((long) ask.count() * ask.everyMillis());
    if (ask.clients() > 0) {
      Clients clients = new Clients(ask.clients(), ask.clients());
      return Arrivals.of(
          List.of(new Arrivals.OfPhase(Phase.STANDARD, Injection.ofClients(clients, length))),
          LoadSpec.Arrivals.REGULAR,
          new Chance(SEED));
    }
    PhaseSpec phase = new PhaseSpec(Phase.STANDARD, length, ask.count(), 1, 1);
    return Arrivals.of(
        List.of(new Arrivals.OfPhase(phase, offsets)), LoadSpec.Arrivals.REGULAR, new Chance(SEED));
  }

  private LoadRun run(Arrivals arrivals) throws IOException {
    return new LoadRun(
        ask.load(),
        SEED,
        arrivals,
        1,
        () -> clock,
        () -> new LoadRun.Endpoint(ask.base(), "tiny", Access.none(), 0),
        Prompts.of(ask.load(), SEED),
        new FaultEdges(),
        inFlight,
        open,
        new Cancels(ask.cancellation(), SEED, ask.load()),
        this::observation,
        (end, nanos) -> meter.gap());
  }

  private void begin() {
    clock.zero();
    if (ask.abandon()) {
      Thread thread = new Thread(this::abandonOnceAllStream, "abandon");
      thread.setDaemon(true);
      thread.start();
    }
  }

  private void abandonOnceAllStream() {
    try {
      Optional<Boolean> all =
          Poll.until(
              Duration.ofSeconds(30),
              Duration.ofMillis(2),
              () -> inFlight.streams() == ask.count() ? Optional.of(true) : Optional.empty());
      if (all.isPresent()) {
        open.abandonAll();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void observation(Observation observation) {
    log.append(observation);
    meter.observation(observation);
    if (ask.knock() > 0 && knocked.compareAndSet(false, true)) {
      knock();
    }
  }

  private void knock() {
    try {
      new Socket(InetAddress.getLoopbackAddress(), ask.knock()).close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All virtual users have ended. */
  @Override
  public void after() {
    LoadEnd.Cost cost = meter.cost();
    long before = System.nanoTime();
    long now = clock.nanos();
    long after = System.nanoTime();
    LoadEnd end =
        new LoadEnd(
            usersEnded.sum(),
            open.count(),
            inFlight.open(),
            inFlight.streams(),
            before - now,
            after - now,
            cost);
    try {
      log.close(true);
      Files.writeString(Path.of(ask.folder(), LoadAsk.END), Json.line(end));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
