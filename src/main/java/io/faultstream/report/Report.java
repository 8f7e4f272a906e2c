package io.faultstream.report;

/** The page of a run, {@code report.html}: one file that opens without a network. Thread-safe. */
public final class Report {
  private Report() {}

  /** The whole page as text. A pure function of its input. */
  public static String html(ReportInput input) {
    throw new UnsupportedOperationException("not yet: " + input.judgement().simulation());
  }
}
