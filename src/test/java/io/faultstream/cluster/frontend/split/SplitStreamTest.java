package io.faultstream.cluster.frontend.split;

import static org.assertj.core.api.Assertions.assertThat;

import io.faultstream.cluster.frontend.routing.Dispatcher;
import io.faultstream.cluster.frontend.routing.Dispatcher.Route;
import io.faultstream.cluster.frontend.routing.Dispatcher.StreamHandle;
import io.faultstream.cluster.frontend.routing.Failure;
import io.faultstream.cluster.frontend.routing.Failure.Kind;
import io.faultstream.cluster.frontend.routing.StreamListener;
import io.faultstream.cluster.log.Level;
import io.faultstream.cluster.log.Log;
import io.faultstream.cluster.plane.WorkRequest;
import io.faultstream.cluster.text.TokenIds;
import io.faultstream.cluster.time.Ticker;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class SplitStreamTest {

  private final List<String> asked = new ArrayList<>();
  private final List<StreamListener> workers = new ArrayList<>();
  private final List<String> heard = new ArrayList<>();
  private final List<Runnable> timers = new ArrayList<>();
  private final ByteArrayOutputStream lines = new ByteArrayOutputStream();

  /** Workers that only take notes; each one asked is the next. */
  private final class Workers implements Dispatcher {

    @Override
    public StreamHandle open(Route route, WorkRequest request, StreamListener listener) {
      int number = workers.size() + 1;
      String part = route.prefill() ? "prefill" : "decode";
      String wanted = route.wanted() ? "" : " unwanted";
      asked.add(part + " " + request.maxTokens() + " " + request.requestId() + wanted);
      workers.add(listener);
      return new StreamHandle() {
        @Override
        public long workerId() {
          return number;
        }

        @Override
        public void cancel() {
          asked.add("cancel " + number);
        }
      };
    }
  }

  private final class Client implements StreamListener {

    @Override
    public void accepted() {
      heard.add("accepted");
    }

    @Override
    public void token(int id) {
      heard.add("token " + id);
    }

    @Override
    public void finished(int promptTokens) {
      heard.add("finished " + promptTokens);
    }

    @Override
    public void failed(Failure failure) {
      heard.add("failed " + failure.kind());
    }
  }

  private static final UUID ID = new UUID(0, 1);

  private StreamHandle open(String model, PrefillCancel cancel, Duration transfer) {
    TokenIds prompt = new TokenIds(3);
    prompt.add(1);
    prompt.add(2);
    prompt.add(3);
    Log log =
        new Log(
            "test",
            Level.INFO,
            Ticker.system(),
            new PrintStream(lines, true, StandardCharsets.UTF_8));
    SplitDispatcher split =
        new SplitDispatcher(
            new Workers(),
            name -> name.equals("split"),
            new SplitOptions(cancel, transfer),
            (delay, work) -> timers.add(work),
            log);
    return split.open(new Route(model, Set.of()), new WorkRequest(ID, "", prompt, 5), new Client());
  }

  private StreamHandle open(PrefillCancel cancel) {
    return open("split", cancel, Duration.ofMillis(5));
  }

  private void prefilled() {
    workers.get(0).accepted();
    workers.get(0).token(7);
    workers.get(0).finished(3);
  }

  @Test
  void modelInOnePieceIsAskedAsItIs() {
    open("whole", PrefillCancel.COMPLETE, Duration.ZERO);
    assertThat(asked).containsExactly("decode 5 " + ID);
  }

  @Test
  void clientHearsOfTheDecodeWorkerOnly() {
    StreamHandle stream = open("split", PrefillCancel.COMPLETE, Duration.ZERO);
    assertThat(asked).containsExactly("prefill 1 " + ID);
    assertThat(stream.workerId()).isEqualTo(1);
    prefilled();
    assertThat(asked).containsExactly("prefill 1 " + ID, "decode 5 " + ID);
    assertThat(heard).isEmpty();
    workers.get(1).accepted();
    workers.get(1).token(9);
    workers.get(1).finished(3);
    assertThat(heard).containsExactly("accepted", "token 9", "finished 3");
    assertThat(stream.workerId()).isEqualTo(2);
    assertThat(stream.prefillId()).isEqualTo(1);
  }

  @Test
  void decodeWaitsForTheTransfer() {
    open(PrefillCancel.COMPLETE);
    prefilled();
    assertThat(asked).hasSize(1);
    timers.get(0).run();
    assertThat(asked).containsExactly("prefill 1 " + ID, "decode 5 " + ID);
  }

  @Test
  void prefillThatFailsIsAStreamThatCouldNotBeHad() {
    StreamHandle stream = open(PrefillCancel.COMPLETE);
    workers.get(0).accepted();
    workers.get(0).failed(new Failure(Kind.DISCONNECTED, "gone", 1));
    assertThat(heard).containsExactly("failed DISCONNECTED");
    assertThat(asked).hasSize(1);
    assertThat(lines.toString(StandardCharsets.UTF_8)).contains("Remote prefill failed");
    stream.cancel();
    stream.whenSettled(() -> heard.add("settled"));
    assertThat(heard).endsWith("settled");
  }

  @Test
  void completedPrefillOfOneThatLeftIsHandedOverCancelled() {
    StreamHandle stream = open(PrefillCancel.COMPLETE);
    workers.get(0).accepted();
    stream.cancel();
    stream.whenSettled(() -> heard.add("settled"));
    assertThat(asked).as("the prefill worker hears nothing").hasSize(1);
    workers.get(0).finished(3);
    timers.get(0).run();
    assertThat(asked).containsExactly("prefill 1 " + ID, "decode 5 " + ID + " unwanted");
    assertThat(heard).isEmpty();
    workers.get(1).accepted();
    assertThat(heard).containsExactly("settled");
  }

  @Test
  void oneThatLeftDuringTheTransferIsHandedOverCancelled() {
    StreamHandle stream = open(PrefillCancel.COMPLETE);
    prefilled();
    stream.cancel();
    stream.whenSettled(() -> heard.add("settled"));
    timers.get(0).run();
    assertThat(asked).endsWith("decode 5 " + ID + " unwanted");
    workers.get(1).failed(new Failure(Kind.CANNOT_CONNECT, "gone", 2));
    assertThat(heard).containsExactly("settled");
  }

  @Test
  void prefillThatFailsForOneThatLeftSettlesIt() {
    StreamHandle stream = open(PrefillCancel.COMPLETE);
    stream.cancel();
    stream.whenSettled(() -> heard.add("settled"));
    workers.get(0).failed(new Failure(Kind.DISCONNECTED, "gone", 1));
    assertThat(heard).containsExactly("settled");
    assertThat(asked).hasSize(1);
  }

  @Test
  void abortedPrefillIsToldAndHandedToNobody() {
    StreamHandle stream = open(PrefillCancel.ABORT);
    workers.get(0).accepted();
    stream.cancel();
    stream.whenSettled(() -> heard.add("settled"));
    assertThat(asked).containsExactly("prefill 1 " + ID, "cancel 1");
    assertThat(heard).containsExactly("settled");
  }

  @Test
  void transferOfOneThatLeftIsHandedToNobodyWhereItIsAborted() {
    StreamHandle stream = open(PrefillCancel.ABORT);
    prefilled();
    stream.cancel();
    stream.whenSettled(() -> heard.add("settled"));
    timers.get(0).run();
    assertThat(asked).noneMatch(one -> one.startsWith("decode"));
    assertThat(heard).containsExactly("settled");
  }

  @Test
  void decodeIsCancelledAtOnce() {
    for (PrefillCancel cancel : PrefillCancel.values()) {
      asked.clear();
      heard.clear();
      workers.clear();
      StreamHandle stream = open("split", cancel, Duration.ZERO);
      prefilled();
      workers.get(1).accepted();
      stream.cancel();
      stream.whenSettled(() -> heard.add("settled"));
      assertThat(asked).endsWith("cancel 2");
      assertThat(heard).containsExactly("accepted", "settled");
    }
  }
}
