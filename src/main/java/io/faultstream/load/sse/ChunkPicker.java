package io.faultstream.load.sse;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.async.ByteArrayFeeder;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Picks the few fields that count from the JSON of a chunk (or of a whole unary reply) without
 * building a tree. One incremental parser serves all chunks of a stream, so that a chunk costs no
 * parser, no buffer and no string but those asked for. Not thread-safe: one picker a stream.
 *
 * <p>Paths: {@code id}, {@code choices[0].delta.content|reasoning_content}, {@code
 * choices[0].message.content|reasoning_content}, {@code choices[0].text}, {@code
 * choices[0].finish_reason}, {@code usage.prompt_tokens|completion_tokens}, {@code error}, and the
 * top-level {@code message}, {@code type} and {@code code} of an error body.
 */
public final class ChunkPicker {
  private static final JsonFactory FACTORY = new JsonFactory();

  /** Takes the fields of a chunk, in the order they stand in it. */
  public interface Fields {
    /** The chunk's id; the characters are valid during the call only. */
    void id(char[] text, int offset, int length);

    /** Content or reasoning, maybe empty; the characters are valid during the call only. */
    void content(char[] text, int offset, int length);

    /** Why the reply ended. */
    void finishReason(String reason);

    /** Tokens of the prompt by the server's count. */
    void promptTokens(int tokens);

    /** Tokens of the reply by the server's count. */
    void completionTokens(int tokens);

    /** There is an error object or an error text; {@link #errorText} may follow. */
    void error();

    /** Message or type of an error. */
    void errorText(String text);
  }

  private final JsonParser parser;
  private final ByteArrayFeeder feeder;
  private final Fields fields;

  private int depth;
  private @Nullable String top;
  private @Nullable String second;
  private @Nullable String third;
  private int choice;

  /** A picker at the start of a stream. */
  public ChunkPicker(Fields fields) {
    try {
      this.parser = FACTORY.createNonBlockingByteArrayParser();
    } catch (IOException e) {
      throw new IllegalStateException("the JSON parser cannot be made", e);
    }
    this.feeder = (ByteArrayFeeder) parser.getNonBlockingInputFeeder();
    this.fields = fields;
  }

  /**
   * Reads one whole JSON value.
   *
   * @return whether it was exactly one JSON object; after {@code false} the picker is of no more
   *     use
   */
  public boolean pick(byte[] json, int length) {
    depth = 0;
    boolean object = false;
    try {
      feeder.feedInput(json, 0, length);
      JsonToken token = parser.nextToken();
      while (token != null && token != JsonToken.NOT_AVAILABLE) {
        if (depth == 0) {
          if (object || token != JsonToken.START_OBJECT) {
            return false;
          }
          object = true;
        }
        accept(token);
        token = parser.nextToken();
      }
    } catch (IOException e) {
      return false;
    }
    return object && depth == 0;
  }

  private void accept(JsonToken token) throws IOException {
    if (token == JsonToken.FIELD_NAME) {
      enter(parser.currentName());
    } else if (token.isStructStart()) {
      opened(token);
      depth++;
    } else if (token.isStructEnd()) {
      depth--;
    } else {
      scalar(token);
    }
  }

  private void enter(String name) {
    if (depth == 1) {
      top = name;
    } else if (depth == 2) {
      second = name;
    } else if (depth == 3) {
      second = name;
    } else if (depth == 4) {
      third = name;
    }
  }

  /** Inside {@code choices} the depth is 2 in the array, 3 in a choice, 4 in its delta. */
  private void opened(JsonToken token) {
    if (depth == 1 && "choices".equals(top)) {
      choice = -1;
    } else if (depth == 2 && "choices".equals(top) && token == JsonToken.START_OBJECT) {
      choice++;
    } else if (depth == 1 && "error".equals(top)) {
      fields.error();
    }
  }

  private void scalar(JsonToken token) throws IOException {
    if (token == JsonToken.VALUE_NULL || top == null) {
      return;
    }
    switch (depth) {
      case 1 -> topLevel(top);
      case 2 -> secondLevel(top);
      case 3 -> inChoice();
      case 4 -> inDelta();
      default -> {}
    }
  }

  private void topLevel(String name) throws IOException {
    switch (name) {
      case "id" ->
          fields.id(parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength());
      case "error" -> {
        fields.error();
        fields.errorText(parser.getText());
      }
      case "message", "type" -> fields.errorText(parser.getText());
      default -> {}
    }
  }

  private void secondLevel(String name) throws IOException {
    if (name.equals("usage") && "prompt_tokens".equals(second)) {
      fields.promptTokens(parser.getValueAsInt(-1));
    } else if (name.equals("usage") && "completion_tokens".equals(second)) {
      fields.completionTokens(parser.getValueAsInt(-1));
    } else if (name.equals("error") && ("message".equals(second) || "type".equals(second))) {
      fields.errorText(parser.getText());
    }
  }

  private void inChoice() throws IOException {
    if (!"choices".equals(top) || choice != 0) {
      return;
    }
    if ("text".equals(second)) {
      content();
    } else if ("finish_reason".equals(second)) {
      fields.finishReason(parser.getText());
    }
  }

  private void inDelta() throws IOException {
    boolean carrier = "delta".equals(second) || "message".equals(second);
    if ("choices".equals(top) && choice == 0 && carrier && isText(third)) {
      content();
    }
  }

  private static boolean isText(@Nullable String name) {
    return "content".equals(name) || "reasoning_content".equals(name) || "reasoning".equals(name);
  }

  private void content() throws IOException {
    fields.content(parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength());
  }
}
