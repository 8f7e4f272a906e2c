package io.faultstream.cluster.discovery.etcd;

import com.google.protobuf.ByteString;
import io.etcd.jetcd.api.KVGrpc;
import io.etcd.jetcd.api.LeaseGrantRequest;
import io.etcd.jetcd.api.LeaseGrpc;
import io.etcd.jetcd.api.LeaseKeepAliveRequest;
import io.etcd.jetcd.api.LeaseKeepAliveResponse;
import io.etcd.jetcd.api.LeaseRevokeRequest;
import io.etcd.jetcd.api.PutRequest;
import io.etcd.jetcd.api.RequestOp;
import io.etcd.jetcd.api.TxnRequest;
import io.faultstream.cluster.defect.DiscoveryDefect;
import io.faultstream.cluster.discovery.Discovery;
import io.faultstream.cluster.log.Log;
import io.faultstream.cluster.time.Ticker;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A lease and the keys that are bound to it, kept alive by a daemon thread: at half of the time
 * that is left until it would end, as Dynamo's runtime does it. A stream that is lost is opened
 * again, on another member if need be, while the lease could still be alive. A lease that is lost
 * in spite of it is the end, unless its keys are to be announced again.
 */
final class KeptLease implements Discovery.Lease, Runnable {
  /** A member that does not answer a keep-alive within this is not the one to ask. */
  private static final Duration ANSWERS = Duration.ofSeconds(3);

  /** After a stop of this process nothing is left, and the store may know better. */
  private static final Duration LEAST = Duration.ofMillis(500);

  private static final Duration CALL = Duration.ofSeconds(2);

  /** A process that ends looks for another member no longer than this: an election or two. */
  private static final Duration REVOKES = Duration.ofSeconds(6);

  private final Connector connector;
  private final Content content;
  private final DiscoveryDefect defect;
  private final Ticker ticker;
  private final Log log;
  private volatile long id;
  private volatile boolean ended;
  private long deadline;
  private @Nullable StreamObserver<LeaseKeepAliveRequest> asking;
  private Answers<LeaseKeepAliveResponse> answers = new Answers<>();

  /**
   * What is announced, for how long, and what happens when it is lost.
   *
   * @param keys bound to the lease, with their values
   * @param lease time to live
   */
  record Content(Map<String, String> keys, Duration lease, Discovery.Terms terms) {}

  private KeptLease(Connector connector, Content content, DiscoveryDefect defect) {
    this.connector = connector;
    this.content = content;
    this.defect = defect;
    this.ticker = connector.ticker();
    this.log = connector.log();
  }

  /** Announces, and begins to keep it alive. */
  static KeptLease start(Connector connector, Content content, DiscoveryDefect defect)
      throws IOException {
    KeptLease lease = new KeptLease(connector, content, defect);
    lease.announceWithin(content.lease());
    Thread thread = new Thread(lease, "lease");
    thread.setDaemon(true);
    thread.start();
    return lease;
  }

  /** At the first member that takes it: one may be dead, or the leader just being elected. */
  private void announceWithin(Duration within) throws IOException {
    long until = ticker.nanos() + within.toNanos();
    boolean reached = connector.connect(within);
    while (reached) {
      try {
        announce();
        return;
      } catch (IOException failed) {
        log.warn("cannot register, trying another member: %s", failed);
        Duration left = Duration.ofNanos(until - ticker.nanos());
        reached = !left.isNegative() && connector.reconnect(left);
        if (!reached) {
          throw failed;
        }
      }
    }
    throw new IOException("no member of the etcd cluster answers");
  }

  /** Under the lease that an earlier attempt was granted, so that its keys have one lease only. */
  private void announce() throws IOException {
    try {
      if (id == 0) {
        id =
            LeaseGrpc.newBlockingStub(connector.channel())
                .withDeadlineAfter(CALL.toMillis(), TimeUnit.MILLISECONDS)
                .leaseGrant(
                    LeaseGrantRequest.newBuilder().setTTL(content.lease().toSeconds()).build())
                .getID();
        deadline = ticker.nanos() + content.lease().toNanos();
      }
      put();
    } catch (StatusRuntimeException failed) {
      if (failed.getStatus().getCode() == Status.Code.NOT_FOUND) {
        id = 0;
      }
      throw new IOException("etcd: " + failed.getStatus(), failed);
    }
  }

