package io.faultstream.target;

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
 * Which requests a worker's log shows as received and not ended. Lines: {@code request received
 * request_id=<id>} against {@code request finished} or {@code request aborted} with the same id.
 * Stateless.
 */
public final class RequestLog {
  private static final Pattern LINE =
      Pattern.compile(
          "request (received|finished|aborted)\\b.*?(?<!\\w)(?:request_)?id=\"?([0-9A-Za-z._-]+)");

  private RequestLog() {}

  /** Ids in the order they came; empty when the log cannot be read. */
  public static Optional<List<String>> open(Path log) {
    try {
      return Optional.of(open(new String(Files.readAllBytes(log), StandardCharsets.UTF_8)));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** The same of a text; a last line without its end was cut off and does not count. */
  static List<String> open(String text) {
    Set<String> open = new LinkedHashSet<>();
    String whole = text.substring(0, text.lastIndexOf('\n') + 1);
    whole.lines().forEach(line -> line(line, open));
    return List.copyOf(open);
  }

  private static void line(String line, Set<String> open) {
    Matcher matcher = LINE.matcher(line);
    if (!matcher.find()) {
      return;
    }
    String id = matcher.group(2);
    if ("received".equals(matcher.group(1))) {
      open.add(id);
    } else {
      open.remove(id);
    }
  }
}
