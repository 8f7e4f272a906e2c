package io.faultstream.judge.comparison;

import io.faultstream.judge.baseline.Baseline;
import io.faultstream.judge.baseline.Fingerprint;
import io.faultstream.judge.baseline.RunFigures;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is compared with what.
 *
 * @param fingerprint of the run
 * @param run the run
 * @param repeats further runs of the same fingerprint, judged together with it; empty for one alone
 * @param baseline the accepted runs of this fingerprint; empty when there are none
 */
public record Question(
    Fingerprint fingerprint,
    RunFigures run,
    List<RunFigures> repeats,
    Optional<Baseline> baseline) {
  public Question {
    run = run.withoutHistograms();
    repeats = repeats.stream().map(RunFigures::withoutHistograms).toList();
    baseline = baseline.map(Baseline::withoutHistograms);
  }

  /** The question that this comparison answered. */
  public static Question of(Comparison answered) {
    return new Question(
        answered.fingerprint(), answered.run(), answered.repeats(), answered.baseline());
  }

  /** The same with figures of the run that were measured again. */
  public Question about(RunFigures measured) {
    return new Question(fingerprint, measured, repeats, baseline);
  }

  /** The run and its repeats. */
  List<RunFigures> news() {
    List<RunFigures> all = new ArrayList<>(List.of(run));
    all.addAll(repeats);
    return all;
  }

  /** The accepted runs without those that are compared with them. */
  List<RunFigures> accepted() {
    List<String> names = news().stream().map(RunFigures::run).toList();
    return baseline.map(Baseline::runs).orElse(List.of()).stream()
        .filter(known -> !names.contains(known.run()))
        .toList();
  }
}
