package io.faultstream.cluster.discovery.etcd;

import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The answers of one stream in the order they came, for one thread that takes them. What ends the
 * stream is the last of them.
 *
 * @param <T> an answer
 */
final class Answers<T> implements StreamObserver<T> {

  /** An answer, or the end of the stream. */
  private record Next<T>(Optional<T> answer, String end) {}

  /** The stream has ended. */
  static final class Ended extends Exception {
    private static final long serialVersionUID = 1;

    Ended(String why) {
      super(why);
    }
  }

  private final LinkedBlockingQueue<Next<T>> queue = new LinkedBlockingQueue<>();

  @Override
  public void onNext(T answer) {
    queue.add(new Next<>(Optional.of(answer), ""));
  }

  @Override
  public void onError(Throwable failed) {
    queue.add(new Next<>(Optional.empty(), String.valueOf(failed.getMessage())));
  }

  @Override
  public void onCompleted() {
    queue.add(new Next<>(Optional.empty(), "the server closed it"));
  }

  /**
   * The next answer; empty when none came within this time.
   *
   * @throws Ended when there will be none
   */
  Optional<T> take(Duration within) throws Ended, InterruptedException {
    Next<T> next = queue.poll(within.toNanos(), TimeUnit.NANOSECONDS);
    if (next != null && next.answer().isEmpty()) {
      throw new Ended(next.end());
    }
    return next == null ? Optional.empty() : next.answer();
  }
}
