package io.faultstream.experiment.life;

import io.faultstream.experiment.plan.Exit;
import io.faultstream.experiment.plan.Foresight;
import io.faultstream.experiment.plan.Setup;
import io.faultstream.history.FaultEdges;
import io.faultstream.history.FaultEvent;
import io.faultstream.history.InFlight;
import io.faultstream.history.Observation;
import io.faultstream.history.RunFolder;
import io.faultstream.judge.Judgement;
import io.faultstream.load.Cancels;
import io.faultstream.load.LoadRun;
import io.faultstream.load.OpenRequests;
import io.faultstream.load.arrivals.Arrivals;
import io.faultstream.load.request.Prompts;
import io.faultstream.process.RunLock;
import io.faultstream.report.Console;
import io.faultstream.spec.BadSpecException;
import io.faultstream.spec.ExperimentSpec;
import io.faultstream.spec.FaultSpec;
import io.faultstream.target.Health;
import io.faultstream.target.Target;
import io.faultstream.target.TargetException;
import io.faultstream.time.Poll;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The life of one run: set the stage, play, strike, save, conclude. However it ends (the schedule's
 * end, a mishap, a signal), faults are undone and processes ended before anything is judged.
 * Thread-safe: Gatling's threads, the monitor and a shutdown hook meet here.
 */
public final class Play {
  /** A drained worker may take a minute to end; its proof is waited for. */
  private static final Duration FAULTS_WITHIN = Duration.ofSeconds(90);

  private static final Duration ABANDONED_WITHIN = Duration.ofSeconds(1);

  private final Setup setup;
  private final ExperimentSpec spec;
  private final Arrivals arrivals;
  private final Console console = new Console(false);
  private final InFlight inFlight = new InFlight();
  private final FaultEdges edges = new FaultEdges();
  private final OpenRequests open = new OpenRequests();
  private final LiveFigures live = new LiveFigures();
  private final Left left = new Left();

  private final FaultTime faultsInForce = new FaultTime();
  private final List<CompletableFuture<Boolean>> playing = new CopyOnWriteArrayList<>();
  private final AwaitedEnds awaitedEnds;
  private volatile String faultState = "";
  private volatile List<Executor> eventLoops = List.of();
  private volatile @Nullable Stage stage;
  private volatile @Nullable Chronicle chronicle;
  private volatile @Nullable Monitor monitor;
  private @Nullable Conclusion conclusion;
  private boolean ending;

  /** A run that is not started yet. */
  public Play(Setup setup, ExperimentSpec spec, Arrivals arrivals) {
    this.setup = setup;
    this.spec = spec;
    this.arrivals = arrivals;
    this.awaitedEnds = new AwaitedEnds(spec);
  }

  /** What was asked. */
  public ExperimentSpec spec() {
    return spec;
  }

  /** Starts the target and opens the run's files; ends the process when that is not possible. */
  public void start() {
    Runtime.getRuntime().addShutdownHook(new Thread(this::onExit, "end-of-run"));
    try {
      Stage.Shared shared = new Stage.Shared(inFlight, edges, this::faultStep, setup.access());
      Stage set = Stage.set(setup, spec, shared);
      stage = set;
      startTarget(set);
      set.folder().write(RunFolder.ENVIRONMENT, Surroundings.of(setup, set.target(), set.clock()));
      Chronicle begun = Chronicle.begin(set.folder(), set.clock());
      Monitor watching = new Monitor(this, set, begun);
      watching.prepare();
      chronicle = begun;
      monitor = watching;
    } catch (RunLock.HeldException | LeftoversException | BadSpecException e) {
      throw Exit.now(Exit.BAD_SPEC, String.valueOf(e.getMessage()));
    } catch (TargetException | IOException e) {
      throw Exit.now(Exit.BROKEN, notStarted(String.valueOf(e.getMessage())));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Exit.now(Exit.BROKEN, notStarted("interrupted while starting"));
    }
  }

