package io.faultstream.target.url;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.faultstream.spec.Access;
import io.faultstream.spec.LoadSpec.Dialect;
import io.faultstream.target.HttpProbe.Answer;
import io.faultstream.target.Trial;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What the reply to a {@link Trial} says of the server. Pure. */
final class TrialReply {
  private static final ObjectMapper JSON = JsonMapper.builder().build();
  private static final String DATA = "data:";
  private static final String END_MARK = "[DONE]";
  private static final int EMPTY_BODY = 404;

  private final Trial trial;
  private final Access access;

  TrialReply(Trial trial, Access access) {
    this.trial = trial;
    this.access = access;
  }

  /** What follows from it. */
  Look look(Answer answer) {
    String body = answer.status() == 0 ? "" : Beginning.behindColon(answer.body(), access);
    String said = said(answer.brief() + body);
    return switch (answer.status()) {
      case 200 -> wrongWhole(answer).map(why -> Look.wrong(said(why))).orElse(Look.ready());
      case 401, 403 -> Look.wrong(access.refusal() + " (" + said + ")");
      case EMPTY_BODY -> answer.body().isEmpty() ? Look.notYet(said) : Look.wrong(said);
      case 0, 408, 425, 429, 502, 503, 504, 529 -> Look.notYet(said);
      case 400, 422 -> Look.wrong(said + dialect());
      default -> Look.wrong(said);
    };
  }

  private String said(String what) {
    return "one token asked for at " + trial.path() + ": " + what;
  }

  private String dialect() {
    return trial.load().dialect() == Dialect.DYNAMO
        ? " (load.dialect=openai leaves out what only Dynamo knows)"
        : "";
  }

  private Optional<String> wrongWhole(Answer answer) {
    String type = answer.contentType();
    boolean events = type.toLowerCase(Locale.ROOT).startsWith("text/event-stream");
    if (trial.kind().stream()) {
      return events || type.isEmpty()
          ? wrongStream(answer.body())
          : Optional.of(
              "no stream came but " + type + Beginning.behindColon(answer.body(), access));
    }
    return events
        ? Optional.of("a stream came that was not asked for (load.stream=false)")
        : wrongChunk(answer.body());
  }

  /** Events whose data are several lines are none of OpenAI's. */
  private Optional<String> wrongStream(String body) {
    List<String> chunks =
        body.lines()
            .filter(line -> line.startsWith(DATA))
            .map(line -> line.substring(DATA.length()).strip())
            .filter(data -> !data.equals(END_MARK))
            .toList();
    if (chunks.isEmpty()) {
      return Optional.of("not one chunk came in the stream" + Beginning.behindColon(body, access));
    }
    return chunks.stream().flatMap(chunk -> wrongChunk(chunk).stream()).findFirst();
  }

  private Optional<String> wrongChunk(String text) {
    JsonNode json;
    try {
      json = JSON.readTree(text);
    } catch (JsonProcessingException e) {
      return Optional.of("what came is no JSON" + Beginning.behindColon(text, access));
    }
    return json.hasNonNull("error") || !json.path("choices").isArray()
        ? Optional.of("what came has no choices" + Beginning.behindColon(text, access))
        : Optional.empty();
  }
}
