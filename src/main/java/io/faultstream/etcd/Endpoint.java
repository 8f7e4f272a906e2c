package io.faultstream.etcd;

import com.google.protobuf.ByteString;
import io.etcd.jetcd.api.AlarmMember;
import io.etcd.jetcd.api.AlarmRequest;
import io.etcd.jetcd.api.AlarmRequest.AlarmAction;
import io.etcd.jetcd.api.AlarmType;
import io.etcd.jetcd.api.ClusterGrpc;
import io.etcd.jetcd.api.CompactionRequest;
import io.etcd.jetcd.api.DefragmentRequest;
import io.etcd.jetcd.api.DeleteRangeRequest;
import io.etcd.jetcd.api.HashKVRequest;
import io.etcd.jetcd.api.HashKVResponse;
import io.etcd.jetcd.api.KVGrpc;
import io.etcd.jetcd.api.MaintenanceGrpc;
import io.etcd.jetcd.api.MemberAddRequest;
import io.etcd.jetcd.api.MemberListRequest;
import io.etcd.jetcd.api.MemberPromoteRequest;
import io.etcd.jetcd.api.MemberRemoveRequest;
import io.etcd.jetcd.api.MoveLeaderRequest;
import io.etcd.jetcd.api.PutRequest;
import io.etcd.jetcd.api.RangeRequest;
import io.etcd.jetcd.api.RangeResponse;
import io.etcd.jetcd.api.StatusRequest;
import io.etcd.jetcd.api.StatusResponse;
import io.faultstream.etcd.status.Alarm;
import io.faultstream.etcd.status.Listing;
import io.faultstream.etcd.status.MemberStatus;
import io.faultstream.etcd.status.StoreHash;
import io.faultstream.network.Address;
import io.grpc.Channel;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.AbstractStub;
import java.io.Closeable;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The way to one member and no other. Every call is tried once, under a deadline, and fails at once
 * when nobody listens: who repeats it must know what that means. The client of jetcd repeats some
 * calls for ever and goes on to other members, therefore its plain stubs are used. Thread-safe.
 */
public final class Endpoint implements Closeable {
  /** For what a member answers by itself. */
  private static final Duration QUICK = Duration.ofSeconds(2);

  /** A server gives up after 5 s and two elections, 7 s as a rule; it shall be the one to say. */
  private static final Duration AGREED = Duration.ofSeconds(12);

  /** Rewrites a whole store. */
  private static final Duration REWRITE = Duration.ofMinutes(1);

  /** The protocol's number of an alarm that the client has no name for. */
  private static final int CORRUPT = 2;

  /** Its lines about the machine are none of the reader's business. */
  private static final Logger QUIET = Logger.getLogger("io.grpc");

  static {
    QUIET.setLevel(Level.WARNING);
  }

  /** Read where any key would do. */
  public static final String NO_KEY = "faultstream/none";

  /** How soon a connection that was cut is given up, as the clients of the target do it. */
  private static final Duration PING = Duration.ofSeconds(10);

  private static final Duration PONG = Duration.ofSeconds(3);

  private final String name;
  private final Address address;
  private final ManagedChannel channel;
  private final AtomicInteger watches = new AtomicInteger();

  /** A value as a member gave it. */
  public record Value(String text, long modRevision) {}

  /** To the member at this address; connects when it is first used. */
  Endpoint(String name, Address address) {
    this.name = name;
    this.address = address;
    // Without a proxy, whatever the user's environment says: it is this machine.
    this.channel =
        ManagedChannelBuilder.forAddress(address.host(), address.port())
            .usePlaintext()
            .keepAliveTime(PING.toSeconds(), TimeUnit.SECONDS)
            .keepAliveTimeout(PONG.toSeconds(), TimeUnit.SECONDS)
            .proxyDetector(any -> null)
            .build();
  }

  /** The member's name. */
  public String name() {
    return name;
  }

  /** The same way by a connection of its own; the caller closes it. */
  public Endpoint anew() {
    return new Endpoint(name, address);
  }

  /** One of our own watches at this member has begun (1) or is over (-1). */
  public void watched(int change) {
    watches.addAndGet(change);
  }

