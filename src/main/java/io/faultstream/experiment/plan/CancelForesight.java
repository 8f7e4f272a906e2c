package io.faultstream.experiment.plan;

import io.faultstream.judge.cancellation.CancellationsMade;
import io.faultstream.spec.CancelSpec;
import io.faultstream.spec.CancelSpec.Moment;
import io.faultstream.spec.CancelSpec.Planned;
import io.faultstream.spec.CancelSpec.When;
import io.faultstream.spec.ClaimSpec;
import io.faultstream.spec.ExperimentSpec;
import io.faultstream.spec.PhaseSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** How many requests their clients will leave, and whether that shows anything. Pure. */
final class CancelForesight {
  private CancelForesight() {}

  /** One sentence for each claim and moment that there is too little for. */
  static List<String> of(ExperimentSpec spec) {
    List<String> all = new ArrayList<>();
    for (PhaseSpec phase : spec.phases()) {
      planned(spec, phase).ifPresent(plan -> of(spec, phase, plan, all));
    }
    return all;
  }

  private static void of(ExperimentSpec spec, PhaseSpec phase, CancelSpec plan, List<String> all) {
    for (ClaimSpec claim : spec.claims()) {
      boolean open = phase.clients().isEmpty();
      if (open && claim.id().equals(CancellationsMade.ID)) {
        tooFew(claim.limit(CancellationsMade.MIN_MADE), leaving(spec, phase), phase)
            .ifPresent(all::add);
        never(spec, phase, plan).forEach(all::add);
      }
    }
    for (Moment moment : plan.moments()) {
      if (moment.when() == When.TIME) {
        ReplyTime.of(spec.target(), spec.load(), ReplyTime.Demanded.of(phase))
            .filter(time -> moment.after().compareTo(time.rare()) > 0)
            .map(time -> rare(moment, spec, time))
            .ifPresent(all::add);
      }
    }
  }

  private static Optional<String> tooFew(double least, long leaving, PhaseSpec phase) {
    return leaving >= least
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "%s will be INCONCLUSIVE: clients leave %,d requests of %s, and it asks for %,.0f",
                CancellationsMade.ID,
                leaving,
                phase.phase().label(),
                least));
  }

  /** One sentence for each moment that this seed gives to no request. */
  private static Stream<String> never(ExperimentSpec spec, PhaseSpec phase, CancelSpec plan) {
    Set<Moment> drawn = drawn(spec, phase, plan).map(Planned::asked).collect(Collectors.toSet());
    return plan.moments().stream()
        .filter(moment -> !drawn.contains(moment))
        .map(
            moment ->
                CancellationsMade.ID
                    + " will be INCONCLUSIVE: by this seed no request of "
                    + phase.phase().label()
                    + " is left at "
                    + moment.label()
                    + "; give a longer phase, fewer moments (cancel.at) or another seed");
  }

  private static String rare(Moment moment, ExperimentSpec spec, ReplyTime time) {
    return CancellationsMade.ID
        + " may be INCONCLUSIVE: hardly any reply of "
        + spec.load().outputTokens()
        + " tokens lasts "
        + moment.label()
        + " (cancel.at), "
        + time.words();
  }

  private static Optional<CancelSpec> planned(ExperimentSpec spec, PhaseSpec phase) {
    return spec.cancellation().filter(plan -> plan.phase() == phase.phase());
  }

  /**
   * How many requests of this phase of an open model are to be left: those whose numbers say so, as
   * the seed has it, or the share that bursts take.
   */
  static long leaving(ExperimentSpec spec, PhaseSpec phase) {
    return planned(spec, phase).map(plan -> leaving(spec, phase, plan)).orElse(0L);
  }

  private static long leaving(ExperimentSpec spec, PhaseSpec phase, CancelSpec plan) {
    if (plan.burst() > 0) {
      return (long) (phase.users() * plan.share());
    }
    return drawn(spec, phase, plan).count();
  }

  /** What the seed has for those requests of this phase that are left one by one. */
  private static Stream<Planned> drawn(ExperimentSpec spec, PhaseSpec phase, CancelSpec plan) {
    long first = 0;
    for (PhaseSpec before : spec.phases()) {
      if (before.phase() == phase.phase()) {
        break;
      }
      first += before.users();
    }
    return LongStream.range(first, first + phase.users())
        .mapToObj(id -> plan.planned(spec.seed(), id, spec.load()))
        .flatMap(Optional::stream);
  }
}
