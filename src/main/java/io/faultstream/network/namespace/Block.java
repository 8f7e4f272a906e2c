package io.faultstream.network.namespace;

import java.util.Collection;
import java.util.Optional;

/**
 * A block of IPv4 addresses.
 *
 * @param first its first address, as an unsigned number of 32 bits
 * @param length how many bits all of it shares, 0 to 32
 */
record Block(long first, int length) {
  private static final int BITS = 32;
  private static final long ALL = 0xFFFFFFFFL;

  /** 198.18.0.0/15, which RFC 2544 sets aside for tests of network equipment. */
  static final Block FOR_TESTS = new Block(198L << 24 | 18L << 16, 15);

  /** A network's own size: 256 addresses. */
  static final int OWN = 24;

  /** A route for as much as this is somebody's default and says nothing of single addresses. */
  private static final int COARSEST = 8;

  private static final int HOST = 1;
  private static final int FIRST_MEMBER = 10;

  Block {
    first &= mask(length);
  }

  private static long mask(int length) {
    return length == 0 ? 0 : ALL << (BITS - length) & ALL;
  }

  /** Reads {@code 10.0.0.0/8} or {@code 10.0.0.1}; empty when it is neither, as "default". */
  static Optional<Block> parse(String text) {
    String[] parts = text.split("/", -1);
    String[] numbers = parts[0].split("\\.", -1);
    if (parts.length > 2 || numbers.length != 4) {
      return Optional.empty();
    }
    try {
      int length = parts.length == 2 ? Integer.parseInt(parts[1]) : BITS;
      long address = 0;
      boolean valid = length >= 0 && length <= BITS;
      for (String number : numbers) {
        int value = Integer.parseInt(number);
        valid &= value >= 0 && value <= 255;
        address = address << 8 | value;
      }
      return valid ? Optional.of(new Block(address, length)) : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** Whether an address is in both. */
  boolean overlaps(Block other) {
    int shorter = Math.min(length, other.length);
    return (first & mask(shorter)) == (other.first & mask(shorter));
  }

  /**
   * A block of 256 addresses for tests that none of these touches; the search begins at one that
   * {@code start} chooses, so that two runs seldom want the same.
   */
  static Optional<Block> choose(Collection<Block> used, long start) {
    int count = 1 << (OWN - FOR_TESTS.length);
    for (int i = 0; i < count; i++) {
      long number = Math.floorMod(start + i, (long) count);
      Block block = new Block(FOR_TESTS.first + (number << (BITS - OWN)), OWN);
      if (used.stream().noneMatch(one -> one.length >= COARSEST && one.overlaps(block))) {
        return Optional.of(block);
      }
    }
    return Optional.empty();
  }

  /** The host's address in it. */
  String host() {
    return text(first + HOST);
  }

  /** A member's address in it, from 0. */
  String member(int number) {
    return text(first + FIRST_MEMBER + number);
  }

  private static String text(long address) {
    return (address >> 24)
        + "."
        + (address >> 16 & 255)
        + "."
        + (address >> 8 & 255)
        + "."
        + (address & 255);
  }

  /** As {@code 198.18.7.0/24}. */
  @Override
  public String toString() {
    return text(first) + "/" + length;
  }
}
