package io.faultstream.cluster.discovery.etcd;

import com.google.protobuf.ByteString;
import io.etcd.jetcd.api.Event;
import io.etcd.jetcd.api.KVGrpc;
import io.etcd.jetcd.api.KeyValue;
import io.etcd.jetcd.api.RangeRequest;
import io.etcd.jetcd.api.RangeResponse;
import io.etcd.jetcd.api.WatchCreateRequest;
import io.etcd.jetcd.api.WatchGrpc;
import io.etcd.jetcd.api.WatchProgressRequest;
import io.etcd.jetcd.api.WatchRequest;
import io.etcd.jetcd.api.WatchResponse;
import io.faultstream.cluster.defect.DiscoveryDefect;
import io.faultstream.cluster.discovery.Instance;
import io.faultstream.cluster.log.Log;
import io.grpc.Metadata;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * All keys of instances as the store has them: read once, then followed event by event. After the
 * stream was lost it resumes at the last revision and one, on any member; where that has been
 * compacted away everything is read anew. A daemon thread of its own calls the watcher.
 */
final class KeyWatch implements AutoCloseable, Runnable {
  /** Attempts to reach the store go on in rounds of this length, as in Dynamo's runtime. */
  private static final Duration ROUND = Duration.ofSeconds(10);

  private static final Duration CALL = Duration.ofSeconds(2);

  /** A member that says nothing for so long is asked how far it is, and given as long again. */
  private static final Duration QUIET = Duration.ofSeconds(3);

  private static final WatchRequest PROGRESS =
      WatchRequest.newBuilder()
          .setProgressRequest(WatchProgressRequest.getDefaultInstance())
          .build();

  /** A member without a leader ends its watches with this header, instead of going silent. */
  private static final Metadata NEEDS_LEADER = new Metadata();

  static {
    NEEDS_LEADER.put(Metadata.Key.of("hasleader", Metadata.ASCII_STRING_MARSHALLER), "true");
  }

  private final Connector connector;
  private final DiscoveryDefect defect;
  private final Consumer<List<Instance>> watcher;
  private final Log log;
  private final Map<String, String> keys = new TreeMap<>();
  private List<Instance> told = List.of();
  private boolean first = true;

  /** The last revision that was seen; 0: nothing was read, or what followed it is gone. */
  private long revision;

  KeyWatch(Connector connector, DiscoveryDefect defect, Consumer<List<Instance>> watcher) {
    this.connector = connector;
    this.defect = defect;
    this.watcher = watcher;
    this.log = connector.log();
  }

  /** Begins to watch. */
  KeyWatch start() {
    Thread thread = new Thread(this, "discovery");
    thread.setDaemon(true);
    thread.start();
    return this;
  }

  @Override
  public void run() {
    try {
      while (!connector.closed()) {
        try {
          if (revision == 0) {
            resync();
          }
          follow();
        } catch (StatusRuntimeException | Answers.Ended lost) {
          lost(lost);
        }
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void lost(Exception why) {
    if (connector.closed()) {
      return;
    }
    log.warn("Error watching stream for prefix '%s': %s", Keys.ALL, why);
    if (defect == DiscoveryDefect.NEVER_REWATCHES) {
      connector.close();
    } else if (!connector.reconnect(ROUND)) {
      log.error("Failed to reconnect to ETCD for watching prefix '%s'", Keys.ALL);
    }
  }

  /** Reads all keys as of now. */
  private void resync() {
    RangeRequest all =
        RangeRequest.newBuilder().setKey(bytes(Keys.ALL)).setRangeEnd(afterAll()).build();
    RangeResponse answer =
        KVGrpc.newBlockingStub(connector.channel())
            .withDeadlineAfter(CALL.toMillis(), TimeUnit.MILLISECONDS)
            .range(all);
    keys.clear();
    for (KeyValue key : answer.getKvsList()) {
      keys.put(key.getKey().toStringUtf8(), key.getValue().toStringUtf8());
    }
    revision = answer.getHeader().getRevision();
    log.info("Resync of prefix '%s' keys=%d revision=%d", Keys.ALL, keys.size(), revision);
    tell();
  }

  /** Follows what happens after the last revision until the stream ends or falls behind. */
  private void follow() throws Answers.Ended, InterruptedException {
    Answers<WatchResponse> answers = new Answers<>();
    StreamObserver<WatchRequest> stream =
        WatchGrpc.newStub(connector.channel())
            .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(NEEDS_LEADER))
            .watch(answers);
    stream.onNext(
        WatchRequest.newBuilder()
            .setCreateRequest(
                WatchCreateRequest.newBuilder()
                    .setKey(bytes(Keys.ALL))
                    .setRangeEnd(afterAll())
                    .setStartRevision(revision + 1))
            .build());
    boolean asked = false;
    while (!connector.closed()) {
      Optional<WatchResponse> next = answers.take(QUIET);
      if (next.isEmpty() && asked) {
        throw new Answers.Ended("no answer");
      }
      asked = next.isEmpty();
      if (asked) {
        stream.onNext(PROGRESS);
      } else if (!apply(next.get())) {
        stream.onCompleted();
        return;
      }
    }
  }

  /** Whether the stream goes on after this answer. */
  private boolean apply(WatchResponse answer) throws Answers.Ended {
    if (answer.getCreated()) {
      log.debug("Watch stream established for prefix '%s' after=%d", Keys.ALL, revision);
    }
    if (answer.getCompactRevision() > 0) {
      log.warn(
          "Watch stream of prefix '%s' fell behind after=%d compacted=%d",
          Keys.ALL, revision, answer.getCompactRevision());
      boolean loses = defect == DiscoveryDefect.LOSES_RESYNC;
      revision = loses ? answer.getCompactRevision() : 0;
      return false;
    }
    if (answer.getCanceled()) {
      throw new Answers.Ended(answer.getCancelReason());
    }
    for (Event event : answer.getEventsList()) {
      String key = event.getKv().getKey().toStringUtf8();
      if (event.getType() == Event.EventType.DELETE) {
        keys.remove(key);
      } else {
        keys.put(key, event.getKv().getValue().toStringUtf8());
      }
      revision = Math.max(revision, event.getKv().getModRevision());
    }
    tell();
    return true;
  }

  private void tell() {
    List<Instance> now = Keys.instances(keys);
    if (first || !now.equals(told)) {
      first = false;
      told = now;
      watcher.accept(now);
    }
  }

  private static ByteString bytes(String text) {
    return ByteString.copyFromUtf8(text);
  }

  /** The first key behind all that begin with the prefix: its last character, and one. */
  private static ByteString afterAll() {
    int last = Keys.ALL.length() - 1;
    return bytes(Keys.ALL.substring(0, last) + (char) (Keys.ALL.charAt(last) + 1));
  }

  @Override
  public void close() {
    connector.close();
  }
}
