package io.faultstream.golden;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import io.faultstream.history.Json;
import io.faultstream.judge.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One golden run: what differs from the healthy base, and what its claim must say. {@code
 * golden/README.md} says how one is written.
 *
 * @param why what happened in this run, one sentence
 * @param from another case whose edits come first, as {@code claim/pass}; empty: the base alone
 * @param limits limits of the claim, where they are not the base's
 * @param says a part of the evidence, so that the verdict is given for the right reason
 * @param edits changes by the file they are made to, in their order
 */
record GoldenCase(
    String why,
    Optional<String> from,
    Map<String, Double> limits,
    String says,
    Map<String, List<Edit>> edits) {
  static final Path GOLDEN = Path.of("src/test/resources/golden");

  GoldenCase {
    if (why == null || why.isBlank() || says == null || says.isBlank()) {
      throw new IllegalArgumentException("'why' and 'says' must be given");
    }
    limits = limits == null ? Map.of() : Map.copyOf(limits);
    edits = edits == null ? Map.of() : edits;
  }

  /**
   * One change to the lines of a file; a file that is one JSON value is one line.
   *
   * @param where values that a line must have, by dotted path; {@code null}: every line
   * @param set values to merge into it (RFC 7396: null removes)
   * @param shift numbers to add to its own, by dotted path
   * @param remove whether the line goes
   * @param add a line to add at the end
   * @param missing whether the whole file is not there
   */
  record Edit(
      JsonNode where,
      JsonNode set,
      Map<String, Long> shift,
      boolean remove,
      JsonNode add,
      @JsonProperty("missing") boolean missing) {}

  /** Which of the three runs of a claim. */
  enum Kind {
    PASS("pass"),
    FAIL("fail"),
    INCONCLUSIVE("too-little");

    private final String file;

    Kind(String file) {
      this.file = file;
    }

    /** Whether the claim may say this; a comparison does not fail, it finds a run worse. */
    boolean allows(Verdict verdict) {
      return name().equals(verdict.name()) || (this == FAIL && verdict == Verdict.REGRESSED);
    }

    /** The case's file for this claim. */
    Path of(String claim) {
      return GOLDEN.resolve(claim).resolve(file + ".json");
    }
  }

  /** The case in this file. */
  static GoldenCase read(Path file) throws IOException {
    try {
      return Json.reader(GoldenCase.class).readValue(Files.readString(file));
    } catch (IOException e) {
      throw new IOException(file + ": " + e.getMessage(), e);
    }
  }
}
