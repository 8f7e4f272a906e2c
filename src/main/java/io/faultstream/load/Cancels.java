package io.faultstream.load;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.faultstream.load.reply.ReplyWatch.Sent;
import io.faultstream.spec.CancelSpec;
import io.faultstream.spec.CancelSpec.How;
import io.faultstream.spec.CancelSpec.Moment;
import io.faultstream.spec.CancelSpec.Planned;
import io.faultstream.spec.LoadSpec;
import io.faultstream.spec.Phase;
import java.util.List;
import java.util.Optional;

/**
 * The requests of a run that their client leaves: each at its planned moment, or many at once in
 * bursts. Thread-safe.
 */
public final class Cancels {
  private static final long MIX = 0x9E3779B97F4A7C15L;

  private final Optional<CancelSpec> spec;
  private final long seed;
  private final LoadSpec load;

  @GuardedBy("this")
  private double due;

  /** As planned; with no plan nobody leaves. */
  public Cancels(Optional<CancelSpec> spec, long seed, LoadSpec load) {
    this.spec = spec;
    this.seed = seed;
    this.load = load;
  }

  /** When the client of this request leaves; empty: it stays, or a burst will take it. */
  Optional<Moment> moment(Sent sent) {
    return spec.filter(plan -> plan.phase() == sent.phase())
        .flatMap(plan -> plan.planned(seed, sent.id(), load))
        .map(Planned::due);
  }

  /** How a connection ends. */
  How how() {
    return spec.map(CancelSpec::how).orElse(How.CLOSE);
  }

  /**
   * One more request was sent; where that makes a burst due, it is taken from those that are open.
   */
  void sent(Phase phase, OpenRequests open) {
    if (spec.isPresent() && spec.get().burst() > 0 && spec.get().phase() == phase) {
      burst(spec.get(), open);
    }
  }

  /** With fewer open than a burst takes, it waits for more. */
  private void burst(CancelSpec plan, OpenRequests open) {
    List<Exchange> taken;
    synchronized (this) {
      due += plan.share();
      if (due < plan.burst()) {
        return;
      }
      taken = open.take(plan.burst(), plan.phase(), this::order);
      due -= taken.size();
    }
    taken.forEach(Exchange::cancel);
  }

  /** By the seed and not by age, so that requests of all ages are taken. */
  private long order(Exchange exchange) {
    long mixed = (seed ^ exchange.sent().id() * MIX) * MIX;
    return mixed >>> 1;
  }
}
