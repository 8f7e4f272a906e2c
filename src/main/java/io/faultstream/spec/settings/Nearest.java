package io.faultstream.spec.settings;

import java.util.Collection;
import java.util.Comparator;

/** The known word that a misspelt one was probably meant to be. */
final class Nearest {
  private Nearest() {}

  /** The nearest by edit distance (Levenshtein 1966); the first of equals in sorted order. */
  static String to(String word, Collection<String> known) {
    return known.stream()
        .min(Comparator.comparingInt((String k) -> distance(word, k)).thenComparing(k -> k))
        .orElseThrow();
  }

  /**
   * A question that a message may end with, where one of these words is so near that it was
   * probably meant: of its letters at most a third are others. Else nothing.
   */
  static String hint(String word, Collection<String> known) {
    String nearest = to(word, known);
    boolean near = distance(word, nearest) * 3 <= Math.max(word.length(), nearest.length());
    return near ? "; did you mean " + nearest + "?" : "";
  }

  static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        int best = Math.min(diagonal + change, 1 + Math.min(row[j], row[j - 1]));
        diagonal = row[j];
        row[j] = best;
      }
    }
    return row[b.length()];
  }
}
