package io.faultstream.experiment.store;

import io.faultstream.etcd.EtcdException;
import io.faultstream.etcd.timed.TimedCalls;
import io.faultstream.etcd.timed.TimedCalls.Found;
import io.faultstream.history.store.StoreEntry;
import io.faultstream.history.store.StoreOperation;
import io.faultstream.history.store.StoreOperation.Kind;
import io.faultstream.history.store.StoreOperation.Result;
import io.faultstream.time.Ticker;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Asks members and writes down what came of it, whatever it was. A write without an answer is of
 * unknown fate: one in flight at a leader that dies may be done by the next. Thread-safe.
 *
 * @param members the ways to them; never empty
 * @param clock the run's
 * @param into where it is written down
 * @param count operations so far
 * @param last the last acknowledged write, {@code null} before the first
 */
record Asking(
    List<TimedCalls> members,
    Ticker clock,
    Consumer<StoreEntry> into,
    AtomicLong count,
    AtomicReference<@Nullable StoreOperation> last) {

  Asking(List<TimedCalls> members, Ticker clock, Consumer<StoreEntry> into) {
    this(List.copyOf(members), clock, into, new AtomicLong(), new AtomicReference<>());
  }

  /**
   * What is asked.
   *
   * @param client who asks
   * @param kind what
   * @param key of which key
   * @param value to write, {@code null} for a read
   */
  record Question(int client, Kind kind, String key, @Nullable String value) {}

  /** One member after the other. */
  TimedCalls member(int turn) {
    return members.get(Math.floorMod(turn, members.size()));
  }

  /** The revision of the last acknowledged write, 0 before the first. */
  long lastRevision() {
    StoreOperation write = last.get();
    return write == null ? 0 : write.revision();
  }

  /** Asks and waits for the answer, for as long as the member's calls may take. */
  StoreOperation ask(Question question, TimedCalls member) throws InterruptedException {
    Begun begun = new Begun(count.getAndIncrement(), question, member.member(), clock.nanos());
    Outcome outcome;
    try {
      Found found = call(question, member);
      outcome = new Outcome(Result.OK, found.revision(), found.first(), "");
    } catch (EtcdException e) {
      Result result = e.outcomeUnknown() ? Result.UNKNOWN : Result.FAILED;
      outcome = new Outcome(result, 0, Optional.empty(), String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Outcome cutOff = new Outcome(Result.UNKNOWN, 0, Optional.empty(), "the run was ended");
      into.accept(begun.ended(clock.nanos(), cutOff));
      throw e;
    }
    StoreOperation done = begun.ended(clock.nanos(), outcome);
    into.accept(done);
    if (done.answered(Kind.PUT)) {
      last.set(done);
    }
    return done;
  }

  private record Outcome(
      Result result, long revision, Optional<TimedCalls.Key> key, String error) {}

  private record Begun(long id, Question question, String member, long calledNanos) {
    StoreOperation ended(long nanos, Outcome outcome) {
      String value = outcome.key().map(TimedCalls.Key::text).orElse(null);
      return new StoreOperation(
          id,
          question.client(),
          question.kind(),
          question.key(),
          question.kind() == Kind.PUT ? question.value() : value,
          member,
          calledNanos,
          nanos,
          outcome.result(),
          outcome.revision(),
          outcome.key().map(TimedCalls.Key::modRevision).orElse(0L),
          outcome.error());
    }
  }

  private static Found call(Question question, TimedCalls member)
      throws EtcdException, InterruptedException {
    if (question.kind() != Kind.PUT) {
      return member.get(question.key(), question.kind() == Kind.GET_LOCAL);
    }
    String value = String.valueOf(question.value());
    long revision = member.put(question.key(), value);
    return new Found(
        revision, List.of(new TimedCalls.Key(question.key(), value, revision, 0)), false);
  }
}
