package io.faultstream.report;

import io.faultstream.judge.Verdict;
import java.util.ArrayList;
import java.util.List;

/** Text for a terminal: broken or cut at a width, without control characters, perhaps coloured. */
final class Lines {
  private Lines() {}

  /** The text in one line; what a server wrote must not move the cursor or change colours. */
  static String clean(String text) {
    return text.replaceAll("[\\p{Cntrl}\\u2028\\u2029]+", " ").strip();
  }

  /** The text cut to this many columns, with three dots where something is missing. */
  static String cut(String text, int columns) {
    String clean = clean(text);
    return clean.length() <= columns ? clean : clean.substring(0, columns - 3).strip() + "...";
  }

  /**
   * The text broken at blanks into lines of this width, the last cut when more than {@code max}.
   */
  static List<String> wrap(String text, int columns, int max) {
    List<String> lines = new ArrayList<>();
    String rest = clean(text);
    while (rest.length() > columns && lines.size() < max - 1) {
      int blank = rest.lastIndexOf(' ', columns);
      int end = blank <= 0 ? columns : blank;
      lines.add(rest.substring(0, end).strip());
      rest = rest.substring(end).strip();
    }
    lines.add(cut(rest, columns));
    return lines;
  }

  /** Lines under a name of this width; the second and later ones are indented. */
  static List<String> named(String name, int width, List<String> values) {
    List<String> lines = new ArrayList<>();
    for (String value : values) {
      for (String part : wrap(value, Console.COLUMNS - width, 4)) {
        lines.add(pad(lines.isEmpty() ? name : "", width) + part);
      }
    }
    return lines;
  }

  /** The text filled up with blanks on its right. */
  static String pad(String text, int width) {
    return text.length() >= width ? text : text + " ".repeat(width - text.length());
  }

  /** The verdict's word, filled up to this width, in its colour if wished. */
  static String verdict(Verdict verdict, int width, boolean colours) {
    String word = pad(verdict.name(), width);
    if (!colours) {
      return word;
    }
    String colour =
        switch (verdict) {
          case PASS -> "1;32";
          case INCONCLUSIVE -> "1;33";
          case REGRESSED -> "1;35";
          case FAIL -> "1;31";
        };
    return "\u001b[" + colour + "m" + word + "\u001b[0m";
  }
}
