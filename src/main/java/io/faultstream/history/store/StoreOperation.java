package io.faultstream.history.store;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * One write or read of a key.
 *
 * @param id its number in the run
 * @param client who asked; a client asks one thing after the other
 * @param kind what was asked
 * @param key which key
 * @param value that was written, or that was read; {@code null}: there was no such key, or no
 *     answer
 * @param member who was asked
 * @param calledNanos right before it was asked
 * @param returnedNanos right after the answer, or after it was given up
 * @param result what came of it
 * @param revision of the store as the answer's header says, of a write the one it was written at; 0
 *     without an answer
 * @param modRevision at which the value that was read was written, 0: there was no such key; of a
 *     write its revision
 * @param error why there was no answer, else empty
 */
public record StoreOperation(
    long id,
    int client,
    Kind kind,
    String key,
    @Nullable String value,
    String member,
    long calledNanos,
    long returnedNanos,
    Result result,
    long revision,
    long modRevision,
    String error)
    implements StoreEntry {

  /** Keys of the run's own begin so; a number follows. */
  public static final String PREFIX = "faultstream/probe/";

  /** What was asked. */
  public enum Kind {
    /** Writes the key. */
    @JsonProperty("put")
    PUT,
    /** Reads it as of now, which needs a quorum: linearizable. */
    @JsonProperty("get")
    GET,
    /** Reads it as the member has it, which may be old: serializable. */
    @JsonProperty("get-local")
    GET_LOCAL
  }

  /** What came of it. */
  public enum Result {
    /** It was done, and that was acknowledged. */
    @JsonProperty("ok")
    OK,
    /** It was refused, or never arrived: it is definitely not done. */
    @JsonProperty("failed")
    FAILED,
    /** Nobody knows: it may have been done, may still be, or never. */
    @JsonProperty("unknown")
    UNKNOWN
  }

  /** The key of this number. */
  public static String key(long number) {
    return PREFIX + number;
  }

  /** Whether it was done and acknowledged. */
  public boolean ok() {
    return result == Result.OK;
  }

  /** Whether it is of this kind and was answered. */
  public boolean answered(Kind wanted) {
    return kind == wanted && ok();
  }

  /** Whether it is a write. */
  public boolean writes() {
    return kind == Kind.PUT;
  }
}
