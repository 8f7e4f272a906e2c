package io.faultstream.cluster.engine;

import io.faultstream.cluster.discovery.EngineLimits;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Which sequences run and which wait, as the mocker's vLLM scheduler does it: running ones first,
 * then the queue in order of arrival while there are slots, blocks (1 % stay free as a watermark)
 * and room for prompt tokens; long prompts are computed in pieces; when blocks run out, the
 * youngest running sequence is preempted and starts again. No sequence outgrows the context or the
 * whole cache. No prefix cache. A sequence whose prompt is still to come from another engine counts
 * as waiting and takes its blocks when it is there. For the engine's thread.
 */
final class Batch {

  private static final double WATERMARK = 0.01;

  private final EngineLimits limits;
  private final int mostTokens;
  private final KvBlocks blocks;
  private final Set<Sequence> expected = new LinkedHashSet<>();
  private final Deque<Sequence> waiting = new ArrayDeque<>();
  private final List<Sequence> running = new ArrayList<>();
  private final List<Sequence> emitting = new ArrayList<>();
  private int preemptions;
  private int kept;

  Batch(EngineLimits limits) {
    this.limits = limits;
    long cacheTokens = (long) limits.kvBlocks() * limits.blockTokens();
    this.mostTokens = (int) Math.min(limits.contextTokens(), cacheTokens);
    this.blocks = new KvBlocks(limits.kvBlocks());
  }

  /** Queues a sequence, or fails it when it can never run. */
  void add(Sequence sequence) {
    int prompt = sequence.promptTokens();
    if (prompt >= mostTokens) {
      sequence.output().failed("prompt of " + prompt + " tokens, room for " + mostTokens);
    } else {
      waiting.add(sequence);
    }
  }

  /** Its prompt is on the way from another engine. */
  void expect(Sequence sequence) {
    expected.add(sequence);
  }

  /** Its prompt is here: it waits for its turn. */
  void arrived(Sequence sequence) {
    if (expected.remove(sequence)) {
      add(sequence);
    }
  }

  /** Its prompt does not come. */
  void lost(Sequence sequence) {
    if (expected.remove(sequence)) {
      sequence.output().promptLost();
    }
  }

  /** Takes back the blocks of one that was complete and kept them. */
  void free(Sequence sequence) {
    blocks.release(sequence);
  }

  /** Takes a sequence out; false when it is not here any more. */
  boolean remove(Sequence sequence) {
    emitting.remove(sequence);
    if (running.remove(sequence)) {
      blocks.release(sequence);
      return true;
    }
    return waits(sequence);
  }

  private boolean waits(Sequence sequence) {
    return waiting.remove(sequence) || expected.remove(sequence);
  }

  /** Ends a sequence and keeps its slot and blocks for ever; false when it is not here any more. */
  boolean keep(Sequence sequence) {
    emitting.remove(sequence);
    if (running.remove(sequence)) {
      kept++;
      return true;
    }
    return waits(sequence);
  }

  /** Whether it has not ended. */
  boolean has(Sequence sequence) {
    return running.contains(sequence) || waiting.contains(sequence) || expected.contains(sequence);
  }

  /** Plans the next step and returns the prompt tokens it computes; then see {@link #decodes}. */
  int plan() {
    emitting.clear();
    growRunning();
    int room = limits.maxBatchedTokens();
    for (Sequence sequence : running) {
      if (!sequence.prefilled()) {
        room -= computePiece(sequence, room);
      }
    }
    while (room > 0 && admitNext()) {
      Sequence next = running.get(running.size() - 1);
      room -= next.prefilled() ? 0 : computePiece(next, room);
    }
    return limits.maxBatchedTokens() - room;
  }

  private int computePiece(Sequence sequence, int room) {
    int piece = Math.min(sequence.toCompute(), room);
    sequence.compute(piece);
    if (piece > 0 && sequence.toCompute() == 0) {
      emitting.add(sequence);
    }
    return piece;
  }

  private void growRunning() {
    for (int i = 0; i < running.size(); i++) {
      Sequence sequence = running.get(i);
      while (!blocks.grow(sequence, limits.blocksFor(sequence.tokens() + 1))) {
        preemptYoungest();
        if (i >= running.size()) {
          return;
        }
      }
    }
  }

  private void preemptYoungest() {
    Sequence youngest = running.remove(running.size() - 1);
    blocks.release(youngest);
    youngest.forget();
    waiting.addFirst(youngest);
    preemptions++;
  }

  private boolean admitNext() {
    Sequence next = waiting.peek();
    if (next == null || runningCount() >= limits.maxSequences()) {
      return false;
    }
    int needed = limits.blocksFor(next.tokens() + 1);
    if (blocks.used() + needed > admissible() || !blocks.grow(next, needed)) {
      return false;
    }
    running.add(waiting.remove());
    return true;
  }

  /** A sequence that outgrew the watermark must still be able to come back alone. */
  private int admissible() {
    return running.isEmpty() ? blocks.total() : (int) (blocks.total() * (1 - WATERMARK));
  }

  /** Whether the planned step also gives tokens to sequences whose prompt was computed before. */
  boolean decodes() {
    boolean any = false;
    for (Sequence sequence : running) {
      if (sequence.prefilled() && sequence.toCompute() == 1) {
        sequence.compute(1);
        emitting.add(sequence);
        any = true;
      }
    }
    return any;
  }

  /** The step is over: each sequence of it gets its token; complete ones leave. */
  void emit() {
    for (Sequence sequence : emitting) {
      sequence.emit();
      if (sequence.complete(mostTokens)) {
        running.remove(sequence);
        if (!sequence.output().keepsPrompt()) {
          blocks.release(sequence);
        }
        sequence.finish();
      }
    }
    emitting.clear();
  }

  /** Nothing can be computed now: none runs, and none that waits has room. */
  boolean stepEmpty() {
    return emitting.isEmpty() && running.isEmpty();
  }

  /** Slots that are taken. */
  int runningCount() {
    return running.size() + kept;
  }

  int waitingCount() {
    return waiting.size() + expected.size();
  }

  int preemptions() {
    return preemptions;
  }

  KvBlocks blocks() {
    return blocks;
  }
}
