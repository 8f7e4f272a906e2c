package io.faultstream.cluster.text;

import java.util.Arrays;

/** A list of token ids that grows. For one thread at a time; {@link #copy} before handing it on. */
public final class TokenIds {

  private int[] ids;
  private int size;

  /** An empty list with room for so many ids. */
  public TokenIds(int capacity) {
    this.ids = new int[Math.max(8, capacity)];
  }

  /** Appends one id. */
  public void add(int id) {
    if (size == ids.length) {
      ids = Arrays.copyOf(ids, size * 2);
    }
    ids[size++] = id;
  }

  /** Appends all ids of another list. */
  public void addAll(TokenIds other) {
    for (int i = 0; i < other.size; i++) {
      add(other.ids[i]);
    }
  }

  /** The id at a place, from 0. */
  public int get(int place) {
    if (place >= size) {
      throw new IndexOutOfBoundsException(place);
    }
    return ids[place];
  }

  /** How many ids. */
  public int size() {
    return size;
  }

  /** A list of its own with the same ids. */
  public TokenIds copy() {
    TokenIds copy = new TokenIds(size);
    copy.addAll(this);
    return copy;
  }
}
