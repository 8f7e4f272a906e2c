package io.faultstream.measure.streams;

import io.faultstream.history.Observation;
import io.faultstream.history.Outcome;
import io.faultstream.spec.LoadSpec;
import java.util.ArrayList;
import java.util.List;

/**
 * Counts what was wrong with the texts. The length is compared where the server was made to give
 * exactly what was asked for (Dynamo's dialect) or the text counts; without {@code usage} only for
 * streams, by their chunks. One thread.
 */
public final class TextTally {
  private final LoadSpec load;
  private final boolean lengthFixed;
  private final List<String> examples = new ArrayList<>();
  private long completed;
  private long lengthChecked;
  private long wrongLength;
  private long corrupted;
  private long truncated;

  /** A tally of replies to this load. */
  public TextTally(LoadSpec load) {
    this.load = load;
    this.lengthFixed =
        load.dialect() == LoadSpec.Dialect.DYNAMO || load.text() == LoadSpec.TextCheck.COUNTING;
  }

  /** Adds one request. */
  public void add(Observation seen) {
    if (seen.outcome() == Outcome.CORRUPTED || seen.mismatch().isPresent()) {
      corrupted++;
      example(seen, corruption(seen));
    } else if (seen.outcome() == Outcome.TRUNCATED) {
      truncated++;
      example(seen, "ended after " + seen.tokens().count() + " tokens without its proper end");
    } else if (seen.outcome() == Outcome.COMPLETED) {
      completed++;
      checkLength(seen);
    }
  }

  private void checkLength(Observation seen) {
    if (!lengthFixed || !(seen.tokens().byUsage() || load.kindOf(seen.id()).stream())) {
      return;
    }
    lengthChecked++;
    if (seen.tokens().count() != load.outputTokens()) {
      wrongLength++;
      example(seen, seen.tokens().count() + " tokens instead of " + load.outputTokens());
    }
  }

  private static String corruption(Observation seen) {
    return seen.mismatch()
        .map(m -> "token " + m.position() + " was \"" + m.got() + "\", not \"" + m.expected() + '"')
        .orElse(seen.reply().error().isEmpty() ? "broken frame" : seen.reply().error());
  }

  private void example(Observation seen, String what) {
    if (examples.size() < TextFindings.EXAMPLES) {
      examples.add("request " + seen.id() + " (" + seen.reply().requestId() + "): " + what);
    }
  }

  /** What was counted so far. */
  public TextFindings findings() {
    return new TextFindings(completed, lengthChecked, wrongLength, corrupted, truncated, examples);
  }
}