  private void startTarget(Stage set) throws TargetException, InterruptedException {
    String shown = setup.access().isEmpty() ? "" : " with " + setup.access();
    String kind = spec.target().kind().name().toLowerCase(java.util.Locale.ROOT);
    System.out.println("starting target " + kind + shown + " …");
    set.target().start();
    Health health = set.target().health();
    if (!health.ok()) {
      throw new TargetException("the target is not healthy before the run: " + health.sentence());
    }
    System.out.println("ready: " + set.target().baseUri() + ", " + health.sentence());
    System.out.println("version: " + set.target().profile().sentence());
  }

  /** What is said of a run whose load never began; nothing when that has been said. */
  private synchronized String notStarted(String why) {
    Stage set = stage;
    if (set == null) {
      return "nothing was started: " + why;
    }
    if (ending) {
      return "";
    }
    ending = true;
    String reason = "not started: " + why;
    failed(set, reason);
    return "INCONCLUSIVE  " + reason + "\nrun folder: " + set.folder().root();
  }

  /** Called by Gatling's injector at the very start of the injection. */
  public void begin() {
    long moved = stage().clock().zero();
    if (monitor != null) {
      monitor.begin(moved);
    }
  }

  /** The event loops that carry the load, told before the injection begins. */
  public void carriedBy(List<Executor> loops) {
    eventLoops = List.copyOf(loops);
  }

  List<Executor> eventLoops() {
    return eventLoops;
  }

  /** What the requests share; the prompts are read here, so that a bad file is found early. */
  public LoadRun load() throws IOException {
    return new LoadRun(
        spec.load(),
        spec.seed(),
        arrivals,
        1 + spec.faults().size(),
        () -> stage().clock(),
        this::endpoint,
        Prompts.of(spec.load(), spec.seed()),
        edges,
        inFlight,
        open,
        new Cancels(spec.cancellation(), spec.seed(), spec.load()),
        this::observation,
        this::gap);
  }

  private LoadRun.Endpoint endpoint() {
    Target target = stage().target();
    int rejected = target.profile().rejectionStatus().orElse(0);
    return new LoadRun.Endpoint(
        target.baseUri().toString(), target.model(), setup.access(), rejected);
  }

  private void observation(Observation observation) {
    live.observation(observation, spec.load().timesFirstToken(observation.id()));
    left.observation(observation);
    chronicle().observation(observation);
  }

  private void gap(long endNanos, long nanos) {
    live.gap();
    chronicle().gaps().record(spec.phaseAt(endNanos), nanos / 1000);
  }

  /** Plays a fault on the nemesis' thread. */
  public CompletableFuture<Boolean> fault(FaultSpec fault) {
    CompletableFuture<Boolean> played = stage().nemesis().play(fault);
    playing.add(played);
    return played;
  }

  private void faultStep(FaultEvent event) {
    chronicle().fault(event);
    faultsInForce.step(event);
    awaitedEnds.step(event);
    faultState = event.kind().label() + " " + event.victim() + " " + event.step();
    System.out.println(console.fault(event));
  }

  /** The run's schedule is over and all requests have ended: strike, save, then think. */
  public Conclusion conclude() {
    if (spec.faults().stream().anyMatch(FaultSpec::forGood)) {
      stage().nemesis().endEarly("the run is over");
    }
    awaitFaults();
    return end(Optional.empty());
  }

