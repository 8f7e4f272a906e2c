package io.faultstream.cluster.frontend.api;

import com.fasterxml.jackson.core.io.JsonStringEncoder;

/** Strings as JSON. */
final class JsonText {

  private JsonText() {}

  static String quoted(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c == '"' || c == '\\') {
        return encoded(text);
      }
    }
    return "\"" + text + "\"";
  }

  private static String encoded(String text) {
    return "\"" + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + "\"";
  }
}
