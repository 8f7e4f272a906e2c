package io.faultstream.time;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.SplittableRandom;
import java.util.zip.CRC32C;

/**
 * The one source of chance of a run. Each user of it takes a generator of its own by name, so that
 * one more draw in one place changes nothing in another; the same seed and name always give the
 * same numbers. Thread-safe; the generators it hands out are not.
 */
public record Chance(long seed) {

  /** A seed that nobody has chosen: at most 9 digits, so that it can be typed again. */
  public static long freshSeed() {
    return new SecureRandom().nextInt(1, 1_000_000_000);
  }

  /** The generator of this name. */
  public SplittableRandom named(String name) {
    CRC32C hash = new CRC32C();
    hash.update(name.getBytes(StandardCharsets.UTF_8));
    return new SplittableRandom(seed * 0x9E3779B97F4A7C15L + hash.getValue());
  }
}
