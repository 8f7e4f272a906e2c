package io.faultstream.measure.counters;

import java.util.ArrayList;
import java.util.List;

/** Where two counts of the same thing may rightly differ, or why one of them is unknown. */
final class Notes {
  private Notes() {}

  /** The note at one row. */
  static String of(Compared what, Stretch stretch, boolean stream, boolean movesKnown) {
    List<String> parts = new ArrayList<>();
    if (!stretch.read()) {
      parts.add("the target's counter was not read");
    } else if (stretch.begunAnew()) {
      parts.add("the frontend was started again, so its counters began anew");
    } else if (!stretch.rises().containsKey(what.counter())) {
      parts.add("this version of the target does not count it");
    }
    if (what == Compared.MOVED && !movesKnown) {
      parts.add(
          stretch.fault() == null
              ? "the client cannot tell for every fault, or there was none"
              : "the target does not tell which streams were on the victim");
    }
    parts.add(difference(what, stream));
    return String.join("; ", parts);
  }

  private static String difference(Compared what, boolean stream) {
    return switch (what) {
      case SENT -> "a request that found no connection was sent, but never begun";
      case COMPLETED ->
          stream
              ? "the target also counts what ended well for it and was broken for its reader"
              : "a unary request whose client went away counts as success on the real system";
      case FAILED ->
          "the client's: REJECTED, UNAVAILABLE, BAD_REQUEST, SERVER_ERROR, STREAM_ERROR"
              + (stream ? " and closed by us" : "")
              + "; what is refused before its model is looked up may be counted nowhere";
      case REJECTED -> "an overload inside a stream that had begun is a STREAM_ERROR to the client";
      case CLOSED_BY_US ->
          "a close that meets the end of its reply may be counted as that end; a connection lost"
              + " on the way counts as a client that went away";
      case MOVED ->
          "the real counter rises also where a move was only tried; the client knows of streams"
              + " on a victim that show it";
    };
  }
}
