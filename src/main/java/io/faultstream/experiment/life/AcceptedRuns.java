package io.faultstream.experiment.life;

import com.fasterxml.jackson.databind.JsonNode;
import io.faultstream.history.Environment;
import io.faultstream.history.RunFolder;
import io.faultstream.judge.baseline.Baseline;
import io.faultstream.judge.baseline.BaselineStore;
import io.faultstream.judge.baseline.Fingerprint;
import io.faultstream.judge.baseline.RunFigures;
import io.faultstream.judge.comparison.Comparer;
import io.faultstream.judge.comparison.Comparison;
import io.faultstream.judge.comparison.Limits;
import io.faultstream.judge.comparison.NoRegression;
import io.faultstream.judge.comparison.Question;
import io.faultstream.measure.Measured;
import io.faultstream.spec.ExperimentSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Compares a run with the accepted runs of its fingerprint. The first time these are the ones in
 * the results folder; they are kept in {@code comparison.json}, and from then on that is what the
 * run is judged by, wherever its folder is moved to. {@link #anew} asks the results folder again.
 */
public final class AcceptedRuns {
  private AcceptedRuns() {}

  /**
   * Compares a run with what it was compared with before, else with its results folder's baseline.
   *
   * @throws IOException when the run's own files cannot be read
   */
  static Comparison comparison(RunFolder folder, ExperimentSpec spec, Measured measured)
      throws IOException {
    Optional<Comparison> before = stored(folder);
    if (before.isEmpty()) {
      return anew(folder, spec, measured, List.of());
    }
    Question again = Question.of(before.get()).about(figures(folder, spec, measured));
    return before.get().repeatable()
        ? Comparer.compare(again, NoRegression.limits(spec.claims()))
        : before.get();
  }

  /**
   * What the run was compared with before; empty when it was not.
   *
   * @throws IOException when {@code comparison.json} is damaged or of another version
   */
  public static Optional<Comparison> stored(RunFolder folder) throws IOException {
    if (!Files.exists(folder.file(RunFolder.COMPARISON))) {
      return Optional.empty();
    }
    JsonNode schema = folder.read(RunFolder.COMPARISON, JsonNode.class).path("schema");
    if (schema.asInt() != Comparison.SCHEMA) {
      throw new IOException(
          folder.file(RunFolder.COMPARISON)
              + " has schema "
              + schema
              + ", this version reads "
              + Comparison.SCHEMA);
    }
    return Optional.of(folder.read(RunFolder.COMPARISON, Comparison.class));
  }

  /**
   * Compares a run, and repeats of it, with the baseline as it is now.
   *
   * @throws IOException when the run's own files cannot be read
   */
  public static Comparison anew(
      RunFolder folder, ExperimentSpec spec, Measured measured, List<RunFigures> repeats)
      throws IOException {
    Fingerprint fingerprint = Fingerprint.of(spec, folder.environment());
    RunFigures run = figures(folder, spec, measured);
    Question nothing = new Question(fingerprint, run, repeats, Optional.empty());
    Limits limits = NoRegression.limits(spec.claims());
    Optional<BaselineStore> store = store(folder);
    if (store.isEmpty()) {
      return Comparer.notCompared(
          nothing, "not compared: the folder is in no results folder, so no baseline is beside it");
    }
    try {
      Optional<Baseline> baseline = store.get().find(spec.simulation(), fingerprint);
      return baseline.isPresent()
          ? Comparer.compare(new Question(fingerprint, run, repeats, baseline), limits)
          : Comparer.notCompared(nothing, none(store.get(), spec.simulation(), fingerprint));
    } catch (IOException e) {
      return Comparer.broken(nothing, "the baseline cannot be read: " + e.getMessage());
    }
  }

  /**
   * The figures of a run that are compared and accepted. Its name is the one that its folder was
   * made with, so that a copy is the same run.
   *
   * @throws IOException when {@code environment.json} cannot be read
   */
  public static RunFigures figures(RunFolder folder, ExperimentSpec spec, Measured measured)
      throws IOException {
    Environment environment = folder.environment();
    return RunFigures.of(String.valueOf(folder.root().getFileName()), spec, environment, measured);
  }

  /** The store beside a run: {@code <results>/runs/<simulation>/<run>}; empty elsewhere. */
  public static Optional<BaselineStore> store(RunFolder folder) {
    Optional<Path> runs =
        Optional.ofNullable(folder.root().toAbsolutePath().getParent())
            .flatMap(simulation -> Optional.ofNullable(simulation.getParent()))
            .filter(all -> all.endsWith("runs"));
    return runs.flatMap(all -> Optional.ofNullable(all.getParent())).map(BaselineStore::new);
  }

  private static String none(BaselineStore store, String simulation, Fingerprint fingerprint)
      throws IOException {
    String none = "not compared: no accepted runs of this fingerprint (" + fingerprint.id() + ")";
    List<Baseline> others = store.all(simulation);
    return others.stream()
        .map(Baseline::fingerprint)
        .min(java.util.Comparator.comparingInt(f -> fingerprint.differences(f).size()))
        .map(
            nearest ->
                none
                    + "; the nearest baseline, "
                    + nearest.id()
                    + ", differs in "
                    + String.join(", ", fingerprint.differences(nearest)))
        .orElse(none);
  }
}
