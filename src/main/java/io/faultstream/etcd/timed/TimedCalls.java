package io.faultstream.etcd.timed;

import com.google.protobuf.ByteString;
import io.etcd.jetcd.api.HashKVRequest;
import io.etcd.jetcd.api.HashKVResponse;
import io.etcd.jetcd.api.KVGrpc;
import io.etcd.jetcd.api.LeaseGrpc;
import io.etcd.jetcd.api.LeaseTimeToLiveRequest;
import io.etcd.jetcd.api.LeaseTimeToLiveResponse;
import io.etcd.jetcd.api.MaintenanceGrpc;
import io.etcd.jetcd.api.PutRequest;
import io.etcd.jetcd.api.RangeRequest;
import io.etcd.jetcd.api.RangeResponse;
import io.etcd.jetcd.api.StatusRequest;
import io.etcd.jetcd.api.StatusResponse;
import io.faultstream.etcd.Endpoint;
import io.faultstream.etcd.EtcdException;
import io.faultstream.etcd.status.MemberStatus;
import io.faultstream.etcd.status.StoreHash;
import io.faultstream.time.Ticker;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.AbstractStub;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Calls of one member that are tried once and given up after a time that the caller chose: who
 * measures a cluster wants to know soon, and to go on. Thread-safe.
 */
public final class TimedCalls {
  private final Endpoint endpoint;
  private final Duration within;

  /** Over this way to a member; each call is given up after {@code within}. */
  public TimedCalls(Endpoint endpoint, Duration within) {
    this.endpoint = endpoint;
    this.within = within;
  }

  /**
   * A key as it was read.
   *
   * @param name of the key
   * @param text its value
   * @param modRevision at which it was written
   * @param lease number of the lease that it is bound to, 0: none
   */
  public record Key(String name, String text, long modRevision, long lease) {}

  /**
   * What a read found.
   *
   * @param revision of the store that was read
   * @param keys that are there
   * @param more whether there are more of them than were asked for
   */
  public record Found(long revision, List<Key> keys, boolean more) {
    public Found {
      keys = List.copyOf(keys);
    }

    /** The first of them. */
    public Optional<Key> first() {
      return keys.stream().findFirst();
    }
  }

  /**
   * How much is left of a lease, in whole seconds as the leader says it.
   *
   * @param granted for how long it was granted
   * @param remaining until it ends, rounded down; negative: there is no such lease
   */
  public record LeaseTime(long granted, long remaining) {}

  /**
   * An answer that was asked for.
   *
   * @param <T> what is answered
   */
  @FunctionalInterface
  public interface Asked<T> {
    /**
     * Waits for it; bounded in time.
     *
     * @throws EtcdException when it does not come
     */
    T await() throws EtcdException, InterruptedException;
  }

  /** The member's name. */
  public String member() {
    return endpoint.name();
  }

  /**
   * Writes a key.
   *
   * @return the revision it was written at
   * @throws EtcdException when it was not acknowledged; see {@link EtcdException#outcomeUnknown}
   */
  public long put(String key, String value) throws EtcdException, InterruptedException {
    PutRequest request = PutRequest.newBuilder().setKey(bytes(key)).setValue(bytes(value)).build();
    return call("put", () -> keys().put(request).getHeader().getRevision());
  }

  /**
   * Asks for what the member can answer alone.
   *
   * @throws EtcdException when it does not
   */
  public void ping() throws EtcdException, InterruptedException {
    var unused = get(Endpoint.NO_KEY, true);
  }

  /**
   * Reads a key.
   *
   * @param local as the member has it, which may be old; else as of now
   */
  public Found get(String key, boolean local) throws EtcdException, InterruptedException {
    return range(RangeRequest.newBuilder().setKey(bytes(key)).setSerializable(local));
  }

