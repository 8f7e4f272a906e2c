package io.faultstream.cluster.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.faultstream.cluster.discovery.EngineLimits;
import java.util.List;
import org.junit.jupiter.api.Test;

final class BatchTest {

  private final RecordedOutput first = new RecordedOutput();
  private final RecordedOutput second = new RecordedOutput();

  private static int step(Batch batch) {
    int promptTokens = batch.plan();
    batch.decodes();
    batch.emit();
    return promptTokens;
  }

  @Test
  void eachStepGivesOneTokenToEachRunningSequence() {
    Batch batch = new Batch(new EngineLimits(100, 4, 8, 8192, 1000));
    batch.add(first.sequence(10, 3));
    assertThat(step(batch)).isEqualTo(10);
    batch.add(second.sequence(5, 2));
    assertThat(step(batch)).isEqualTo(5);
    assertThat(first.tokens).containsExactly(" 0", " 1");
    assertThat(second.tokens).containsExactly(" 0");
    assertThat(step(batch)).isZero();
    assertThat(first.ends).containsExactly("finished 3 of 10");
    assertThat(second.ends).containsExactly("finished 2 of 5");
    assertThat(batch.stepEmpty()).isTrue();
    assertThat(batch.waitingCount()).isZero();
    assertThat(batch.blocks().used()).isZero();
  }

  @Test
  void slotsAreLimitedAndTheQueueKeepsItsOrder() {
    Batch batch = new Batch(new EngineLimits(100, 4, 1, 8192, 1000));
    batch.add(first.sequence(4, 2));
    batch.add(second.sequence(4, 1));
    step(batch);
    assertThat(batch.runningCount()).isEqualTo(1);
    assertThat(batch.waitingCount()).isEqualTo(1);
    step(batch);
    assertThat(second.tokens).isEmpty();
    step(batch);
    assertThat(second.ends).containsExactly("finished 1 of 4");
  }

  @Test
  void promptComputedElsewhereIsNotComputedAgain() {
    for (int promptTokens : List.of(1, 10, 250)) {
      Batch batch = new Batch(new EngineLimits(100, 64, 8, 100, 1000));
      RecordedOutput output = new RecordedOutput();
      batch.add(output.prefilled(promptTokens, 2));
      assertThat(step(batch)).isZero();
      assertThat(output.tokens).containsExactly(" 0");
      assertThat(batch.blocks().used()).isEqualTo((promptTokens + 1 + 63) / 64);
      assertThat(step(batch)).isZero();
      assertThat(output.ends).containsExactly("finished 2 of " + promptTokens);
    }
  }

  @Test
  void promptComputedElsewhereIsComputedHereAfterAPreemption() {
    Batch batch = new Batch(new EngineLimits(5, 4, 8, 8192, 1000));
    batch.add(first.prefilled(7, 6));
    batch.add(second.prefilled(7, 2));
    assertThat(step(batch)).isZero();
    assertThat(step(batch)).isZero();
    assertThat(batch.preemptions()).isEqualTo(1);
    assertThat(second.tokens).containsExactly(" 0");
    for (int i = 0; i < 4; i++) {
      assertThat(step(batch)).isZero();
    }
    assertThat(first.ends).containsExactly("finished 6 of 7");
    assertThat(step(batch)).isEqualTo(8);
    assertThat(second.tokens).containsExactly(" 0", " 1");
  }

  @Test
  void keptPromptHoldsItsBlocksAndNoSlotUntilItIsFreed() {
    Batch batch = new Batch(new EngineLimits(4, 4, 1, 8192, 1000));
    first.keeps = true;
    Sequence kept = first.sequence(10, 1);
    batch.add(kept);
    step(batch);
    assertThat(first.ends).containsExactly("finished 1 of 10");
    assertThat(batch.runningCount()).isZero();
    assertThat(batch.blocks().used()).isEqualTo(3);
    batch.add(second.sequence(10, 1));
    step(batch);
    assertThat(second.ends).as("there is no room beside it").isEmpty();
    batch.free(kept);
    batch.free(kept);
    assertThat(batch.blocks().used()).isZero();
    step(batch);
    assertThat(second.ends).containsExactly("finished 1 of 10");
  }

