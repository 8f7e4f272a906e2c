package io.faultstream.report;

import io.faultstream.judge.ClaimResult;
import io.faultstream.judge.Judgement;
import io.faultstream.judge.Verdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The claims in the order a reader wants them: the worst first, else as they were asked for. */
final class ClaimRows {
  private static final Comparator<ClaimResult> WORST_FIRST =
      Comparator.comparing(ClaimResult::verdict, Comparator.reverseOrder());

  private ClaimRows() {}

  /**
   * ClaimRows about one subject.
   *
   * @param subject its name, with a capital
   * @param worst the worst verdict of them
   * @param claims the worst first
   */
  record Group(String subject, Verdict worst, List<Line> claims) {}

  /** A claim as it is shown. */
  record Line(Verdict verdict, String sign, String id, String text, String evidence) {
    private Line(ClaimResult c) {
      this(c.verdict(), Figures.sign(c.verdict()), c.id(), c.text(), c.evidence());
    }
  }

  /** By subject; the subject with the worst claim first, equals in the order asked for. */
  static List<Group> grouped(Judgement judgement) {
    Map<String, List<ClaimResult>> bySubject = new LinkedHashMap<>();
    for (ClaimResult claim : judgement.claims()) {
      bySubject.computeIfAbsent(claim.subject(), s -> new ArrayList<>()).add(claim);
    }
    return bySubject.entrySet().stream()
        .map(e -> group(e.getKey(), e.getValue().stream().sorted(WORST_FIRST).toList()))
        .sorted(Comparator.comparing(Group::worst, Comparator.reverseOrder()))
        .toList();
  }

  private static Group group(String subject, List<ClaimResult> worstFirst) {
    return new Group(
        Figures.capital(subject),
        worstFirst.get(0).verdict(),
        worstFirst.stream().map(Line::new).toList());
  }

  /** Those that do not hold, the worst first. */
  static List<ClaimResult> notHeld(Judgement judgement) {
    return judgement.claims().stream()
        .filter(c -> c.verdict() != Verdict.PASS)
        .sorted(WORST_FIRST)
        .toList();
  }

  /** How many ended how, in words: "2 FAIL, 7 PASS". */
  static String tally(Judgement judgement) {
    String text =
        Arrays.stream(Verdict.values())
            .sorted(Comparator.reverseOrder())
            .map(v -> count(judgement, v) + " " + v)
            .filter(t -> !t.startsWith("0 "))
            .collect(Collectors.joining(", "));
    return text.isEmpty() ? "no claims" : text;
  }

  private static long count(Judgement judgement, Verdict verdict) {
    return judgement.claims().stream().filter(c -> c.verdict() == verdict).count();
  }
}
