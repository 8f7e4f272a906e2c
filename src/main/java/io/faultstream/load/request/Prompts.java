package io.faultstream.load.request;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.faultstream.spec.LoadSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The prompt of each request, a function of the run's seed and the request's number alone.
 * Immutable and thread-safe.
 */
public final class Prompts {
  private static final String QUESTION = "Tell me a long long long story about yourself?";

  /** As long as the originals' long prompts: of migration, and of cancellation. */
  private static final String LONG = longQuestion(8_000);

  private static final String LONGEST = longQuestion(16_000);

  private final LoadSpec load;
  private final long seed;
  private final List<String> fromFile;

  private static String longQuestion(int words) {
    return QUESTION + " Make sure it is" + " long".repeat(words) + "!";
  }

  private Prompts(LoadSpec load, long seed, List<String> fromFile) {
    this.load = load;
    this.seed = seed;
    this.fromFile = fromFile;
  }

  /**
   * The prompts that a load asks for.
   *
   * @throws IOException when its file cannot be read, is empty, or a line has no {@code prompt}
   */
  public static Prompts of(LoadSpec load, long seed) throws IOException {
    List<String> fromFile =
        load.promptFile().isPresent() ? read(Path.of(load.promptFile().get())) : List.of();
    return new Prompts(load, seed, fromFile);
  }

  private static List<String> read(Path file) throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    List<String> prompts = new ArrayList<>();
    int number = 0;
    for (String line : Files.readAllLines(file)) {
      number++;
      if (!line.isBlank()) {
        JsonNode prompt = mapper.readTree(line).path("prompt");
        if (!prompt.isTextual()) {
          throw new IOException(file + ", line " + number + ": no text named \"prompt\"");
        }
        prompts.add(prompt.textValue());
      }
    }
    if (prompts.isEmpty()) {
      throw new IOException(file + " holds no prompt");
    }
    return prompts;
  }

  /** The prompt of request number {@code id}. */
  public String prompt(long id) {
    return switch (load.prompt()) {
      case QUESTION -> QUESTION;
      case LONG -> LONG;
      case LONGEST -> LONGEST;
      case FILE -> fromFile.get((int) (id % fromFile.size()));
      case DIGITS -> digits(new SplittableRandom(seed ^ (id * 0x9E3779B97F4A7C15L)));
    };
  }

  private String digits(SplittableRandom random) {
    StringBuilder text = new StringBuilder(load.inputTokens() * 2);
    for (int i = 0; i < load.inputTokens(); i++) {
      text.append(i == 0 ? "" : " ").append((char) ('0' + random.nextInt(10)));
    }
    return text.toString();
  }
}
