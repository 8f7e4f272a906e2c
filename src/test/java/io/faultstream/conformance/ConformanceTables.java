package io.faultstream.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;

/** What the README says of the checks and of the differences, made from them. Stateless. */
public final class ConformanceTables {
  private static final Path SOURCES = Path.of("src/test/java/io/faultstream/conformance");

  /** A check is a method that is neither private nor inherited. */
  private static final Pattern CHECK = Pattern.compile("(?m)^  void (\\w+)\\(");

  private ConformanceTables() {}

  /**
   * Both tables, with an empty line around each.
   *
   * @throws IOException when a source cannot be read
   */
  public static String markdown() throws IOException {
    return "\n" + subjects() + "\n" + differences() + "\n";
  }

  private static String subjects() throws IOException {
    StringBuilder table = new StringBuilder("| subject | what is checked on both |\n|---|---|\n");
    List<Path> files;
    try (Stream<Path> all = Files.list(SOURCES)) {
      files = all.filter(file -> file.toString().endsWith("Conformance.java")).sorted().toList();
    }
    for (Path file : files) {
      Optional<String> subject = subject(file);
      if (subject.isPresent()) {
        table.append("| ").append(subject.orElseThrow()).append(" | ");
        table.append(checks(Files.readString(file))).append(" |\n");
      }
    }
    return table.toString();
  }

  private static Optional<String> subject(Path file) {
    String name = file.getFileName().toString().replace(".java", "");
    try {
      Class<?> type = Class.forName(ConformanceTables.class.getPackageName() + "." + name);
      return Optional.ofNullable(type.getAnnotation(DisplayName.class)).map(DisplayName::value);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String checks(String source) {
    return CHECK
        .matcher(source)
        .results()
        .map(MatchResult.class::cast)
        .map(check -> words(check.group(1)))
        .collect(Collectors.joining("; "));
  }

  private static String words(String name) {
    return name.replaceAll("(\\p{Lu}|\\d+)", " $1").toLowerCase(Locale.ROOT);
  }

  private static String differences() {
    StringBuilder table =
        new StringBuilder(
            """
            | what stays different | embedded | Dynamo 1.6.1 with its mocker | why |
            |---|---|---|---|
            """);
    for (Difference difference : Difference.values()) {
      table
          .append("| ")
          .append(difference.what())
          .append(" | ")
          .append(difference.on(Kind.EMBEDDED))
          .append(" | ")
          .append(difference.on(Kind.DYNAMO))
          .append(" | ")
          .append(difference.reason())
          .append(" |\n");
    }
    return table.toString();
  }
}
