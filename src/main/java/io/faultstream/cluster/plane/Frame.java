package io.faultstream.cluster.plane;

import io.faultstream.cluster.text.TokenIds;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;

/**
 * One received frame: its type, its stream and a view of its payload. On the wire: length (4 bytes,
 * of all that follows), type (1), stream (4), payload; numbers big-endian.
 */
public final class Frame {

  static final int HEADER_BYTES = 5;

  private final FrameType type;
  private final int stream;
  private final Buffer bytes;
  private final int start;
  private final int end;

  Frame(Buffer bytes, int start, int end) {
    this.type = FrameType.of(bytes.getUnsignedByte(start));
    this.stream = bytes.getInt(start + 1);
    this.bytes = bytes;
    this.start = start + HEADER_BYTES;
    this.end = end;
  }

  /** The kind. */
  public FrameType type() {
    return type;
  }

  /** Which request of this connection. */
  public int stream() {
    return stream;
  }

  /** How many bytes it took on the wire. */
  public int wireBytes() {
    return 4 + HEADER_BYTES + end - start;
  }

  /** TOKENS: how many. */
  public int tokenCount() {
    return (end - start) / 4;
  }

  /** TOKENS: the id at a place, from 0. */
  public int token(int place) {
    return bytes.getInt(start + 4 * place);
  }

  /** FINISHED: the prompt's tokens as the engine counted them, those carried over included. */
  public int promptTokens() {
    return bytes.getInt(start);
  }

  /** FAILED: why. */
  public String message() {
    return bytes.getString(start, end, "UTF-8");
  }

  /** FETCH: the prompt's id. */
  public long promptId() {
    return bytes.getLong(start);
  }

  /** PREFILLED: where the prompt is kept. */
  public PromptPlace place() {
    Place place = place(start);
    return place
        .place()
        .orElseThrow(() -> new MalformedFrameException("prefilled, but kept at no place"));
  }

  /** A place as it was read, and where it ended. */
  private record Place(Optional<PromptPlace> place, int end) {}

  private Place place(int at) {
    int hostBytes = bytes.getInt(at);
    int hostEnd = at + 4 + hostBytes;
    if (hostBytes < 0 || hostBytes > end - at - 4 || (hostBytes > 0 && hostEnd + 12 > end)) {
      throw new MalformedFrameException("place with a host of " + hostBytes + " bytes");
    }
    if (hostBytes == 0) {
      return new Place(Optional.empty(), hostEnd);
    }
    String host = bytes.getString(at + 4, hostEnd, "UTF-8");
    PromptPlace place = new PromptPlace(host, bytes.getInt(hostEnd), bytes.getLong(hostEnd + 4));
    return new Place(Optional.of(place), hostEnd + 12);
  }

  /** REQUEST: what is asked. */
  public WorkRequest request() {
    UUID id = new UUID(bytes.getLong(start), bytes.getLong(start + 8));
    int maxTokens = bytes.getInt(start + 16);
    int nameBytes = bytes.getInt(start + 20);
    int at = start + 24;
    if (nameBytes < 0 || nameBytes > end - at - 4) {
      throw new MalformedFrameException("request with a name of " + nameBytes + " bytes");
    }
    String name = new String(bytes.getBytes(at, at + nameBytes), StandardCharsets.UTF_8);
    Place prompt = place(at + nameBytes);
    at = prompt.end();
    if ((end - at) % 4 != 0) {
      throw new MalformedFrameException("request with a part of a token");
    }
    TokenIds tokens = new TokenIds((end - at) / 4);
    for (; at < end; at += 4) {
      tokens.add(bytes.getInt(at));
    }
    return new WorkRequest(id, name, tokens, maxTokens, prompt.place());
  }
}
