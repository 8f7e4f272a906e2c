package io.faultstream.measure.streams;

import java.util.List;

/**
 * What was found in the texts of the replies. The examples are the first {@link #EXAMPLES} of each.
 *
 * @param completed replies that completed
 * @param lengthChecked of them, those whose length could be compared with the length asked for
 * @param wrongLength of them, those that were shorter or longer
 * @param corrupted replies with a gap, a repeat, broken JSON or another chunk id
 * @param truncated replies that ended without finish reason or end mark
 * @param examples a sentence each, with the request's id
 */
public record TextFindings(
    long completed,
    long lengthChecked,
    long wrongLength,
    long corrupted,
    long truncated,
    List<String> examples) {
  /** How many examples are kept. */
  public static final int EXAMPLES = 3;

  public TextFindings {
    examples = List.copyOf(examples);
  }
}