  /** The last proofs of a fault may come after the last request. */
  private void awaitFaults() {
    try {
      CompletableFuture.allOf(playing.toArray(CompletableFuture[]::new))
          .get(FAULTS_WITHIN.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      chronicle().mishap("a fault was not over " + FAULTS_WITHIN.toSeconds() + " s after the load");
    } catch (ExecutionException e) {
      chronicle().mishap("a fault broke: " + e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Gatling is done; a run that was not concluded by then was cut off. */
  public void after() {
    end(Optional.of("Gatling ended before the schedule did"));
  }

  private void onExit() {
    Stage set = stage;
    if (set == null) {
      return;
    }
    if (chronicle == null) {
      String said = notStarted("interrupted while the target was starting");
      set.strike().forEach(System.err::println);
      System.out.print(said.isEmpty() ? "" : said + "\n");
      return;
    }
    try {
      System.out.println(lastScreen(end(Optional.of("interrupted"))));
    } catch (RuntimeException e) {
      System.err.println("the run could not be ended as it should: " + e);
      set.strike().forEach(System.err::println);
    }
  }

  /** Ends a run that cannot go on, from the monitor. */
  void abort(String why) {
    chronicle().mishap(why);
    new Thread(() -> Exit.now(Exit.BROKEN, why), "abort").start();
  }

  private synchronized Conclusion end(Optional<String> cutOff) {
    Conclusion before = conclusion;
    if (before != null) {
      return before;
    }
    if (ending) {
      throw new IllegalStateException("the run is ending already");
    }
    ending = true;
    Conclusion now = strikeAndThink(cutOff);
    conclusion = now;
    return now;
  }

  private Conclusion strikeAndThink(Optional<String> cutOff) {
    Stage set = stage();
    cutOff.ifPresent(
        why -> chronicle().mishap(why + " in phase " + spec.phaseAt(set.clock().nanos()).label()));
    if (cutOff.isPresent()) {
      abandonOpen();
    }
    try {
      if (monitor != null) {
        monitor.close(cutOff.isPresent());
      }
      set.strike().forEach(kept -> chronicle().mishap("could not be undone: " + kept));
      trace(set);
      chronicle().close(cutOff.isEmpty());
      return Conclusion.of(set.folder(), spec);
    } catch (IOException e) {
      return failed(set, "the run's files could not be written: " + e.getMessage());
    } finally {
      closeStage(set);
    }
  }

  private void trace(Stage set) {
    try {
      left.trace(set.folder(), set.clock());
    } catch (IOException e) {
      chronicle().mishap("the traces of cancelled requests could not be looked up: " + e);
    }
  }

  /** Before the target is ended, so that its end is not held against it. */
  private void abandonOpen() {
    open.close();
    try {
      var unused =
          Poll.until(
              ABANDONED_WITHIN,
              Duration.ofMillis(5),
              () -> Optional.of(true).filter(any -> open.count() == 0));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Conclusion failed(Stage set, String reason) {
    Judgement judgement = Conclusion.unmeasured(spec, reason);
    try {
      set.folder().write(RunFolder.VERDICT, judgement);
    } catch (IOException e) {
      System.err.println("the verdict could not be written either: " + e.getMessage());
    }
    return new Conclusion(judgement, Optional.empty());
  }

  private static void closeStage(Stage set) {
    try {
      set.close();
    } catch (IOException e) {
      System.err.println("the lock or the journal could not be given back: " + e.getMessage());
    }
  }

  private String lastScreen(Conclusion last) {
    String folder = stage().folder().root().toString();
    return last.report()
        .map(input -> console.result(input, folder))
        .orElse(last.judgement().verdict() + "  " + last.judgement().reason() + "\n" + folder);
  }

  InFlight inFlight() {
    return inFlight;
  }

  OpenRequests open() {
    return open;
  }

  LiveFigures live() {
    return live;
  }

  Console console() {
    return console;
  }

  Setup setup() {
    return setup;
  }

  AwaitedEnds awaitedEnds() {
    return awaitedEnds;
  }

  FaultTime faultTime() {
    return faultsInForce;
  }

  String faultState() {
    return faultState;
  }

  /** Reasons, all at once, why the plan cannot be played; nothing is started for it. */
  public List<String> refusals() {
    return Stage.refusals(spec);
  }

  /** Plan as text, with the warnings that a reader should see before it is played. */
  public String plan() {
    List<String> warnings = Foresight.all(setup, spec);
    return console.plan(spec, Surroundings.commit(java.nio.file.Path.of(".git")), warnings);
  }

  private Stage stage() {
    Stage set = stage;
    if (set == null) {
      throw new IllegalStateException("the run was not started: a simulation must call start()");
    }
    return set;
  }

  private Chronicle chronicle() {
    Chronicle begun = chronicle;
    if (begun == null) {
      throw new IllegalStateException("the run was not started: a simulation must call start()");
    }
    return begun;
  }
}
