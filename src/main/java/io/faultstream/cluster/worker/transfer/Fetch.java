package io.faultstream.cluster.worker.transfer;

import io.faultstream.cluster.plane.Frame;
import io.faultstream.cluster.plane.FrameReader;
import io.faultstream.cluster.plane.FrameType;
import io.faultstream.cluster.plane.Frames;
import io.faultstream.cluster.plane.MalformedFrameException;
import io.faultstream.cluster.plane.PromptPlace;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One prompt on its way to this decode worker, over a connection of its own to the prefill worker
 * that keeps it. For the event loop.
 */
public final class Fetch {

  /** The only one of its connection. */
  private static final int STREAM = 0;

  private final PromptPlace place;
  private final Listener listener;
  private final Vertx vertx;
  private final long timer;
  private @Nullable NetSocket socket;
  private boolean over;

  /** Who waits for it: hears one of these, once, later, and on the event loop. */
  public interface Listener {

    /** It is here. */
    void arrived();

    /** The worker does not have it any more. */
    void lost();

    /** The worker refused, went away, or said nothing in time. */
    void unreachable(String why);
  }

  private Fetch(PromptPlace place, Listener listener, Vertx vertx, Duration timeout) {
    this.place = place;
    this.listener = listener;
    this.vertx = vertx;
    this.timer =
        vertx.setTimer(
            timeout.toMillis(),
            unused -> end(() -> listener.unreachable("silent for " + timeout.toMillis() + " ms")));
  }

  /** Asks for a prompt, and waits for it for so long. */
  static Fetch start(PromptPlace place, Listener listener, NetClient client, Waits waits) {
    Fetch fetch = new Fetch(place, listener, waits.vertx(), waits.timeout());
    client
        .connect(place.port(), place.host())
        .onSuccess(fetch::connected)
        .onFailure(why -> fetch.end(() -> listener.unreachable(why.toString())));
    return fetch;
  }

  /** Where and how long one is waited for. */
  record Waits(Vertx vertx, Duration timeout) {}

  private void connected(NetSocket opened) {
    Buffer frame = Buffer.buffer();
    Frames.fetch(frame, STREAM, place.id());
    if (over) {
      opened.end(frame); // So that it knows which prompt is not wanted.
      return;
    }
    socket = opened;
    opened.handler(new FrameReader(this::onFrame));
    opened.exceptionHandler(failure -> end(() -> listener.unreachable(failure.toString())));
    opened.closeHandler(unused -> end(() -> listener.unreachable("the connection ended")));
    opened.write(frame);
  }

  private void onFrame(Frame frame) {
    if (frame.type() == FrameType.FETCHED) {
      end(listener::arrived);
    } else if (frame.type() == FrameType.LOST) {
      end(listener::lost);
    } else {
      throw new MalformedFrameException("a prefill worker sent " + frame.type());
    }
  }

  /** It is not wanted any more: the prefill worker sees that by the connection's end. */
  public void cancel() {
    end(() -> {});
  }

  private void end(Runnable tell) {
    if (over) {
      return;
    }
    over = true;
    vertx.cancelTimer(timer);
    if (socket != null) {
      socket.close();
    }
    tell.run();
  }
}
