package io.faultstream.judge;

import java.util.List;

/**
 * The verdict of a run: {@code verdict.json}.
 *
 * @param schema version of this record's JSON form, {@link #SCHEMA}
 * @param simulation name of the simulation
 * @param target kind of the target
 * @param verdict of the run
 * @param reason why, one line
 * @param claims each claim with its evidence, in the order they were asked for
 */
public record Judgement(
    int schema,
    String simulation,
    String target,
    Verdict verdict,
    String reason,
    List<ClaimResult> claims) {
  /** The version that this code writes. */
  public static final int SCHEMA = 1;

  public Judgement {
    claims = List.copyOf(claims);
  }
}
