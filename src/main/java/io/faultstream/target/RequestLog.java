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

  /** Ids in the order they came; empty when the log cannot be read or its wording is unknown. */
  public static Optional<List<String>> open(Path log, LogWording wording) {
    if (wording == LogWording.UNKNOWN) {
      return Optional.empty();
    }
    try {
      String text = new String(Files.readAllBytes(log), StandardCharsets.UTF_8);
      return Optional.of(open(text, wording));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** The same of a text; a last line without its end was cut off and does not count. */
  static List<String> open(String text, LogWording wording) {
    Pattern pattern = wording == LogWording.ENGINE ? ENGINE : RUNTIME;
    Set<String> open = new LinkedHashSet<>();
    String whole = text.substring(0, text.lastIndexOf('\n') + 1);
    whole.lines().forEach(line -> line(pattern.matcher(line), open));
    return List.copyOf(open);
  }

  private static void line(Matcher matcher, Set<String> open) {
    if (!matcher.find()) {
      return;
    }
    switch (matcher.group(1)) {
      case "received", "New", "Decode", "Prefill" -> open.add(matcher.group(2));
      default -> open.remove(matcher.group(2));
    }
  }
}
