package io.faultstream.judge;

/**
 * What one claim found.
 *
 * @param verdict whether it holds
 * @param evidence the numbers behind it, one or two sentences
 * @param definite a stream was definitely lost or corrupted, an instance lost that nobody touched,
 *     or a process ended that shall live on: stands even in a run that is not valid
 */
public record Finding(Verdict verdict, String evidence, boolean definite) {

  /** It holds. */
  public static Finding pass(String evidence) {
    return new Finding(Verdict.PASS, evidence, false);
  }

  /** There is not enough evidence to say. */
  public static Finding inconclusive(String evidence) {
    return new Finding(Verdict.INCONCLUSIVE, evidence, false);
  }

  /** It does not hold. */
  public static Finding fail(String evidence) {
    return new Finding(Verdict.FAIL, evidence, false);
  }

  /** It does not hold, and something was {@code definite}ly lost or corrupted. */
  public static Finding lost(String evidence, boolean definite) {
    return new Finding(Verdict.FAIL, evidence, definite);
  }

  /** The worse verdict of the two, with the evidence of both. */
  public Finding and(Finding other) {
    return new Finding(
        verdict.worst(other.verdict), evidence + "; " + other.evidence, definite || other.definite);
  }
}
