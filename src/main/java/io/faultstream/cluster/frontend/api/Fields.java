package io.faultstream.cluster.frontend.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.OptionalLong;

/** Typed reading of a body's fields, with the error texts of the real one's deserializer. */
final class Fields {

  private static final long MAX_U32 = 0xFFFF_FFFFL;

  private final JsonNode body;
  private final int length;

  Fields(JsonNode body, int length) {
    this.body = body;
    this.length = length;
  }

  JsonNode body() {
    return body;
  }

  JsonNode get(String name) {
    return body.path(name);
  }

  boolean present(String name) {
    return body.hasNonNull(name);
  }

  InvalidRequestException malformed(String why) {
    return InvalidRequestException.malformed(why + " at line 1 column " + length);
  }

  JsonNode required(String name) throws InvalidRequestException {
    if (!body.has(name)) {
      throw malformed("missing field `" + name + "`");
    }
    return get(name);
  }

  String requiredText(String name) throws InvalidRequestException {
    JsonNode value = required(name);
    if (!value.isTextual()) {
      throw malformed("invalid type: " + shown(value) + ", expected a string");
    }
    return value.asText();
  }

  boolean flag(String name) throws InvalidRequestException {
    JsonNode value = get(name);
    if (value.isMissingNode() || value.isNull()) {
      return false;
    }
    if (!value.isBoolean()) {
      throw malformed("invalid type: " + shown(value) + ", expected a boolean");
    }
    return value.booleanValue();
  }

  OptionalLong u32(String name) throws InvalidRequestException {
    if (!present(name)) {
      return OptionalLong.empty();
    }
    JsonNode value = get(name);
    if (!value.isIntegralNumber()) {
      throw malformed("invalid type: " + shown(value) + ", expected u32");
    }
    if (!value.canConvertToLong() || value.longValue() < 0 || value.longValue() > MAX_U32) {
      throw malformed("invalid value: " + shown(value) + ", expected u32");
    }
    return OptionalLong.of(value.longValue());
  }

  /** Checks that it is a number where it is there. */
  void number(String name) throws InvalidRequestException {
    if (present(name) && !get(name).isNumber()) {
      throw malformed("invalid type: " + shown(get(name)) + ", expected f32");
    }
  }

  static String shown(JsonNode value) {
    return switch (value.getNodeType()) {
      case ARRAY -> "sequence";
      case OBJECT -> "map";
      case STRING -> "string " + value;
      case BOOLEAN -> "boolean `" + value + "`";
      case NUMBER -> (value.isIntegralNumber() ? "integer `" : "floating point `") + value + "`";
      case NULL, MISSING, BINARY, POJO -> "null";
    };
  }
}