  private void put() {
    TxnRequest.Builder all = TxnRequest.newBuilder();
    content
        .keys()
        .forEach(
            (key, value) ->
                all.addSuccess(
                    RequestOp.newBuilder()
                        .setRequestPut(
                            PutRequest.newBuilder()
                                .setKey(ByteString.copyFromUtf8(key))
                                .setValue(ByteString.copyFromUtf8(value))
                                .setLease(id))));
    if (!content.keys().isEmpty()) {
      var unused =
          KVGrpc.newBlockingStub(connector.channel())
              .withDeadlineAfter(CALL.toMillis(), TimeUnit.MILLISECONDS)
              .txn(all.build());
    }
  }

  @Override
  public void run() {
    try {
      while (!ended) {
        if (!keepAlive()) {
          lost();
        }
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Asks once and waits until it is time to ask again; false when the lease is lost. */
  private boolean keepAlive() throws InterruptedException {
    try {
      if (ask()) {
        connector.pause(left().dividedBy(2));
        return true;
      }
      log.warn("Keep-alive lease expired lease_id=%d", id);
      return false;
    } catch (Answers.Ended broken) {
      if (ended) {
        return true;
      }
      log.warn("Keep-alive stream error lease_id=%d error=%s", id, broken);
      asking = null;
      if (defect == DiscoveryDefect.RECONNECTS_LATE) {
        connector.pause(content.lease());
        deadline = ticker.nanos() + content.lease().toNanos();
      }
      return defect != DiscoveryDefect.DROPS_LEASE && connector.reconnect(left());
    }
  }

  /** Whether the lease lives, says the store. */
  private boolean ask() throws Answers.Ended, InterruptedException {
    StreamObserver<LeaseKeepAliveRequest> stream = asking;
    if (stream == null) {
      answers = new Answers<>();
      stream = LeaseGrpc.newStub(connector.channel()).leaseKeepAlive(answers);
      asking = stream;
      log.debug("Established keep-alive stream lease_id=%d", id);
    }
    stream.onNext(LeaseKeepAliveRequest.newBuilder().setID(id).build());
    LeaseKeepAliveResponse answer =
        answers.take(patience()).orElseThrow(() -> new Answers.Ended("no answer"));
    deadline = ticker.nanos() + TimeUnit.SECONDS.toNanos(answer.getTTL());
    return answer.getTTL() > 0;
  }

  /** What is left of the lease must do for another member too. */
  private Duration patience() {
    Duration half = left().dividedBy(2);
    Duration shorter = half.compareTo(ANSWERS) < 0 ? half : ANSWERS;
    return shorter.compareTo(LEAST) < 0 ? LEAST : shorter;
  }

  private Duration left() {
    return Duration.ofNanos(Math.max(0, deadline - ticker.nanos()));
  }

  /** Never at once with {@link #revoke}: what was revoked is not announced again. */
  private synchronized void lost() {
    if (ended) {
      return;
    }
    log.error("Unable to maintain lease - expired or revoked. Check etcd server status");
    if (!content.terms().rejoin()) {
      ended = true;
      connector.close();
      if (!outlived()) {
        content.terms().lost().run();
      }
      return;
    }
    asking = null;
    id = 0;
    try {
      announceWithin(content.lease());
      log.info("registered again lease_id=%d", id);
    } catch (IOException failed) {
      log.warn("cannot register again, trying once more: %s", failed);
    }
  }

  /** Of a lease with keys only: that is a worker's. */
  private boolean outlived() {
    return defect == DiscoveryDefect.OUTLIVES_LEASE && !content.keys().isEmpty();
  }

  @Override
  public synchronized void revoke() {
    if (ended) {
      return;
    }
    ended = true;
    if (!revoked(connector) && !revokedElsewhere()) {
      log.warn("discovery: cannot revoke lease_id=%d, it will expire", id);
    }
    connector.close();
  }

  /** Again and again: a member that answers may have no leader yet. */
  private boolean revokedElsewhere() {
    long until = ticker.nanos() + REVOKES.toNanos();
    try (Connector other = connector.another()) {
      boolean done = false;
      while (!done && other.reconnect(Duration.ofNanos(Math.max(0, until - ticker.nanos())))) {
        done = revoked(other);
      }
      return done;
    }
  }

  private boolean revoked(Connector at) {
    try {
      var unused =
          LeaseGrpc.newBlockingStub(at.channel())
              .withDeadlineAfter(CALL.toMillis(), TimeUnit.MILLISECONDS)
              .leaseRevoke(LeaseRevokeRequest.newBuilder().setID(id).build());
      return true;
    } catch (StatusRuntimeException failed) {
      log.debug("lease_id=%d is not revoked: %s", id, failed.getStatus());
      return false;
    }
  }
}
