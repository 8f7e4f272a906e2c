package io.faultstream.etcd;

import io.faultstream.etcd.EtcdException.Reason;
import io.faultstream.time.Poll;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Tries again what fails for a while, such as a call during an election. Stateless.
 *
 * @param within how long
 * @param every pause between two attempts
 * @param passing reasons that pass; any other ends it at once
 */
record Retries(Duration within, Duration every, Set<Reason> passing) {
  Retries {
    passing = Set.copyOf(passing);
  }

  /** One attempt. */
  @FunctionalInterface
  interface Attempt<T> {
    /** What came of it, empty: nothing yet. */
    Optional<T> make() throws EtcdException, InterruptedException;
  }

  /** What came of all: a value, or a reason to give up. */
  private record Outcome<T>(Optional<T> value) {}

  /**
   * The first value.
   *
   * @param what for the error, as in "etcd-1 was not promoted"
   * @throws EtcdException of the last attempt when its reason does not pass; else, when it was not
   *     there in time, {@link Reason#LATE} with the last failure in its message
   */
  <T> T until(String what, Attempt<T> attempt) throws EtcdException, InterruptedException {
    List<EtcdException> failures = new ArrayList<>();
    Optional<Outcome<T>> outcome =
        Poll.until(
            within,
            every,
            () -> {
              try {
                Optional<T> value = attempt.make();
                return value.isPresent() ? Optional.of(new Outcome<>(value)) : Optional.empty();
              } catch (EtcdException e) {
                failures.add(e);
                return passing.contains(e.reason())
                    ? Optional.empty()
                    : Optional.of(new Outcome<T>(Optional.empty()));
              }
            });
    Optional<T> value = outcome.flatMap(Outcome::value);
    if (value.isPresent()) {
      return value.orElseThrow();
    }
    String last =
        failures.isEmpty() ? "" : ", last: " + failures.get(failures.size() - 1).getMessage();
    Reason reason = outcome.isPresent() ? failures.get(failures.size() - 1).reason() : Reason.LATE;
    String time = outcome.isPresent() ? "" : " within " + within.toSeconds() + " s";
    throw new EtcdException(reason, what + time + last);
  }
}
