package io.faultstream.experiment.life;

import io.faultstream.experiment.plan.Setup;
import io.faultstream.fault.FaultKit;
import io.faultstream.fault.Faults;
import io.faultstream.fault.Nemesis;
import io.faultstream.fault.Scene;
import io.faultstream.fault.control.ControlledKit;
import io.faultstream.fault.control.Decoys;
import io.faultstream.fault.etcd.StoreFaults;
import io.faultstream.fault.network.LinkFaults;
import io.faultstream.fault.process.ProcessFaults;
import io.faultstream.history.FaultEdges;
import io.faultstream.history.FaultEvent;
import io.faultstream.history.InFlight;
import io.faultstream.history.RunFolder;
import io.faultstream.process.Cleanup;
import io.faultstream.process.Journal;
import io.faultstream.process.Leftover;
import io.faultstream.process.RunLock;
import io.faultstream.spec.Access;
import io.faultstream.spec.BadSpecException;
import io.faultstream.spec.ExperimentSpec;
import io.faultstream.target.Target;
import io.faultstream.target.TargetContext;
import io.faultstream.target.TargetException;
import io.faultstream.target.choice.Targets;
import io.faultstream.time.Chance;
import io.faultstream.time.RunClock;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * All that a run holds open: the lock, the folder, the journal, the target, the nemesis. Set up
 * once in this order, struck in the reverse; striking goes on past failures and may be repeated.
 */
final class Stage implements Closeable {
  private static final Duration UNDO_WITHIN = Duration.ofSeconds(20);

  private final RunLock lock;
  private final RunFolder folder;
  private final RunClock clock;
  private final Journal journal;
  private final Target target;
  private final Nemesis nemesis;
  private final Decoys decoys;
  private boolean struck;

  private Stage(RunLock lock, RunFolder folder, RunClock clock, Parts parts) {
    this.lock = lock;
    this.folder = folder;
    this.clock = clock;
    this.journal = parts.journal;
    this.target = parts.target;
    this.nemesis = parts.nemesis;
    this.decoys = parts.decoys;
  }

  private record Parts(Journal journal, Target target, Nemesis nemesis, Decoys decoys) {}

  /** What the nemesis and the target share with the load. */
  record Shared(
      InFlight inFlight, FaultEdges edges, Consumer<FaultEvent> listener, Access access) {}

  /** Reasons, all at once, why the plan cannot be played; nothing is started for it. */
  static List<String> refusals(ExperimentSpec spec) {
    List<String> all = new ArrayList<>();
    Targets.refusal(spec.target()).ifPresent(all::add);
    return all;
  }

  /**
   * Takes the lock, looks for leftovers and makes the folder and all that lives in it; the target
   * is not started yet.
   *
   * @throws LeftoversException when earlier runs left something
   * @throws BadSpecException when a fault cannot be done
   * @throws IOException when the results folder is in use or cannot be written
   */
  static Stage set(Setup setup, ExperimentSpec spec, Shared shared)
      throws IOException, InterruptedException {
    RunLock lock = RunLock.acquire(setup.results(), spec.simulation() + " is starting");
    try {
      leftovers(setup);
      RunClock clock = RunClock.startingNow();
      RunFolder folder =
          RunFolder.create(setup.results(), spec.simulation(), clock.start(), spec.seed());
      lock.describe("run " + folder.root());
      folder.write(RunFolder.SPEC, spec);
      return new Stage(lock, folder, clock, parts(spec, folder, clock, shared));
    } catch (IOException | InterruptedException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  private static Parts parts(ExperimentSpec spec, RunFolder folder, RunClock clock, Shared shared)
      throws IOException {
    Chance chance = new Chance(spec.seed());
    Journal journal = Journal.open(folder.file(RunFolder.JOURNAL));
    TargetContext context =
        new TargetContext(
            folder.logs(),
            journal,
            chance,
            Approaches.of(spec, shared.access()),
            System.out::println);
    Target target = Targets.of(spec.target(), context);
    Decoys decoys = new Decoys(journal, folder.logs());
    List<FaultKit> kits = new ArrayList<>(ProcessFaults.kits());
    kits.addAll(StoreFaults.kits());
    kits.addAll(LinkFaults.kits());
    Faults faults = new Faults(ControlledKit.around(kits, decoys));
    List<String> refusals = faults.refusals(spec.faults(), target);
    if (!refusals.isEmpty()) {
      throw new BadSpecException(refusals);
    }
    folder.write(RunFolder.SCHEDULE, faults.schedule(spec));
    Scene scene =
        new Scene(
            spec,
            target,
            faults,
            clock,
            chance,
            journal,
            shared.inFlight(),
            shared.edges(),
            shared.listener());
    return new Parts(journal, target, new Nemesis(scene), decoys);
  }

  private static void leftovers(Setup setup) throws IOException, InterruptedException {
    Cleanup cleanup = new Cleanup(Cleanup.processUndos());
    List<Leftover> left =
        setup.cleanLeftovers() ? cleanup.undo(setup.results()) : cleanup.find(setup.results());
    List<Leftover> hindering = left.stream().filter(Stage::hinders).toList();
    if (!hindering.isEmpty()) {
      throw new LeftoversException(setup.results(), hindering);
    }
  }

  private static boolean hinders(Leftover leftover) {
    return leftover.result() == Leftover.Result.FOUND
        || leftover.result() == Leftover.Result.LEAKED;
  }

  RunFolder folder() {
    return folder;
  }

  RunClock clock() {
    return clock;
  }

  Target target() {
    return target;
  }

  Nemesis nemesis() {
    return nemesis;
  }

  /**
   * Undoes all faults and ends the target; any number of times.
   *
   * @return what could not be undone or ended, a sentence each
   */
  synchronized List<String> strike() {
    if (struck) {
      return List.of();
    }
    struck = true;
    List<String> left = new ArrayList<>();
    try {
      left.addAll(nemesis.undoAll(UNDO_WITHIN));
      nemesis.close();
    } finally {
      left.addAll(decoys.end());
      try {
        target.close();
      } catch (TargetException e) {
        left.add(e.getMessage());
      }
    }
    return left;
  }

  /** Gives the journal and the lock back. */
  @Override
  public void close() throws IOException {
    try (lock) {
      journal.close();
    }
  }
}