  @Test
  void promptOnItsWayIsDecodedOnceItIsThere() {
    Batch batch = new Batch(new EngineLimits(100, 4, 8, 8192, 1000));
    Sequence expected = first.prefilled(10, 1);
    batch.expect(expected);
    step(batch);
    assertThat(batch.stepEmpty()).isTrue();
    assertThat(batch.waitingCount()).isEqualTo(1);
    assertThat(batch.has(expected)).isTrue();
    batch.arrived(expected);
    batch.arrived(expected);
    assertThat(step(batch)).isZero();
    assertThat(first.ends).containsExactly("finished 1 of 10");
    batch.lost(expected);
    assertThat(first.ends).hasSize(1);
  }

  @Test
  void promptThatDoesNotComeEndsItsSequence() {
    Batch batch = new Batch(new EngineLimits(100, 4, 8, 8192, 1000));
    Sequence expected = first.prefilled(10, 1);
    batch.expect(expected);
    batch.lost(expected);
    batch.arrived(expected);
    step(batch);
    assertThat(first.ends).containsExactly("prompt lost");
    Sequence cancelled = second.prefilled(10, 1);
    batch.expect(cancelled);
    assertThat(batch.remove(cancelled)).isTrue();
    batch.lost(cancelled);
    assertThat(second.ends).isEmpty();
    assertThat(batch.waitingCount()).isZero();
  }

  @Test
  void longPromptsAreComputedInPieces() {
    Batch batch = new Batch(new EngineLimits(100, 64, 8, 100, 1000));
    batch.add(first.sequence(250, 1));
    assertThat(List.of(step(batch), step(batch))).containsExactly(100, 100);
    assertThat(first.tokens).isEmpty();
    assertThat(step(batch)).isEqualTo(50);
    assertThat(first.tokens).hasSize(1);
  }

  @Test
  void theYoungestIsPreemptedWhenBlocksRunOutAndLosesNoToken() {
    Batch batch = new Batch(new EngineLimits(10, 4, 8, 8192, 1000));
    batch.add(first.sequence(15, 18));
    batch.add(second.sequence(15, 18));
    for (int i = 0; i < 100 && first.ends.size() + second.ends.size() < 2; i++) {
      step(batch);
    }
    assertThat(batch.preemptions()).isPositive();
    assertThat(first.ends).containsExactly("finished 18 of 15");
    assertThat(second.ends).containsExactly("finished 18 of 15");
    assertThat(second.tokens).doesNotHaveDuplicates().hasSize(18);
  }

  @Test
  void contextAndCacheBoundTheAnswer() {
    Batch context = new Batch(new EngineLimits(1000, 4, 8, 8192, 20));
    context.add(first.sequence(18, 100));
    step(context);
    step(context);
    assertThat(first.ends).containsExactly("finished 2 of 18");
    context.add(second.sequence(20, 1));
    assertThat(second.ends).containsExactly("failed prompt of 20 tokens, room for 20");
    Batch cache = new Batch(new EngineLimits(2, 4, 8, 8192, 1000));
    cache.add(first.sequence(6, 100));
    step(cache);
    step(cache);
    assertThat(first.ends).hasSize(2).endsWith("finished 2 of 6");
  }

  @Test
  void aKeptSequenceLeavesItsSlotAndItsBlocksTaken() {
    Batch batch = new Batch(new EngineLimits(100, 4, 1, 8192, 1000));
    Sequence kept = first.sequence(10, 3);
    batch.add(kept);
    step(batch);
    int used = batch.blocks().used();
    assertThat(batch.keep(kept)).isTrue();
    assertThat(batch.keep(kept)).isFalse();
    assertThat(batch.has(kept)).isFalse();
    Sequence waiting = second.sequence(4, 1);
    batch.add(waiting);
    step(batch);
    assertThat(first.tokens).hasSize(1);
    assertThat(second.tokens).isEmpty();
    assertThat(batch.stepEmpty()).isTrue();
    assertThat(batch.runningCount()).isEqualTo(1);
    assertThat(batch.blocks().used()).isEqualTo(used).isPositive();
    assertThat(batch.keep(waiting)).isTrue();
    assertThat(batch.waitingCount()).isZero();
    assertThat(batch.runningCount()).isEqualTo(1);
  }

  @Test
  void aRemovedSequenceFreesItsBlocks() {
    Batch batch = new Batch(new EngineLimits(100, 4, 8, 8192, 1000));
    Sequence sequence = first.sequence(10, 3);
    batch.add(sequence);
    batch.plan();
    assertThat(batch.remove(sequence)).isTrue();
    batch.emit();
    assertThat(batch.remove(sequence)).isFalse();
    assertThat(first.tokens).isEmpty();
    assertThat(batch.blocks().used()).isZero();
  }
}
