package io.faultstream.measure.census;

import org.jspecify.annotations.Nullable;

/**
 * One process before and after; one that was started in the place of another has the same name and
 * is another process.
 *
 * @param process its name: {@code generator}, {@code frontend}, a worker's
 * @param pid its number
 * @param before at its last reading in the standard phase; {@code null} where it was not read then.
 *     Its sockets are the fewest of any reading until then, so that those of requests in flight at
 *     that moment do not count, unless connections are used again
 * @param after at its last reading, which came after the last request's end; {@code null} where
 *     there was none
 * @param most the largest of each figure over all readings
 * @param ended whether it was gone, or another had its name, when it was last looked for
 */
public record ProcessCensus(
    String process,
    long pid,
    @Nullable Held before,
    @Nullable Held after,
    Held most,
    boolean ended) {

  @Override
  public String toString() {
    return process + " (pid " + pid + ")";
  }
}
