package io.faultstream.cluster.frontend.api;

import com.fasterxml.jackson.core.io.JsonStringEncoder;

/** Strings as JSON. */
final class JsonText {

  private JsonText() {}

  static String quoted(String text) {
    return "\"" + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + "\"";
  }
}