  /** How many of the watches at this member are our own. */
  public int watches() {
    return watches.get();
  }

  /** An answer that was asked for. */
  @FunctionalInterface
  interface Pending {
    /** Waits for it; bounded in time. */
    MemberStatus await() throws EtcdException, InterruptedException;
  }

  /** Asks what it says of itself, without waiting; also a member without a leader says it. */
  Pending ask() {
    channel.resetConnectBackoff();
    Future<StatusResponse> answer =
        within(MaintenanceGrpc.newFutureStub(channel), QUICK)
            .status(StatusRequest.getDefaultInstance());
    return () -> {
      try {
        return MemberStatus.from(name, answer.get());
      } catch (ExecutionException e) {
        throw EtcdException.of(name + ", status", Status.fromThrowable(e));
      }
    };
  }

  /**
   * The members of the cluster as all that was agreed on before this call has made it: the list
   * alone is the member's own view, so it first reads a key as of now.
   */
  public Listing members() throws EtcdException, InterruptedException {
    revision();
    return call(
        "member list",
        () -> Listing.from(cluster().memberList(MemberListRequest.getDefaultInstance())));
  }

  /** Takes a member out of the cluster. */
  void removeMember(long id) throws EtcdException, InterruptedException {
    MemberRemoveRequest request = MemberRemoveRequest.newBuilder().setID(id).build();
    call("member remove " + Long.toHexString(id), () -> cluster().memberRemove(request));
  }

  /** Adds a member that has no vote yet. */
  void addLearner(String peerUrl) throws EtcdException, InterruptedException {
    MemberAddRequest request =
        MemberAddRequest.newBuilder().addPeerURLs(peerUrl).setIsLearner(true).build();
    call("member add " + peerUrl, () -> cluster().memberAdd(request));
  }

  /** Gives a learner its vote. */
  void promote(long id) throws EtcdException, InterruptedException {
    MemberPromoteRequest request = MemberPromoteRequest.newBuilder().setID(id).build();
    call("member promote " + Long.toHexString(id), () -> cluster().memberPromote(request));
  }

  /** Makes another member the leader; only the leader itself can. */
  void moveLeader(long id) throws EtcdException, InterruptedException {
    MoveLeaderRequest request = MoveLeaderRequest.newBuilder().setTargetID(id).build();
    call("move leader to " + Long.toHexString(id), () -> maintenance(AGREED).moveLeader(request));
  }

  /** The alarms of all members. */
  List<Alarm> alarms() throws EtcdException, InterruptedException {
    AlarmRequest request = AlarmRequest.newBuilder().setAction(AlarmAction.GET).build();
    return call(
        "alarm list",
        () ->
            maintenance(AGREED).alarm(request).getAlarmsList().stream()
                .map(Endpoint::alarm)
                .toList());
  }

  private static Alarm alarm(AlarmMember alarm) {
    Alarm.Kind kind =
        switch (alarm.getAlarmValue()) {
          case AlarmType.NOSPACE_VALUE -> Alarm.Kind.NO_SPACE;
          case CORRUPT -> Alarm.Kind.CORRUPT;
          default -> Alarm.Kind.OTHER;
        };
    return new Alarm(alarm.getMemberID(), kind);
  }

  /** Takes back a NOSPACE alarm; it comes again when its cause is still there. */
  void disarmNoSpace(long memberId) throws EtcdException, InterruptedException {
    AlarmRequest request =
        AlarmRequest.newBuilder()
            .setAction(AlarmAction.DEACTIVATE)
            .setMemberID(memberId)
            .setAlarm(AlarmType.NOSPACE)
            .build();
    call("alarm disarm", () -> maintenance(AGREED).alarm(request));
  }

  /** Gives back the room in its file that holds no data; it answers nobody meanwhile. */
  void defragment() throws EtcdException, InterruptedException {
    call(
        "defragment",
        () -> maintenance(REWRITE).defragment(DefragmentRequest.getDefaultInstance()));
  }

  /** Drops all versions of keys below a revision, on all members; returns when it is done here. */
  void compact(long revision) throws EtcdException, InterruptedException {
    CompactionRequest request =
        CompactionRequest.newBuilder().setRevision(revision).setPhysical(true).build();
    call("compact to " + revision, () -> keys(REWRITE).compact(request));
  }

