package io.faultstream.judge;

import java.util.List;
import java.util.Objects;

/**
 * The verdict of a run: {@code verdict.json}.
 *
 * @param schema version of this record's JSON form, {@link #SCHEMA}
 * @param simulation name of the simulation
 * @param target kind of the target
 * @param verdict of the run
 * @param reason why, one line
 * @param comparison what the comparison with the accepted runs found, or why there was none; empty
 *     where none was tried
 * @param claims each claim with its evidence, in the order they were asked for
 */
public record Judgement(
    int schema,
    String simulation,
    String target,
    Verdict verdict,
    String reason,
    String comparison,
    List<ClaimResult> claims) {
  /** The version that this code writes. */
  public static final int SCHEMA = 1;

  public Judgement {
    comparison = Objects.requireNonNullElse(comparison, "");
    claims = List.copyOf(claims);
  }

  /** A judgement without a comparison. */
  public Judgement(
      int schema,
      String simulation,
      String target,
      Verdict verdict,
      String reason,
      List<ClaimResult> claims) {
    this(schema, simulation, target, verdict, reason, "", claims);
  }

  /** The same, saying what the comparison found or why there was none. */
  public Judgement saying(String comparing) {
    return new Judgement(schema, simulation, target, verdict, reason, comparing, claims);
  }
}
