package io.faultstream.judge.resources;

import io.faultstream.judge.Claim;
import io.faultstream.judge.Finding;
import io.faultstream.judge.StoredRun;
import io.faultstream.judge.Verdict;
import io.faultstream.judge.Wording;
import io.faultstream.measure.census.Held;
import io.faultstream.measure.census.ProcessCensus;
import io.faultstream.spec.ClaimSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/**
 * Nothing is left of requests that are over: after the last one neither the generator nor a process
 * of the target has more sockets, file descriptors or threads than at the end of the standard
 * phase, when load was ordinary and nothing had been cancelled or broken. Limits: {@code
 * maxMoreSockets}, default 8, as the questions after metrics and health keep a few connections,
 * which may begin late; {@code maxMoreFiles}, default 16, these and the programs' own files that
 * are opened when first used; {@code maxMoreThreads}, default 16, as compilers, collectors and
 * pools start threads when they need them (12 were seen in the generator). Sockets are compared
 * with the fewest of any reading until then, so that those of requests in flight do not count;
 * where connections are used again, with those of that moment. A process that was gone at the end
 * holds nothing; one that was not read before or after cannot be compared.
 */
public final class NoOrphans implements Claim {
  public static final String ID = "no-orphans";
  private static final String MAX_SOCKETS = "maxMoreSockets";
  private static final String MAX_FILES = "maxMoreFiles";
  private static final String MAX_THREADS = "maxMoreThreads";

  /** What may not grow. */
  private record Figure(String name, String limit, ToLongFunction<Held> value) {}

  private static final List<Figure> FIGURES =
      List.of(
          new Figure("sockets", MAX_SOCKETS, Held::sockets),
          new Figure("files", MAX_FILES, Held::files),
          new Figure("threads", MAX_THREADS, Held::threads));

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String subject() {
    return "resources";
  }

  @Override
  public Map<String, Double> defaults() {
    return Map.of(MAX_SOCKETS, 8.0, MAX_FILES, 16.0, MAX_THREADS, 16.0);
  }

  @Override
  public String text(ClaimSpec asked) {
    return "after the last request no process holds more than in the standard phase: at most "
        + Wording.number(asked.limit(MAX_SOCKETS))
        + " more sockets, "
        + Wording.number(asked.limit(MAX_FILES))
        + " files, "
        + Wording.number(asked.limit(MAX_THREADS))
        + " threads";
  }

  @Override
  public Finding find(StoredRun run, ClaimSpec asked) {
    Map<String, ProcessCensus> last = new LinkedHashMap<>();
    run.measured().summary().census().forEach(one -> last.put(one.process(), one));
    if (last.isEmpty()) {
      return Finding.inconclusive("no process was looked into");
    }
    List<Finding> found = last.values().stream().map(one -> look(one, asked)).toList();
    Verdict worst = found.stream().map(Finding::verdict).reduce(Verdict.PASS, Verdict::worst);
    List<String> deciding =
        found.stream().filter(f -> f.verdict() == worst).map(Finding::evidence).toList();
    return new Finding(worst, String.join("; ", deciding), false);
  }

  private static Finding look(ProcessCensus process, ClaimSpec asked) {
    Held before = process.before();
    Held after = process.after();
    if (process.ended()) {
      return Finding.pass(process + " was gone");
    }
    if (before == null) {
      return Finding.inconclusive(process + " was not read in the standard phase");
    }
    if (after == null) {
      return Finding.inconclusive(process + " was not read after the last request");
    }
    List<String> kept = new ArrayList<>();
    List<String> more = new ArrayList<>();
    for (Figure figure : FIGURES) {
      long was = figure.value().applyAsLong(before);
      long is = figure.value().applyAsLong(after);
      String change = figure.name() + " " + was + " → " + is;
      kept.add(change);
      if (is - was > asked.limit(figure.limit())) {
        more.add(change + " (" + (is - was) + " more)");
      }
    }
    return more.isEmpty()
        ? Finding.pass(process.process() + ": " + String.join(", ", kept))
        : Finding.fail(process + " holds more: " + String.join(", ", more));
  }
}
