package io.faultstream.target.traces;

import io.faultstream.history.trace.TraceEvent;
import io.faultstream.history.trace.TraceEvent.Step;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the logs in a folder say of certain requests, by the wordings of Dynamo's runtime, of the
 * counting engine and of the embedded cluster (reference: real-dynamo.md, 4.1 and 8.1). The file's
 * name tells whose log it is: {@code worker-0.2.log} is the second process of {@code worker-0}. A
 * line without a time of its own, and a request that no line names, leave no trace. Stateless.
 */
public final class LogTraces {
  private static final Pattern TIME =
      Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:\\.\\d{1,9})?Z");

  /** The first is Dynamo's own id, the second the one that the client sent. */
  private static final Pattern ID =
      Pattern.compile("(?<![A-Za-z0-9_])(?:x_request_|request_)?id=\"?([0-9A-Za-z._-]+)");

  private static final Pattern SENT = Pattern.compile(" sent=(\\d{1,9})");
  private static final String LOG = ".log";

  private LogTraces() {}

  /**
   * The traces in the order of the files' names and lines.
   *
   * @param logs folder of the logs
   * @param wanted numbers of the requests by each id that a log may have for them
   * @param zero wall time at the run's start
   * @throws IOException when a log cannot be read
   */
  public static List<TraceEvent> read(Path logs, Map<String, Long> wanted, Instant zero)
      throws IOException {
    Map<String, Long> known = new HashMap<>(wanted);
    List<TraceEvent> all = new ArrayList<>();
    // The frontend's comes first by its name: it alone knows both ids.
    List<Path> files;
    try (Stream<Path> listed = Files.list(logs)) {
      files = listed.filter(file -> String.valueOf(file).endsWith(LOG)).sorted().toList();
    }
    for (Path file : files) {
      String source = String.valueOf(file.getFileName()).split("\\.", 2)[0];
      // What a process writes need not be text.
      try (BufferedReader in =
          new BufferedReader(
              new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8))) {
        for (String line = in.readLine(); line != null; line = in.readLine()) {
          trace(line, source, known, zero).ifPresent(all::add);
        }
      }
    }
    return all;
  }

  private static Optional<TraceEvent> trace(
      String line, String source, Map<String, Long> known, Instant zero) {
    if (!line.contains("request") && !line.contains("issuing cancellation")) {
      return Optional.empty();
    }
    Optional<Long> request = request(line, known);
    Optional<Step> step = request.flatMap(any -> step(line));
    Matcher time = TIME.matcher(line);
    if (request.isEmpty() || step.isEmpty() || !time.lookingAt()) {
      return Optional.empty();
    }
    try {
      long at = Duration.between(zero, Instant.parse(time.group())).toNanos();
      Matcher sent = SENT.matcher(line);
      int tokens = sent.find() ? Integer.parseInt(sent.group(1)) : -1;
      return Optional.of(new TraceEvent(request.get(), source, step.get(), at, tokens));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  /** The request that a line names; where it begins, its first id is another name of it. */
  private static Optional<Long> request(String line, Map<String, Long> known) {
    Matcher id = ID.matcher(line);
    String first = null;
    while (id.find()) {
      first = first == null ? id.group(1) : first;
      Long number = known.get(id.group(1));
      if (number != null) {
        if (line.contains("request received ")) {
          known.putIfAbsent(first, number);
        }
        return Optional.of(number);
      }
    }
    return Optional.empty();
  }

  private static Optional<Step> step(String line) {
    if (line.contains("issuing cancellation")
        || line.contains("route request cancelled ")
        || line.contains("request cancelled before worker dispatch ")) {
      return Optional.of(Step.NOTICED);
    }
    if (line.contains("request completed ")) {
      return Optional.of(Step.NOTICED).filter(any -> line.contains("status=cancelled"));
    }
    if (line.contains("request cancellation received ")) {
      return Optional.of(Step.TOLD);
    }
    if (line.contains("request aborted ")) {
      return Optional.of(Step.STOPPED);
    }
    // A prefill worker has done its part, and the request goes on.
    boolean finished = line.contains("request finished ") && !line.contains("reason=prefilled");
    return Optional.of(Step.FINISHED).filter(any -> finished);
  }
}
