package io.faultstream.network;

import java.io.Closeable;
import java.io.IOException;
import java.util.Map;

/**
 * The network of the members of one store: where each is reached, and what can be done to its ways.
 * One disturbance at a time: another is refused until the first is healed. Thread-safe; every wait
 * inside has a deadline.
 */
public interface Links extends Closeable {
  /**
   * Where a member listens and how it is reached.
   *
   * @throws IllegalArgumentException when there is no such member
   */
  Reach reach(String member);

  /** A member's process was started; told each time, before it can have dialled for long. */
  void started(String member, long pid);

  /**
   * Disturbs the ways of a member; in force when it returns.
   *
   * @throws IOException when it was not done, as when a disturbance is not healed yet; {@link
   *     #heal} undoes what was done of it
   */
  void disturb(Disturbance what) throws IOException, InterruptedException;

  /**
   * Undoes {@link #disturb}; any number of times. Connections that were held back go on, or break:
   * who sits at their ends dials again.
   *
   * @throws IOException when something of it is left, all of it by name; the rest is undone
   */
  void heal() throws IOException, InterruptedException;

  /** What was done since the last {@link #disturb}; also after it was healed. */
  Evidence evidence() throws IOException, InterruptedException;

  /** What it is, by name, for the plan and {@code environment.json}. */
  Map<String, String> description();

  /** Takes it all away; any number of times. The members have ended before. */
  @Override
  void close() throws IOException;
}
