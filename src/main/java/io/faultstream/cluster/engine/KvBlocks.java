package io.faultstream.cluster.engine;

/** The KV cache as a number of blocks that sequences hold. For the engine's thread. */
final class KvBlocks {

  private final int total;
  private int used;

  KvBlocks(int total) {
    this.total = total;
  }

  /** Lets the sequence hold so many blocks in all; false when there are too few left. */
  boolean grow(Sequence sequence, int blocks) {
    int more = blocks - sequence.blocks();
    if (more <= 0) {
      return true;
    }
    if (more > total - used) {
      return false;
    }
    used += more;
    sequence.hold(blocks);
    return true;
  }

  /** Takes back all blocks of a sequence. */
  void release(Sequence sequence) {
    used -= sequence.blocks();
    sequence.hold(0);
  }

  int used() {
    return used;
  }

  int total() {
    return total;
  }

  double usedShare() {
    return (double) used / total;
  }
}
