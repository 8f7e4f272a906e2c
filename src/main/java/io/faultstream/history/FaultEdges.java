package io.faultstream.history;

/**
 * The moments at which a fault was about to be injected or undone, in the order they came. The
 * nemesis adds, each stream looks: a stream keeps the gap across each edge that falls into it.
 * Edges are numbered from 0; {@code faults.jsonl} says which is which. One writer at a time, any
 * number of readers.
 */
public final class FaultEdges {
  private volatile long[] nanos = {};

  /**
   * Adds an edge; its time must not lie before the last one's.
   *
   * @return the number of the edge
   */
  public synchronized int add(long atNanos) {
    long[] next = java.util.Arrays.copyOf(nanos, nanos.length + 1);
    next[nanos.length] = atNanos;
    nanos = next;
    return next.length - 1;
  }

  /** How many there are so far. */
  public int count() {
    return nanos.length;
  }

  /** The moment of edge {@code number}, nanoseconds from the run's start. */
  public long at(int number) {
    return nanos[number];
  }
}
