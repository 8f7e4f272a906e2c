package io.faultstream.load.server;

import java.io.IOException;

/** What somebody sees who looks at the server before a load: all is well. Stateless. */
final class Looks {
  private Looks() {}

  static void answer(String first, Reply reply) throws IOException {
    switch (first.split(" ", -1)[1]) {
      case "/v1/models" -> json(reply, "{\"object\":\"list\",\"data\":[{\"id\":\"tiny\"}]}");
      case "/health" -> json(reply, "{\"status\":\"healthy\"}");
      case "/v1/chat/completions" -> reply.open().tokens(0, 1).finish().usage(1).done().end();
      default -> reply.whole("404 Not Found", "text/plain", "nothing");
    }
  }

  private static void json(Reply reply, String body) throws IOException {
    reply.whole("200 OK", "application/json", body);
  }
}
