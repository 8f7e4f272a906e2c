package io.faultstream.cluster.worker.transfer;

import io.faultstream.cluster.plane.FrameType;
import io.faultstream.cluster.plane.Frames;
import io.faultstream.cluster.worker.transfer.KeptPrompts.End;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Function;

/**
 * A prefill worker's side of the transfers on one connection: each takes its time, then its prompt
 * is free. When the connection ends first, the prompt is free at once. For the event loop.
 */
public final class Handovers {

  private final KeptPrompts kept;
  private final Duration length;
  private final Later later;
  private final Function<Buffer, Future<Void>> out;
  private final Set<Long> running = new HashSet<>();

  /** Does something after a while, on the event loop. */
  @FunctionalInterface
  public interface Later {

    /** Once. */
    void after(Duration delay, Runnable work);
  }

  /**
   * None yet.
   *
   * @param length how long each takes
   * @param out writes to the decode worker
   */
  Handovers(KeptPrompts kept, Duration length, Later later, Function<Buffer, Future<Void>> out) {
    this.kept = kept;
    this.length = length;
    this.later = later;
    this.out = out;
  }

  /** A decode worker asks for a prompt. */
  public void fetch(int stream, long id) {
    if (!kept.fetch(id)) {
      answer(FrameType.LOST, stream);
      return;
    }
    running.add(id);
    if (length.isZero()) {
      done(stream, id);
    } else {
      later.after(length, () -> done(stream, id));
    }
  }

  /** It is kept until the answer has left: a worker that is to stop waits for its last prompt. */
  private void done(int stream, long id) {
    if (!running.remove(id)) {
      return;
    }
    if (kept.has(id)) {
      answer(FrameType.FETCHED, stream).onComplete(unused -> kept.drop(id, End.FETCHED));
    } else {
      answer(FrameType.LOST, stream);
    }
  }

  private Future<Void> answer(FrameType type, int stream) {
    Buffer frame = Buffer.buffer();
    Frames.bare(frame, type, stream);
    return out.apply(frame);
  }

  /** The decode worker is gone. */
  public void closed() {
    running.forEach(id -> kept.drop(id, End.DISCONNECTED));
    running.clear();
  }
}