  /** The hash of all its keys up to a revision; 0: up to the one it is at. */
  StoreHash hash(long revision) throws EtcdException, InterruptedException {
    HashKVRequest request = HashKVRequest.newBuilder().setRevision(revision).build();
    HashKVResponse answer =
        call("hash up to " + revision, () -> maintenance(REWRITE).hashKV(request));
    long upTo = revision == 0 ? answer.getHeader().getRevision() : revision;
    return new StoreHash(name, upTo, answer.getCompactRevision(), answer.getHash());
  }

  /**
   * Writes a key.
   *
   * @return the revision it was written at
   * @throws EtcdException when it was not acknowledged; see {@link EtcdException#outcomeUnknown}
   */
  public long put(String key, String value) throws EtcdException, InterruptedException {
    PutRequest request = PutRequest.newBuilder().setKey(bytes(key)).setValue(bytes(value)).build();
    return call("put " + key, () -> keys(AGREED).put(request).getHeader().getRevision());
  }

  /** Reads a key as of now: needs a leader and a quorum. */
  public Optional<Value> get(String key) throws EtcdException, InterruptedException {
    return get(key, false);
  }

  /** The revision of the cluster as of now: needs a leader and a quorum. */
  public long revision() throws EtcdException, InterruptedException {
    RangeRequest request = RangeRequest.newBuilder().setKey(bytes(NO_KEY)).build();
    return call("revision", () -> keys(AGREED).range(request).getHeader().getRevision());
  }

  /** Reads a key as this member has it: needs nobody else, and may be old. */
  public Optional<Value> getLocal(String key) throws EtcdException, InterruptedException {
    return get(key, true);
  }

  private Optional<Value> get(String key, boolean serializable)
      throws EtcdException, InterruptedException {
    RangeRequest request =
        RangeRequest.newBuilder().setKey(bytes(key)).setSerializable(serializable).build();
    RangeResponse answer = call("get " + key, () -> keys(AGREED).range(request));
    return answer.getKvsList().stream()
        .findFirst()
        .map(found -> new Value(found.getValue().toStringUtf8(), found.getModRevision()));
  }

  /** Deletes a key; whether there was one. */
  public boolean delete(String key) throws EtcdException, InterruptedException {
    DeleteRangeRequest request = DeleteRangeRequest.newBuilder().setKey(bytes(key)).build();
    return call("delete " + key, () -> keys(AGREED).deleteRange(request).getDeleted() > 0);
  }

  private static ByteString bytes(String text) {
    return ByteString.copyFromUtf8(text);
  }

  private MaintenanceGrpc.MaintenanceBlockingStub maintenance(Duration within) {
    return within(MaintenanceGrpc.newBlockingStub(channel), within);
  }

  private ClusterGrpc.ClusterBlockingStub cluster() {
    return within(ClusterGrpc.newBlockingStub(channel), AGREED);
  }

  private KVGrpc.KVBlockingStub keys(Duration within) {
    return within(KVGrpc.newBlockingStub(channel), within);
  }

  private static <S extends AbstractStub<S>> S within(S stub, Duration within) {
    return stub.withDeadlineAfter(within.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** A call of a stub. */
  @FunctionalInterface
  private interface Call<T> {
    T run();
  }

  private <T> T call(String what, Call<T> call) throws EtcdException, InterruptedException {
    // After its member was away the channel waits longer and longer before it tries again.
    channel.resetConnectBackoff();
    try {
      return call.run();
    } catch (StatusRuntimeException e) {
      if (Thread.interrupted()) {
        throw new InterruptedException("interrupted while asking " + name);
      }
      throw EtcdException.of(name + ", " + what, e.getStatus());
    }
  }

  /** Tries to connect at once: after its member was away it else waits longer and longer. */
  public void reconnect() {
    channel.resetConnectBackoff();
  }

  /** For stubs of others: watches, leases, streams. */
  public Channel channel() {
    return channel;
  }

  /** Ends all calls. */
  @Override
  public void close() {
    channel.shutdownNow();
  }
}
