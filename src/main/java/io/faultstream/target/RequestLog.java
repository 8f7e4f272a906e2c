package io.faultstream.target;

import io.faultstream.history.VersionProfile.LogWording;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which requests a worker's log shows as received and not ended, by the wording of its version. The
 * runtime's: {@code request received request_id=<id>} against {@code request completed}, {@code
 * finished} or {@code aborted} with the same id. The engines' older one: {@code Decode Request ID:
 * <id>} (also New and Prefill) against {@code Aborted Request ID: <id>}; it does not tell who has
 * finished, so that those stay in the list. Stateless.
 */
public final class RequestLog {
  private static final String ID = "\"?([0-9A-Za-z._-]+)";

  private static final Pattern RUNTIME =
      Pattern.compile(
          "request (received|completed|finished|aborted)\\b.*?(?<!\\w)(?:request_)?id=" + ID);

  private static final Pattern ENGINE =
      Pattern.compile("(New|Decode|Prefill|Aborted)(?: Prefill| SGLang)? Request ID: " + ID);

  private RequestLog() {}

  /**
   * Ids in the order they came; empty when the log cannot be read, its wording is unknown, or no
   * line of it names a request: then it may not be written at this level.
   */
  public static Optional<List<String>> open(Path log, LogWording wording) {
    if (wording == LogWording.UNKNOWN) {
      return Optional.empty();
    }
    try {
      String text = new String(Files.readAllBytes(log), StandardCharsets.UTF_8);
      return open(text, wording);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** A last line without its end was cut off and does not count. */
  private static Optional<List<String>> open(String text, LogWording wording) {
    Pattern pattern = wording == LogWording.ENGINE ? ENGINE : RUNTIME;
    Set<String> open = new LinkedHashSet<>();
    String whole = text.substring(0, text.lastIndexOf('\n') + 1);
    long named = whole.lines().filter(line -> named(pattern.matcher(line), open)).count();
    return named == 0 ? Optional.empty() : Optional.of(List.copyOf(open));
  }

  private static boolean named(Matcher matcher, Set<String> open) {
    if (!matcher.find()) {
      return false;
    }
    switch (matcher.group(1)) {
      case "received", "New", "Decode", "Prefill" -> open.add(matcher.group(2));
      default -> open.remove(matcher.group(2));
    }
    return true;
  }
}
