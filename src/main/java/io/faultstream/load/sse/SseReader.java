package io.faultstream.load.sse;

import io.netty.buffer.ByteBuf;
import io.netty.util.ByteProcessor;
import java.util.Arrays;

/**
 * Cuts a byte stream into server-sent events as the HTML standard (section 9.2.6, "Interpreting an
 * event stream") says: lines end with LF, CR or CRLF; comments are skipped; several {@code data}
 * lines of one event are joined with LF; an event without data is dropped; a byte order mark at the
 * start is skipped. Works on bytes, so a character split between two reads is no special case, and
 * keeps one buffer for the whole stream. Not thread-safe: one reader a stream.
 */
public final class SseReader {
  /** Longest event that is kept, in bytes; a longer one ends the stream as corrupted. */
  static final int MAX_EVENT_BYTES = 1 << 20;

  private static final byte[] DATA = {'d', 'a', 't', 'a'};
  private static final byte[] EVENT = {'e', 'v', 'e', 'n', 't'};

  /** Takes the events in their order. */
  public interface Listener {
    /**
     * One event. The bytes are valid during the call only.
     *
     * @param error whether its {@code event:} line says {@code error}
     * @param data a buffer that holds the data
     * @param length number of bytes of data, from 0 on
     */
    void onEvent(boolean error, byte[] data, int length);

    /** An event was longer than can be kept; the rest of it is dropped. */
    void onOversized();
  }

  private final Listener listener;
  private final ByteProcessor processor = this::accept;

  private byte[] line = new byte[256];
  private int lineLength;
  private byte[] data = new byte[512];
  private int dataLength;
  private boolean hasData;
  private boolean errorEvent;
  private boolean lastWasCarriageReturn;
  private boolean oversized;
  private int byteOrderMark;

  /** A reader at the start of a stream. */
  public SseReader(Listener listener) {
    this.listener = listener;
  }

  /** Reads all readable bytes of the buffer, without changing its indexes. */
  public void read(ByteBuf bytes) {
    bytes.forEachByte(processor);
  }

  private boolean accept(byte next) {
    if (byteOrderMark < 3 && skipByteOrderMark(next)) {
      return true;
    }
    boolean afterCarriageReturn = lastWasCarriageReturn;
    lastWasCarriageReturn = next == '\r';
    if (next == '\r' || (next == '\n' && !afterCarriageReturn)) {
      endOfLine();
    } else if (next != '\n') {
      append(next);
    }
    return true;
  }

  private boolean skipByteOrderMark(byte next) {
    byte expected =
        switch (byteOrderMark) {
          case 0 -> (byte) 0xEF;
          case 1 -> (byte) 0xBB;
          default -> (byte) 0xBF;
        };
    if (next == expected) {
      byteOrderMark++;
      return true;
    }
    for (int i = 0; i < byteOrderMark; i++) {
      append(i == 0 ? (byte) 0xEF : (byte) 0xBB);
    }
    byteOrderMark = 3;
    return false;
  }

  private void append(byte next) {
    if (lineLength == MAX_EVENT_BYTES) {
      oversized = true;
      return;
    }
    if (lineLength == line.length) {
      line = Arrays.copyOf(line, line.length * 2);
    }
    line[lineLength++] = next;
  }

  private void endOfLine() {
    if (lineLength == 0) {
      dispatch();
    } else if (line[0] != ':') {
      field();
    }
    lineLength = 0;
  }

  private void field() {
    int colon = 0;
    while (colon < lineLength && line[colon] != ':') {
      colon++;
    }
    int value = Math.min(colon + 1, lineLength);
    if (value < lineLength && line[value] == ' ') {
      value++;
    }
    if (nameIs(DATA, colon)) {
      appendData(value);
    } else if (nameIs(EVENT, colon)) {
      errorEvent =
          Arrays.equals(line, value, lineLength, new byte[] {'e', 'r', 'r', 'o', 'r'}, 0, 5);
    }
  }

  private boolean nameIs(byte[] name, int length) {
    return Arrays.equals(line, 0, length, name, 0, name.length);
  }

  private void appendData(int from) {
    int more = lineLength - from + (hasData ? 1 : 0);
    if (dataLength + more > MAX_EVENT_BYTES) {
      oversized = true;
      return;
    }
    if (dataLength + more > data.length) {
      data = Arrays.copyOf(data, Math.max(data.length * 2, dataLength + more));
    }
    if (hasData) {
      data[dataLength++] = '\n';
    }
    System.arraycopy(line, from, data, dataLength, lineLength - from);
    dataLength += lineLength - from;
    hasData = true;
  }

  private void dispatch() {
    if (oversized) {
      listener.onOversized();
    } else if (hasData) {
      listener.onEvent(errorEvent, data, dataLength);
    } else if (errorEvent) {
      listener.onEvent(true, data, 0);
    }
    dataLength = 0;
    hasData = false;
    errorEvent = false;
    oversized = false;
  }
}
