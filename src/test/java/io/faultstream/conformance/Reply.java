package io.faultstream.conformance;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;

/**
 * A whole answer.
 *
 * @param status HTTP status
 * @param headers as they came
 * @param body as it came
 */
record Reply(int status, HttpHeaders headers, String body) {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  static Reply of(HttpResponse<String> response) {
    return new Reply(response.statusCode(), response.headers(), response.body());
  }

  /** A header's value, empty when it is not there. */
  String header(String name) {
    return headers.firstValue(name).orElse("");
  }

  /** The body as JSON. */
  JsonNode json() {
    return parsed(body);
  }

  static JsonNode parsed(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new AssertionError("no JSON: " + text, e);
    }
  }
}
