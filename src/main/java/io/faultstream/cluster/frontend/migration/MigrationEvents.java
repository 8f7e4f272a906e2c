package io.faultstream.cluster.frontend.migration;

/** Who counts what happens to requests. */
public interface MigrationEvents {

  /** Why a stream had to be made anew. */
  enum Type {
    /** It could not be created. */
    NEW_REQUEST,
    /** It broke after it had been created. */
    ONGOING_REQUEST;

    /** The value of the metric label {@code migration_type}. */
    public String label() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /** A migratable failure, whether a move follows or not. */
  void migratableFailure(Type type);

  /** The move succeeded or failed after so long. */
  void moved(Type type, boolean success, long nanos);

  /** The request became too long to move. */
  void tooLong();
}