  /**
   * Reads the keys from one on that begin with a prefix, in their order, as of now.
   *
   * @param from the first key that may be among them
   * @param revision of the store to read, 0: the present one
   * @param most at most so many
   */
  public Found keys(String prefix, String from, long revision, int most)
      throws EtcdException, InterruptedException {
    return range(
        RangeRequest.newBuilder()
            .setKey(bytes(from))
            .setRangeEnd(bytes(after(prefix)))
            .setRevision(revision)
            .setLimit(most));
  }

  private Found range(RangeRequest.Builder request) throws EtcdException, InterruptedException {
    RangeResponse answer = call("get", () -> keys().range(request.build()));
    return new Found(
        answer.getHeader().getRevision(),
        answer.getKvsList().stream()
            .map(
                one ->
                    new Key(
                        one.getKey().toStringUtf8(),
                        one.getValue().toStringUtf8(),
                        one.getModRevision(),
                        one.getLease()))
            .toList(),
        answer.getMore());
  }

  /**
   * The hash of all its keys up to a revision.
   *
   * @throws EtcdException also when it has not come as far yet
   */
  public StoreHash hash(long revision) throws EtcdException, InterruptedException {
    HashKVRequest request = HashKVRequest.newBuilder().setRevision(revision).build();
    HashKVResponse answer =
        call("hash", () -> within(MaintenanceGrpc.newBlockingStub(channel())).hashKV(request));
    return new StoreHash(member(), revision, answer.getCompactRevision(), answer.getHash());
  }

  /** Asks what it says of itself, without waiting. */
  public Asked<MemberStatus> status() {
    endpoint.reconnect();
    Future<StatusResponse> answer =
        within(MaintenanceGrpc.newFutureStub(channel())).status(StatusRequest.getDefaultInstance());
    return () -> MemberStatus.from(member(), await("status", answer));
  }

  /**
   * Asks how much is left of a lease, without waiting. A member that does not lead asks the leader;
   * without one there is no answer.
   *
   * @param lease its number
   */
  public Asked<LeaseTime> lease(long lease) {
    endpoint.reconnect();
    LeaseTimeToLiveRequest request = LeaseTimeToLiveRequest.newBuilder().setID(lease).build();
    Future<LeaseTimeToLiveResponse> answer =
        within(LeaseGrpc.newFutureStub(channel())).leaseTimeToLive(request);
    return () -> {
      LeaseTimeToLiveResponse told = await("lease", answer);
      return new LeaseTime(told.getGrantedTTL(), told.getTTL());
    };
  }

  private <T> T await(String what, Future<T> answer) throws EtcdException, InterruptedException {
    try {
      return answer.get();
    } catch (ExecutionException e) {
      throw EtcdException.of(member() + ", " + what, Status.fromThrowable(e));
    }
  }

  /**
   * Watches all keys that begin with a prefix, from a revision on.
   *
   * @param clock for the moments at which changes arrive
   */
  public PrefixWatch watch(String prefix, long fromRevision, Ticker clock) {
    endpoint.reconnect();
    return new PrefixWatch(endpoint, prefix, fromRevision, clock);
  }

  private KVGrpc.KVBlockingStub keys() {
    return within(KVGrpc.newBlockingStub(channel()));
  }

  private io.grpc.Channel channel() {
    return endpoint.channel();
  }

  private <S extends AbstractStub<S>> S within(S stub) {
    return stub.withDeadlineAfter(within.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** A call of a stub. */
  @FunctionalInterface
  private interface Call<T> {
    T run();
  }

  private <T> T call(String what, Call<T> call) throws EtcdException, InterruptedException {
    endpoint.reconnect();
    try {
      return call.run();
    } catch (StatusRuntimeException e) {
      if (Thread.interrupted()) {
        throw new InterruptedException("interrupted while asking " + member());
      }
      throw EtcdException.of(member() + ", " + what, e.getStatus());
    }
  }

  static ByteString bytes(String text) {
    return ByteString.copyFromUtf8(text);
  }

  /** The first key behind all that begin with the prefix: its last character, and one. */
  static String after(String prefix) {
    int last = prefix.length() - 1;
    return prefix.substring(0, last) + (char) (prefix.charAt(last) + 1);
  }
}
