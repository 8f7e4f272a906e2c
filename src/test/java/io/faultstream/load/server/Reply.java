package io.faultstream.load.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;

/**
 * One reply as it is written to a raw socket, byte by byte as a {@link Behaviour} says. Each event
 * is one write, so that it travels at once. Not thread-safe.
 */
public final class Reply {
  /** Tokens of a whole reply. */
  public static final int TOKENS = 12;

  /** What {@link Seen#gone} says of a client that closed its connection in order. */
  public static final String END_OF_STREAM = "end of stream";

  private final Socket socket;
  private final Seen seen;
  private OutputStream out;
  private boolean chunked;

  Reply(Socket socket, Seen seen) throws IOException {
    this.socket = socket;
    this.seen = seen;
    this.out = socket.getOutputStream();
  }

  /** From now on each byte is a write of its own. */
  Reply byteByByte() {
    OutputStream whole = out;
    out =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            whole.write(b);
          }

          @Override
          public void write(byte[] bytes, int offset, int length) throws IOException {
            for (int i = offset; i < offset + length; i++) {
              whole.write(bytes[i]);
            }
          }
        };
    return this;
  }

  /** 200 and the headers of a stream. */
  Reply open() throws IOException {
    chunked = true;
    return head("200 OK", "Content-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n");
  }

  /** The same, of a stream that ends with its connection. */
  Reply openUntilClose() throws IOException {
    return head("200 OK", "Content-Type: text/event-stream\r\nConnection: close\r\n");
  }

  /** A reply that is there as a whole. */
  Reply whole(String status, String type, String body) throws IOException {
    byte[] bytes = body.getBytes(UTF_8);
    head(status, "Content-Type: " + type + "\r\nContent-Length: " + bytes.length + "\r\n");
    out.write(bytes);
    return this;
  }

  private Reply head(String status, String headers) throws IOException {
    out.write(("HTTP/1.1 " + status + "\r\n" + headers + "\r\n").getBytes(UTF_8));
    return this;
  }

  /** Bytes as they are, outside any body. */
  Reply raw(String text) throws IOException {
    out.write(text.getBytes(UTF_8));
    return this;
  }

  /** A header of more and more bytes, until the client closes. */
  void endlessHeader() throws IOException {
    raw("HTTP/1.1 200 OK\r\nX-A: ");
    String block = "a".repeat(8192);
    while (!socket.isClosed()) {
      raw(block);
    }
  }

  /** More and more headers, until the client closes. */
  void endlessHeaders() throws IOException {
    raw("HTTP/1.1 200 OK\r\n");
    for (int i = 0; !socket.isClosed(); i++) {
      raw(("X-" + i + ": " + "a".repeat(50) + "\r\n").repeat(100));
    }
  }

  /** Refuses the client's rights and repeats what it showed. */
  void echo() throws IOException {
    String shown = seen.authorization().isEmpty() ? "nothing" : seen.authorization();
    whole(
        "401 Unauthorized",
        "application/json",
        "{\"error\":{\"message\":\"no such key: " + shown + "\",\"type\":\"auth\"}}");
  }

  /** Lines of the stream as they are. */
  Reply lines(String text) throws IOException {
    byte[] bytes = text.getBytes(UTF_8);
    if (!chunked) {
      out.write(bytes);
      return this;
    }
    ByteArrayOutputStream chunk = new ByteArrayOutputStream(bytes.length + 16);
    chunk.writeBytes((Integer.toHexString(bytes.length) + "\r\n").getBytes(UTF_8));
    chunk.writeBytes(bytes);
    chunk.writeBytes("\r\n".getBytes(UTF_8));
    out.write(chunk.toByteArray());
    return this;
  }

  /** One event. */
  Reply event(String data) throws IOException {
    return lines("data: " + data + "\n\n");
  }

  /** The tokens {@code from} to {@code to}, without the last. */
  Reply tokens(int from, int to) throws IOException {
    for (int i = from; i < to; i++) {
      seen.tokenGoesOut();
      event(chunk(i));
    }
    return this;
  }

  /** The chunk that carries number {@code i}. */
  String chunk(int i) {
    return "{\"id\":\"chatcmpl-"
        + seen.requestId()
        + "\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\" "
        + i
        + "\"},\"finish_reason\":null}]}";
  }

  /** The chunk that says why the text is over. */
  Reply finish() throws IOException {
    return event(finishChunk());
  }

  String finishChunk() {
    return "{\"id\":\"chatcmpl-"
        + seen.requestId()
        + "\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"length\"}]}";
  }

  /** The chunk that counts the tokens. */
  Reply usage(int tokens) throws IOException {
    return event(
        "{\"id\":\"chatcmpl-"
            + seen.requestId()
            + "\",\"choices\":[],\"usage\":{\"prompt_tokens\":18,\"completion_tokens\":"
            + tokens
            + "}}");
  }

  /** A whole reply in one JSON object. */
  Reply unary() throws IOException {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < TOKENS; i++) {
      text.append(' ').append(i);
    }
    seen.tokenGoesOut();
    return whole(
        "200 OK",
        "application/json",
        "{\"id\":\"chatcmpl-"
            + seen.requestId()
            + "\",\"choices\":[{\"message\":{\"content\":\""
            + text
            + "\"},\"finish_reason\":\"length\"}],\"usage\":{\"prompt_tokens\":18,"
            + "\"completion_tokens\":"
            + TOKENS
            + "}}");
  }

  /** The end mark. */
  Reply done() throws IOException {
    return event("[DONE]");
  }

  /** The end of the body as HTTP sees it. */
  void end() throws IOException {
    if (chunked) {
      out.write("0\r\n\r\n".getBytes(UTF_8));
    } else {
      close();
    }
  }

  /** Closes the connection in order. */
  void close() throws IOException {
    socket.close();
  }

  /** Tears the connection down with a reset. */
  void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  /** Says no more until the client is gone. */
  void hold() throws IOException {
    while (!goneWithin(0)) {
      // What a client says after its request is no concern of ours.
    }
  }

  /** Says nothing for so long; whether the client has gone meanwhile. */
  boolean goneWithin(int millis) throws IOException {
    socket.setSoTimeout(millis);
    InputStream in = socket.getInputStream();
    try {
      boolean end = in.read() < 0;
      if (end) {
        seen.goes(END_OF_STREAM);
      }
      return end;
    } catch (SocketTimeoutException e) {
      return false;
    } finally {
      socket.setSoTimeout(0);
    }
  }
}
