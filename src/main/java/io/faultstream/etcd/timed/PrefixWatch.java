package io.faultstream.etcd.timed;

import io.etcd.jetcd.api.Event;
import io.etcd.jetcd.api.WatchCreateRequest;
import io.etcd.jetcd.api.WatchGrpc;
import io.etcd.jetcd.api.WatchRequest;
import io.etcd.jetcd.api.WatchResponse;
import io.faultstream.etcd.Endpoint;
import io.faultstream.time.Ticker;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import java.io.Closeable;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/**
 * One watch of one member, told in its order to the one thread that takes. What arrives gets its
 * time at once; when nobody takes for too long the watch ends instead of growing. Whether and where
 * it is begun again is the caller's affair.
 */
public final class PrefixWatch implements Closeable {
  private static final int ROOM = 10_000;

  /** A member without a leader ends its watches with this header, instead of going silent. */
  private static final Metadata NEEDS_LEADER = new Metadata();

  static {
    NEEDS_LEADER.put(Metadata.Key.of("hasleader", Metadata.ASCII_STRING_MARSHALLER), "true");
  }

  /** What a watch tells. */
  public enum Kind {
    /** It watches now. */
    CREATED,
    /** A key was written. */
    PUT,
    /** A key was deleted. */
    DELETED,
    /** What comes next was compacted away; the revision is the first that is still there. */
    COMPACTED,
    /** Nothing more will come; the text says why. */
    ENDED
  }

  /**
   * Something that it told.
   *
   * @param kind what
   * @param text the key, or why it ended
   * @param revision of the change, or the first that is still there
   * @param atNanos when it arrived
   */
  public record Told(Kind kind, String text, long revision, long atNanos) {}

  private final BlockingQueue<Told> queue = new ArrayBlockingQueue<>(ROOM);
  private final AtomicReference<Told> end = new AtomicReference<>();
  private final Ticker clock;
  private final Endpoint endpoint;
  private final AtomicBoolean counted = new AtomicBoolean(true);
  private final StreamObserver<WatchRequest> requests;

  PrefixWatch(Endpoint endpoint, String prefix, long fromRevision, Ticker clock) {
    this.endpoint = endpoint;
    this.clock = clock;
    endpoint.watched(1);
    this.requests =
        WatchGrpc.newStub(endpoint.channel())
            .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(NEEDS_LEADER))
            .watch(new Answers());
    requests.onNext(
        WatchRequest.newBuilder()
            .setCreateRequest(
                WatchCreateRequest.newBuilder()
                    .setKey(TimedCalls.bytes(prefix))
                    .setRangeEnd(TimedCalls.bytes(TimedCalls.after(prefix)))
                    .setStartRevision(fromRevision))
            .build());
  }

  /**
   * What comes next; empty when nothing came within this time. After the end it tells the end.
   *
   * @throws InterruptedException when interrupted meanwhile
   */
  public Optional<Told> take(Duration within) throws InterruptedException {
    Told ended = end.get();
    Told next = ended == null ? queue.poll(within.toNanos(), TimeUnit.NANOSECONDS) : queue.poll();
    return Optional.ofNullable(next == null ? end.get() : next);
  }

  /** Ends it at the member too. */
  @Override
  public void close() {
    over();
    requests.onError(Status.CANCELLED.asException());
  }

  private void over() {
    if (counted.getAndSet(false)) {
      endpoint.watched(-1);
    }
  }

  private final class Answers implements StreamObserver<WatchResponse> {
    @Override
    public void onNext(WatchResponse answer) {
      long now = clock.nanos();
      if (answer.getCompactRevision() > 0) {
        tell(new Told(Kind.COMPACTED, "", answer.getCompactRevision(), now));
      } else if (answer.getCanceled()) {
        ended(answer.getCancelReason());
      } else if (answer.getCreated()) {
        tell(new Told(Kind.CREATED, "", answer.getHeader().getRevision(), now));
      }
      for (Event event : answer.getEventsList()) {
        Kind kind = event.getType() == Event.EventType.PUT ? Kind.PUT : Kind.DELETED;
        String key = event.getKv().getKey().toStringUtf8();
        tell(new Told(kind, key, event.getKv().getModRevision(), now));
      }
    }

    /** Nothing is told after something that was not. */
    private void tell(Told told) {
      if (end.get() == null && !queue.offer(told)) {
        ended("nobody took what was told");
      }
    }

    private void ended(String why) {
      over();
      end.compareAndSet(null, new Told(Kind.ENDED, why, 0, clock.nanos()));
    }

    @Override
    public void onError(Throwable failed) {
      ended(String.valueOf(failed.getMessage()));
    }

    @Override
    public void onCompleted() {
      ended("the member closed it");
    }
  }
}
