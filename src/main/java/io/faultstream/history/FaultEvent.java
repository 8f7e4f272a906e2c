package io.faultstream.history;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.faultstream.spec.FaultKind;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * One step of one fault: a line of {@code faults.jsonl}, written when the step is done.
 *
 * @param fault id of the fault in the spec
 * @param kind what is broken
 * @param victim who was hit, empty before it was chosen
 * @param step which step
 * @param atNanos when the observation was made, nanoseconds from the run's start
 * @param ok whether the step succeeded; false after {@link FaultStep#EFFECT}, {@link
 *     FaultStep#NOTICED} or {@link FaultStep#UNDONE} means unproven
 * @param evidence what was seen, one sentence
 * @param edge number of the edge in {@link FaultEdges}, for the two edges
 * @param load what the victim was doing, with {@link FaultStep#EFFECT} where the target can tell
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record FaultEvent(
    String fault,
    FaultKind kind,
    String victim,
    FaultStep step,
    long atNanos,
    boolean ok,
    String evidence,
    OptionalInt edge,
    Optional<VictimLoad> load) {

  /**
   * What the victim was doing when it was hit.
   *
   * @param gauge streams in flight by its own metric just before the fault
   * @param openRequests ids of requests that its log shows as received and not finished; empty when
   *     it cannot be known
   * @param requestsKnown whether {@code openRequests} could be read at all
   * @param migrationsBefore the frontend's counter of moved running streams just before the fault
   */
  public record VictimLoad(
      OptionalInt gauge,
      List<String> openRequests,
      boolean requestsKnown,
      OptionalLong migrationsBefore) {
    public VictimLoad {
      openRequests = List.copyOf(openRequests);
    }
  }
}
