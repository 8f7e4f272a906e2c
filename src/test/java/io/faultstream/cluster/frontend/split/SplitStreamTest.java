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
import io.faultstream.cluster.plane.PromptPlace;
import io.faultstream.cluster.plane.WorkRequest;
import io.faultstream.cluster.text.TokenIds;
import io.faultstream.cluster.time.Ticker;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class SplitStreamTest {

  private final List<String> asked = new ArrayList<>();
  private final List<StreamListener> workers = new ArrayList<>();
  private final List<String> heard = new ArrayList<>();
  private final ByteArrayOutputStream lines = new ByteArrayOutputStream();

  /** Workers that only take notes; each one asked is the next. */
  private final class Workers implements Dispatcher {

    @Override
    public StreamHandle open(Route route, WorkRequest request, StreamListener listener) {
      int number = workers.size() + 1;
      String part = route.prefill() ? "prefill" : "decode";
      String wanted = route.wanted() ? "" : " unwanted";
      String place = request.prompt().map(one -> " from " + one).orElse("");
      asked.add(part + " " + request.maxTokens() + " " + request.requestId() + wanted + place);
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

        @Override
        public void forget() {
          asked.add("forget " + number);
        }

        @Override
        public void unreachable() {
          asked.add("unreachable " + number);
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
      heard.add("failed " + failure.kind() + " of " + failure.workerId());
    }
  }

  private static final UUID ID = new UUID(0, 1);

  private static final PromptPlace PLACE = new PromptPlace("127.0.0.1", 7, 0xab);
  private static final String PREFILL = "prefill 1 " + ID;
  private static final String DECODE = "decode 5 " + ID + " from 127.0.0.1:7/ab";

  private StreamHandle open(String model, PrefillCancel cancel) {
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
        new SplitDispatcher(new Workers(), name -> name.equals("split"), cancel, log);
    return split.open(new Route(model, Set.of()), new WorkRequest(ID, "", prompt, 5), new Client());
  }

  private StreamHandle open(PrefillCancel cancel) {
    return open("split", cancel);
  }

  private void prefilled() {
    workers.get(0).accepted();
    workers.get(0).token(7);
    workers.get(0).prefilled(PLACE);
  }

  private void leave(StreamHandle stream) {
    stream.cancel();
    stream.whenSettled(() -> heard.add("settled"));
  }

  @Test
  void modelInOnePieceIsAskedAsItIs() {
    open("whole", PrefillCancel.COMPLETE);
    assertThat(asked).containsExactly("decode 5 " + ID);
  }

  @Test
  void decodeWorkerIsToldWhereThePromptIsAndTheClientHearsOfItOnly() {
    StreamHandle stream = open(PrefillCancel.COMPLETE);
    assertThat(asked).containsExactly(PREFILL);
    assertThat(stream.workerId()).isEqualTo(1);
    prefilled();
    assertThat(asked).containsExactly(PREFILL, DECODE);
    assertThat(heard).isEmpty();
    workers.get(1).accepted();
    workers.get(1).token(9);
    workers.get(1).finished(3);
    assertThat(heard).containsExactly("accepted", "token 9", "finished 3");
    assertThat(asked).containsExactly(PREFILL, DECODE);
    assertThat(stream.workerId()).isEqualTo(2);
    assertThat(stream.prefillId()).isEqualTo(1);
  }

  @Test
  void prefillThatFailsIsAStreamThatCouldNotBeHad() {
    StreamHandle stream = open(PrefillCancel.COMPLETE);
    workers.get(0).accepted();
    workers.get(0).failed(new Failure(Kind.DISCONNECTED, "gone", 1));
    assertThat(heard).containsExactly("failed DISCONNECTED of 1");
    assertThat(asked).hasSize(1);
    assertThat(lines.toString(StandardCharsets.UTF_8)).contains("Remote prefill failed");
    leave(stream);
    assertThat(heard).endsWith("settled");
  }

  @Test
  void prefillWithoutAPlaceIsAFailure() {
    open(PrefillCancel.COMPLETE);
    workers.get(0).finished(3);
    assertThat(heard).containsExactly("failed ENGINE of 1");
    assertThat(asked).hasSize(1);
  }

  @Test
  void prefillWorkerThatDoesNotGiveThePromptIsTheOneThatFailed() {
    open(PrefillCancel.COMPLETE);
    prefilled();
    workers.get(1).accepted();
    workers.get(1).failed(new Failure(Kind.PREFILL_UNREACHABLE, "silent", 2));
    assertThat(asked).containsExactly(PREFILL, DECODE, "forget 1", "unreachable 1");
    assertThat(heard).containsExactly("accepted", "failed PREFILL_UNREACHABLE of 1");
  }

  @Test
  void prefillWorkerThatLostThePromptIsAskedOn() {
    open(PrefillCancel.COMPLETE);
    prefilled();
    workers.get(1).accepted();
    workers.get(1).failed(new Failure(Kind.PROMPT_LOST, "gone", 2));
    assertThat(asked).doesNotContain("unreachable 1");
    assertThat(heard).containsExactly("accepted", "failed PROMPT_LOST of 1");
  }

  @Test
  void promptIsGivenUpWhereNoDecodeWorkerComesForIt() {
    open(PrefillCancel.COMPLETE);
    prefilled();
    workers.get(1).failed(new Failure(Kind.CANNOT_CONNECT, "gone", 2));
    assertThat(asked).containsExactly(PREFILL, DECODE, "forget 1");
    assertThat(heard).containsExactly("failed CANNOT_CONNECT of 2");
  }

  @Test
  void completedPrefillOfOneThatLeftIsHandedOverCancelled() {
    StreamHandle stream = open(PrefillCancel.COMPLETE);
    workers.get(0).accepted();
    leave(stream);
    assertThat(asked).as("the prefill worker hears nothing").hasSize(1);
    workers.get(0).prefilled(PLACE);
    String unwanted = DECODE.replace(" from", " unwanted from");
    assertThat(asked).containsExactly(PREFILL, unwanted);
    assertThat(heard).isEmpty();
    workers.get(1).accepted();
    assertThat(heard).containsExactly("settled");
    assertThat(asked).endsWith("forget 1");
  }

  @Test
  void oneThatLeftAndThatNoDecodeWorkerHearsOfIsSettled() {
    StreamHandle stream = open(PrefillCancel.COMPLETE);
    leave(stream);
    prefilled();
    workers.get(1).failed(new Failure(Kind.CANNOT_CONNECT, "gone", 2));
    assertThat(heard).containsExactly("settled");
    assertThat(asked).endsWith("forget 1");
  }

  @Test
  void prefillThatFailsForOneThatLeftSettlesIt() {
    leave(open(PrefillCancel.COMPLETE));
    workers.get(0).failed(new Failure(Kind.DISCONNECTED, "gone", 1));
    assertThat(heard).containsExactly("settled");
    assertThat(asked).hasSize(1);
  }

  @Test
  void abortedPrefillIsToldAndHandedToNobody() {
    StreamHandle stream = open(PrefillCancel.ABORT);
    workers.get(0).accepted();
    leave(stream);
    assertThat(asked).containsExactly(PREFILL, "cancel 1");
    assertThat(heard).containsExactly("settled");
  }

  @Test
  void decodeWorkerThatHasTheRequestGivesThePromptUp() {
    for (PrefillCancel cancel : PrefillCancel.values()) {
      asked.clear();
      heard.clear();
      workers.clear();
      StreamHandle stream = open(cancel);
      prefilled();
      workers.get(1).accepted();
      leave(stream);
      assertThat(asked).containsExactly(PREFILL, DECODE, "cancel 2");
      assertThat(heard).containsExactly("accepted", "settled");
    }
  }

  @Test
  void promptIsGivenUpWhereTheDecodeWorkerMayNotHaveTheRequestYet() {
    StreamHandle stream = open(PrefillCancel.COMPLETE);
    prefilled();
    leave(stream);
    assertThat(asked).containsExactly(PREFILL, DECODE, "cancel 2", "forget 1");
    assertThat(heard).containsExactly("settled");
  }
}
