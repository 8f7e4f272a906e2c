package io.faultstream.measure.census;

/**
 * What one process held.
 *
 * @param sockets open sockets
 * @param files open file descriptors, sockets among them
 * @param threads threads
 * @param residentBytes resident set, bytes
 */
public record Held(long sockets, long files, long threads, long residentBytes) {

  /** The same with so many sockets, which are files too. */
  Held withSockets(long others) {
    return new Held(others, files - sockets + others, threads, residentBytes);
  }

  /** The larger of each. */
  Held or(Held other) {
    return new Held(
        Math.max(sockets, other.sockets),
        Math.max(files, other.files),
        Math.max(threads, other.threads),
        Math.max(residentBytes, other.residentBytes));
  }
}
