package io.faultstream.target.url;

/**
 * What one look at a server says.
 *
 * @param state what follows from it
 * @param sentence what was seen, empty when it is ready
 */
record Look(State state, String sentence) {
  enum State {
    /** It is as it must be. */
    READY,
    /** It may still become so. */
    NOT_YET,
    /** It never will. */
    WRONG
  }

  static Look ready() {
    return new Look(State.READY, "");
  }

  static Look notYet(String sentence) {
    return new Look(State.NOT_YET, sentence);
  }

  static Look wrong(String sentence) {
    return new Look(State.WRONG, sentence);
  }

  boolean isReady() {
    return state == State.READY;
  }

  boolean isWrong() {
    return state == State.WRONG;
  }
}
