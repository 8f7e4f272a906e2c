package io.faultstream.measure;

import io.faultstream.history.FaultEvent;
import io.faultstream.spec.FaultKind;
import io.faultstream.spec.Phase;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When a fault was really in force, from its recorded steps. Nanoseconds from the run's start,
 * {@code null} where the step was not reached.
 *
 * @param id the fault's id in the spec
 * @param kind what was broken
 * @param phase the phase it belongs to
 * @param victim who was hit, empty when none was chosen
 * @param injectNanos right before it was injected
 * @param injectEdge number of that edge
 * @param effectNanos first proof of its effect
 * @param effectProven whether that proof was had
 * @param undoNanos right before it was undone
 * @param undoEdge number of that edge
 * @param undoneNanos first proof that it is undone
 * @param undoProven whether that proof was had
 * @param healthyBefore whether the target was healthy before it
 * @param healthyAfter whether it was healthy again within its budget
 * @param load what the victim was doing
 * @param noticed what the target's health told of it; empty where it need not, or where the run
 *     ended before it had to
 * @param evidence the sentences of all steps in order
 */
public record FaultWindow(
    String id,
    FaultKind kind,
    Phase phase,
    String victim,
    @Nullable Long injectNanos,
    @Nullable Integer injectEdge,
    @Nullable Long effectNanos,
    boolean effectProven,
    @Nullable Long undoNanos,
    @Nullable Integer undoEdge,
    @Nullable Long undoneNanos,
    boolean undoProven,
    boolean healthyBefore,
    boolean healthyAfter,
    Optional<FaultEvent.VictimLoad> load,
    Optional<Noticed> noticed,
    List<String> evidence) {

  /**
   * What the target's own health told of the victim's loss.
   *
   * @param atNanos when that was seen, or its time was over
   * @param told whether it stopped telling of the victim
   * @param evidence one sentence
   */
  public record Noticed(long atNanos, boolean told, String evidence) {}
}
