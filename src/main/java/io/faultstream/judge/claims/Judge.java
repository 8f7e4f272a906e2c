package io.faultstream.judge.claims;

import static java.util.Comparator.comparing;

import io.faultstream.judge.Claim;
import io.faultstream.judge.ClaimResult;
import io.faultstream.judge.Finding;
import io.faultstream.judge.Judgement;
import io.faultstream.judge.StoredRun;
import io.faultstream.judge.Verdict;
import io.faultstream.judge.comparison.NoRegression;
import io.faultstream.spec.ClaimSpec;
import io.faultstream.spec.Control;
import io.faultstream.spec.FaultSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Judges a stored run by its claims. Validity first: where a claim of the subject {@link
 * Claim#VALIDITY} does not hold, the run is INCONCLUSIVE whatever else was found, except that a
 * stream definitely lost or corrupted, or an instance or a process definitely lost, stays FAIL.
 * Then the worst claim wins: FAIL, REGRESSED, INCONCLUSIVE, PASS. A run without claims is never
 * PASS, and neither is a negative control, whatever its claims say.
 */
public final class Judge {
  /** Deciding claims that are named in the reason; the others are counted. */
  private static final int NAMED = 2;

  private Judge() {}

  /** The verdict over the run's own claims. */
  public static Judgement judge(StoredRun run) {
    return judge(run, Catalogue::find);
  }

  /** The same with another catalogue. */
  static Judgement judge(StoredRun run, Function<String, Optional<Claim>> catalogue) {
    return decide(
        run,
        asked(run).stream()
            .filter(asked -> catalogue.apply(asked.id()).map(c -> c.judgedIn(run)).orElse(true))
            .map(asked -> result(run, asked, catalogue))
            .toList());
  }

  /** What was asked for, and the comparison wherever one was made. */
  private static List<ClaimSpec> asked(StoredRun run) {
    List<ClaimSpec> asked = new ArrayList<>(run.spec().claims());
    boolean named = asked.stream().anyMatch(claim -> claim.id().equals(NoRegression.ID));
    if (run.compared().isPresent() && !named) {
      asked.add(new NoRegression().asked());
    }
    return asked;
  }

  /** The verdict over these results. */
  static Judgement decide(StoredRun run, List<ClaimResult> results) {
    Verdict found = verdict(results);
    boolean passing = found == Verdict.PASS || found == Verdict.REGRESSED;
    boolean control = passing && !controls(run).isEmpty();
    Verdict verdict = control ? Verdict.INCONCLUSIVE : found;
    return new Judgement(
        Judgement.SCHEMA,
        run.spec().simulation(),
        run.spec().target().kind().name().toLowerCase(java.util.Locale.ROOT),
        verdict,
        control
            ? "a negative control was played (" + controls(run) + "), which is never a PASS"
            : reason(run, verdict, results),
        results);
  }

  private static ClaimResult result(
      StoredRun run, ClaimSpec asked, Function<String, Optional<Claim>> catalogue) {
    Optional<Claim> known = catalogue.apply(asked.id());
    if (known.isEmpty()) {
      return new ClaimResult(
          asked.id(),
          "there is a claim named " + asked.id(),
          Claim.VALIDITY,
          Verdict.INCONCLUSIVE,
          "no claim of this name is known, so it was not judged",
          false);
    }
    Claim claim = known.get();
    String text = claim.id();
    Finding finding;
    try {
      text = claim.text(asked) + policy(run, claim);
      finding = claim.find(run, asked);
    } catch (RuntimeException e) {
      finding = Finding.inconclusive("the claim could not be judged: " + e);
    }
    return new ClaimResult(
        claim.id(),
        text,
        claim.subject(),
        finding.verdict(),
        finding.evidence(),
        finding.definite());
  }

  private static String policy(StoredRun run, Claim claim) {
    return claim.followsExpectation()
        ? " (expected: " + run.spec().expectation().label() + ")"
        : "";
  }

  private static Verdict verdict(List<ClaimResult> results) {
    if (results.stream().anyMatch(Judge::definiteLoss)) {
      return Verdict.FAIL;
    }
    if (results.isEmpty() || results.stream().anyMatch(Judge::invalid)) {
      return Verdict.INCONCLUSIVE;
    }
    return results.stream().map(ClaimResult::verdict).reduce(Verdict.PASS, Verdict::worst);
  }

  /** The run's negative controls; empty when its faults hit their victims. */
  private static String controls(StoredRun run) {
    return run.spec().faults().stream()
        .map(FaultSpec::control)
        .filter(control -> control != Control.NONE)
        .map(Control::label)
        .distinct()
        .collect(Collectors.joining(", "));
  }

  private static boolean definiteLoss(ClaimResult result) {
    return result.verdict() == Verdict.FAIL && result.definite();
  }

  private static boolean invalid(ClaimResult result) {
    return result.subject().equals(Claim.VALIDITY) && result.verdict() != Verdict.PASS;
  }

  private static String reason(StoredRun run, Verdict verdict, List<ClaimResult> results) {
    if (results.isEmpty()) {
      return "no claim was made, so nothing was judged";
    }
    if (verdict == Verdict.PASS) {
      String none = run.spec().faults().isEmpty() ? "; no fault was asked for" : "";
      return "all " + results.size() + " claims hold" + none;
    }
    List<ClaimResult> deciding = deciding(verdict, results);
    String named =
        deciding.stream()
            .limit(NAMED)
            .map(r -> r.id() + ": " + r.evidence().replace('\n', ' '))
            .collect(Collectors.joining(" | "));
    return deciding.size() <= NAMED
        ? named
        : named + " | and " + (deciding.size() - NAMED) + " more";
  }

  private static List<ClaimResult> deciding(Verdict verdict, List<ClaimResult> results) {
    if (verdict == Verdict.INCONCLUSIVE && results.stream().anyMatch(Judge::invalid)) {
      return results.stream().filter(Judge::invalid).toList();
    }
    return results.stream()
        .filter(r -> r.verdict() == verdict)
        .sorted(comparing(ClaimResult::definite).reversed())
        .toList();
  }
}
