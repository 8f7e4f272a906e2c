package io.faultstream.cluster.time;

import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.UUID;

/**
 * The chance of one process: request ids and instance ids. Two processes with one seed still draw
 * different values, because the process id and the start time are mixed in: an instance that is
 * started again must be a new instance. Use by one thread only.
 */
public final class Chance {

  private static final long VERSION_4 = 0x4000L;
  private static final long VARIANT = 0x8000_0000_0000_0000L;

  private final SplittableRandom random;

  private Chance(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /** The chance of this process; without a seed every start differs anyway. */
  public static Chance ofProcess(OptionalLong seed) {
    long own = ProcessHandle.current().pid() * 0x9E37_79B9_7F4A_7C15L;
    return new Chance(
        seed.orElse(0) ^ own ^ System.nanoTime() ^ (System.currentTimeMillis() << 20));
  }

  /** A random (version 4) UUID. */
  public UUID uuid() {
    long high = (random.nextLong() & ~0xF000L) | VERSION_4;
    long low = (random.nextLong() >>> 2) | VARIANT;
    return new UUID(high, low);
  }

  /** An instance id: positive, below 2^62, never 0. */
  public long instanceId() {
    return random.nextLong(1, 1L << 62);
  }
}
