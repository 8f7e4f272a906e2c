package io.faultstream.network.namespace;

import java.io.IOException;
import java.util.List;

/** Runs programs of this machine to their end. */
@FunctionalInterface
interface Commands {
  /**
   * Runs one.
   *
   * @param words program and arguments, never a shell string
   * @return what it wrote to its standard output
   * @throws IOException when it cannot be started, fails or takes too long: with what it said
   * @throws InterruptedException when interrupted; the program is ended
   */
  String run(List<String> words) throws IOException, InterruptedException;

  /** Runs one; when that fails, what it said is added to the failures. */
  default void attempt(List<String> words, List<String> failures) throws InterruptedException {
    try {
      run(words);
    } catch (IOException e) {
      failures.add(String.valueOf(e.getMessage()));
    }
  }

  /** Runs all in this order; the first that fails is the last. */
  default void runAll(List<List<String>> all) throws IOException, InterruptedException {
    for (List<String> words : all) {
      run(words);
    }
  }
}
