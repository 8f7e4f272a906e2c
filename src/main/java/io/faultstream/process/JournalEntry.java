package io.faultstream.process;

import java.util.Map;

/**
 * Something that must be undone, as data.
 *
 * @param id unique in its journal
 * @param kind what it is, and so which {@link Undo} knows how; {@link #PROCESS} and {@link
 *     #STOPPED} are known here
 * @param data what the undo needs, by name
 */
public record JournalEntry(String id, String kind, Map<String, String> data) {
  /** A process that was started; the data is its {@link ProcessIdentity} and a {@code name}. */
  public static final String PROCESS = "process";

  /** A process about to be stopped; the data is its identity and a {@code name}. */
  public static final String STOPPED = "stopped";

  /** A process about to be ended on purpose; there is nothing to undo from outside its run. */
  public static final String ENDED = "ended";

  /** A folder about to be made; the data is its {@code path}, its {@code mark} and a name. */
  public static final String FOLDER = "folder";

  /** The run that owns the journal: its first entry; the data is the JVM's identity. */
  public static final String OWNER = "owner";

  public JournalEntry {
    data = Map.copyOf(data);
  }

  /** What people are shown. */
  @Override
  public String toString() {
    String where = data.getOrDefault("pid", data.getOrDefault("path", "-"));
    return kind + " " + data.getOrDefault("name", id) + " (" + where + ")";
  }
}
