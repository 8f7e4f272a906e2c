package io.faultstream.cli.shelf;

import io.faultstream.history.RunFolder;
import io.faultstream.judge.Judgement;
import java.time.Instant;
import java.util.Optional;

/**
 * One stored run as it is listed.
 *
 * @param simulation name of the simulation
 * @param folder where it is
 * @param started when it was started, by the folder's name
 * @param judgement its verdict; empty where it has none that can be read
 * @param bytes all its files together
 * @param latest whether {@code latest} points at it
 */
public record ShelvedRun(
    String simulation,
    RunFolder folder,
    Instant started,
    Optional<Judgement> judgement,
    long bytes,
    boolean latest) {

  /** The verdict's name, or {@code NONE}. */
  public String verdict() {
    return judgement.map(j -> j.verdict().name()).orElse("NONE");
  }

  /** The verdict's reason, or why there is none. */
  public String reason() {
    return judgement.map(Judgement::reason).orElse("it has no verdict that can be read");
  }
}
