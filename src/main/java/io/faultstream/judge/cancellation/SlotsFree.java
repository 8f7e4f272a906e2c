package io.faultstream.judge.cancellation;

import io.faultstream.judge.Finding;
import io.faultstream.judge.StoredRun;
import io.faultstream.judge.Wording;
import io.faultstream.measure.cancellation.Cancellations;
import io.faultstream.measure.cancellation.Cancellations.WorkerSlots;
import io.faultstream.measure.cancellation.LeakSlope;
import io.faultstream.spec.ClaimSpec;
import io.faultstream.spec.WorkerRole;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a cancelled request held is free again. When no client has a request open any more, no
 * worker and no engine has one (asked for up to two seconds), and no KV cache is fuller than before
 * the first was left by more than {@code maxCacheShare} (default 0.001: an engine may keep a block,
 * one that keeps finished prompts for later wants a larger limit); where the cache is not told, the
 * evidence says so. An engine that gives tokens must say itself what it computes: its worker's
 * gauge falls although the engine goes on. And while requests were left, what the engines held
 * beyond the open requests did not grow with their number: the slope's interval does not lie above
 * {@code maxLeakPerCancel} (default 0.01 slots). In a run too short for a slope the last reading
 * decides alone.
 */
public final class SlotsFree implements AboutCancellations {
  public static final String ID = "slots-free";
  private static final String MAX_CACHE_SHARE = "maxCacheShare";
  private static final String MAX_LEAK = "maxLeakPerCancel";

  @Override
  public String id() {
    return ID;
  }

  @Override
  public Map<String, Double> defaults() {
    return Map.of(MAX_CACHE_SHARE, 0.001, MAX_LEAK, 0.01);
  }

  @Override
  public String text(ClaimSpec asked) {
    return "after the last request no worker held a slot, or cache where it tells, and none was"
        + " seen to stay taken";
  }

  @Override
  public Finding find(StoredRun run, Cancellations found, ClaimSpec asked) {
    List<WorkerSlots> workers = found.slots().workers();
    if (workers.isEmpty()) {
      return Finding.inconclusive("no worker tells what it holds");
    }
    LeakSlope leak = found.slots().leak();
    String slope = slope(leak);
    List<String> taken = new ArrayList<>();
    for (WorkerSlots worker : workers) {
      taken(worker, asked.limit(MAX_CACHE_SHARE)).forEach(taken::add);
    }
    if (!taken.isEmpty()) {
      return Finding.fail(String.join(", ", taken) + "; " + slope);
    }
    String unknown = names(workers, SlotsFree::unknown);
    if (!unknown.isEmpty()) {
      return Finding.inconclusive("what the engine still computes is not told by " + unknown);
    }
    String evidence =
        "no slot of "
            + workers.size()
            + " workers is taken after the last request; "
            + cache(workers)
            + "; "
            + slope;
    return leak != null && leak.low() > asked.limit(MAX_LEAK)
        ? Finding.fail(evidence)
        : Finding.pass(evidence);
  }

  /** A prefill worker gives no tokens: its engine need not have a gauge of its own. */
  private static boolean unknown(WorkerSlots worker) {
    boolean own = worker.running() != null;
    return !own && (worker.inFlight() == null || !WorkerRole.PREFILL.calls(worker.worker()));
  }

  private static String cache(List<WorkerSlots> workers) {
    String untold = names(workers, SlotsFree::cacheUntold);
    String told = names(workers, worker -> !cacheUntold(worker));
    if (untold.isEmpty()) {
      return "no cache is fuller than before";
    }
    return "cache: not told by "
        + untold
        + (told.isEmpty() ? "" : ", no fuller than before on " + told);
  }

  private static boolean cacheUntold(WorkerSlots worker) {
    return worker.cacheBefore() == null || worker.cacheAfter() == null;
  }

  private static String names(List<WorkerSlots> workers, Predicate<WorkerSlots> wanted) {
    return workers.stream()
        .filter(wanted)
        .map(WorkerSlots::worker)
        .collect(Collectors.joining(", "));
  }

  private static List<String> taken(WorkerSlots worker, double maxShare) {
    List<String> all = new ArrayList<>();
    note(all, worker.running(), " slots of the engine of " + worker.worker() + " are still taken");
    note(all, worker.waiting(), " requests still wait in the engine of " + worker.worker());
    note(all, worker.inFlight(), " requests are still in flight on " + worker.worker());
    Double before = worker.cacheBefore();
    Double after = worker.cacheAfter();
    if (before != null && after != null && after - before > maxShare) {
      all.add(
          String.format(
              Locale.ROOT,
              "the cache of %s was used to %s before the first was left, to %s after the last",
              worker.worker(),
              Wording.percent(before),
              Wording.percent(after)));
    }
    return all;
  }

  private static void note(List<String> all, @Nullable Long count, String what) {
    if (count != null && count > 0) {
      all.add(count + what);
    }
  }

  private static String slope(@Nullable LeakSlope leak) {
    return leak == null
        ? "too few readings for a slope"
        : String.format(
            Locale.ROOT,
            "slots that stayed taken for each request left: %.4f (95 %% interval %.4f to %.4f, %d"
                + " readings)",
            leak.perCancel(),
            leak.low(),
            leak.high(),
            leak.readings());
  }
}
