package io.faultstream.measure.cancellation;

import java.util.Arrays;

/** How many requests their clients had open at any moment. Filled, then asked; one thread. */
final class OpenRequests {
  private long[] sent = new long[1024];
  private long[] ended = new long[1024];
  private int size;
  private boolean sorted;

  void add(long sentNanos, long endNanos) {
    if (size == sent.length) {
      sent = Arrays.copyOf(sent, size * 2);
      ended = Arrays.copyOf(ended, size * 2);
    }
    sent[size] = sentNanos;
    ended[size] = endNanos;
    size++;
    sorted = false;
  }

  /** Those sent at or before this moment and not ended by then. */
  long at(long nanos) {
    if (!sorted) {
      sent = Arrays.copyOf(sent, size);
      ended = Arrays.copyOf(ended, size);
      Arrays.sort(sent);
      Arrays.sort(ended);
      sorted = true;
    }
    return upTo(sent, nanos) - upTo(ended, nanos);
  }

  /** How many of these sorted moments lie at or before this one. */
  static long upTo(long[] moments, long nanos) {
    int low = 0;
    int high = moments.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (moments[middle] <= nanos) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
