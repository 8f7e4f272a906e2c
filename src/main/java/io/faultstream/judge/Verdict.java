package io.faultstream.judge;

/** The result of a claim or of a run. In this order the later one outranks the earlier. */
public enum Verdict {
  /** It holds. */
  PASS,
  /** There is not enough evidence to say. */
  INCONCLUSIVE,
  /** It holds, but worse than the accepted runs. */
  REGRESSED,
  /** It does not hold. */
  FAIL;

  /** The one of the two that outranks the other. */
  public Verdict worst(Verdict other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
