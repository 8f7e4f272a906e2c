package io.faultstream.cluster.frontend.migration;

import static org.assertj.core.api.Assertions.assertThat;

import io.faultstream.cluster.defect.Defect;
import io.faultstream.cluster.frontend.routing.Dispatcher;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class MigratingStreamTest {

  private final List<String> asked = new ArrayList<>();
  private final List<String> heard = new ArrayList<>();
  private final List<String> counted = new ArrayList<>();
  private final List<StreamListener> workers = new ArrayList<>();
  private final ByteArrayOutputStream lines = new ByteArrayOutputStream();

  /** Workers that only take notes; each attempt is the next one. */
  private final class Workers implements Dispatcher {

    @Override
    public StreamHandle open(Route route, WorkRequest request, StreamListener listener) {
      int number = workers.size() + 1;
      asked.add(request.tokens().size() + "/" + request.maxTokens() + route.excluded());
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
      heard.add("token");
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

  private final class Events implements MigrationEvents {

    @Override
    public void migratableFailure(Type type) {
      counted.add(type.label());
    }

    @Override
    public void moved(Type type, boolean success, long nanos) {
      counted.add(type.label() + (success ? " success" : " failure"));
    }

    @Override
    public void tooLong() {
      counted.add("too long");
    }
  }

  private MigratingStream start(MigrationPolicy policy, int maxTokens) {
    return start(policy, maxTokens, Defect.NONE);
  }

  private MigratingStream start(MigrationPolicy policy, int maxTokens, Defect defect) {
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
    MigratingStream stream =
        new MigratingStream(
            new MigrationContext(
                new Workers(),
                policy,
                new Events(),
                log,
                Ticker.system(),
                defect.ofFrontend(Ticker.system())),
            "tiny",
            new WorkRequest(new UUID(0, 1), "", prompt, maxTokens),
            new Client());
    stream.start();
    return stream;
  }

  private static MigrationPolicy limit(int limit) {
    return new MigrationPolicy(limit, Optional.empty());
  }

  private void serve(int worker, int tokens) {
    workers.get(worker).accepted();
    for (int i = 0; i < tokens; i++) {
      workers.get(worker).token(100 + i);
    }
  }

  private void fail(int worker, Kind kind) {
    workers.get(worker).failed(new Failure(kind, "lost", worker + 1));
  }

  @Test
  void streamThatADefectLosesEndsAsWithoutMigration() {
    start(limit(3), 4, Defect.LOSE_AT_MIGRATION);
    serve(0, 2);
    fail(0, Kind.DISCONNECTED);
    assertThat(workers).hasSize(1);
    assertThat(heard).last().isEqualTo("failed DISCONNECTED");
    assertThat(counted).contains("ongoing_request", "ongoing_request failure");
  }

  @Test
  void streamThatADefectForgetsHearsNothingMore() {
    MigratingStream stream = start(limit(3), 4, Defect.STALL_FOR_EVER);
    serve(0, 2);
    fail(0, Kind.DISCONNECTED);
    assertThat(workers).hasSize(1);
    assertThat(heard).containsExactly("accepted", "token", "token");
    stream.cancel();
    assertThat(heard).hasSize(3);
  }

  @Test
  void moveThatADefectDoesNotCountHappens() {
    start(limit(3), 4, Defect.COUNTER_STUCK);
    serve(0, 2);
    fail(0, Kind.DISCONNECTED);
    serve(1, 2);
    assertThat(workers).hasSize(2);
    assertThat(counted).containsExactly("ongoing_request success");
  }

  @Test
  void receivedTokensAreCarriedAndTheClientSeesOneStream() {
    start(limit(3), 10);
    serve(0, 2);
    fail(0, Kind.DISCONNECTED);
    serve(1, 8);
    workers.get(1).finished(5);
    assertThat(asked).containsExactly("3/10[]", "5/8[]");
    assertThat(heard).startsWith("accepted", "token").endsWith("token", "finished 5").hasSize(12);
    assertThat(counted).containsExactly("ongoing_request", "ongoing_request success");
    assertThat(lines.toString(StandardCharsets.UTF_8))
        .contains("request.attempt=1")
        .contains("migration.reason=\"disconnected\" migration.from_worker_id=1")
        .contains("migration.tokens_completed=2");
  }

  @Test
  void withLimitZeroTheBrokenStreamIsCountedAndFails() {
    start(limit(0), 10);
    serve(0, 2);
    fail(0, Kind.DISCONNECTED);
    assertThat(asked).hasSize(1);
    assertThat(heard).endsWith("failed DISCONNECTED");
    assertThat(counted).containsExactly("ongoing_request", "ongoing_request failure");
    assertThat(lines.toString(StandardCharsets.UTF_8))
        .contains("migration retries exhausted")
        .contains("Cannot recreate stream error=Migration limit exhausted");
  }

  @Test
  void attemptsAreLimitPlusOneOverTheWholeLife() {
    start(limit(2), 10);
    fail(0, Kind.CANNOT_CONNECT);
    serve(1, 1);
    fail(1, Kind.RESPONSE_TIMEOUT);
    fail(2, Kind.CANNOT_CONNECT);
    assertThat(asked).hasSize(3);
    assertThat(heard).containsExactly("accepted", "token", "failed RESPONSE_TIMEOUT");
    assertThat(counted)
        .containsExactly(
            "new_request",
            "new_request success",
            "ongoing_request",
            "new_request",
            "ongoing_request failure");
  }

  @Test
  void allWorkersDeadIsOneOngoingAndOneNew() {
    start(limit(3), 10);
    serve(0, 1);
    fail(0, Kind.DISCONNECTED);
    fail(1, Kind.CANNOT_CONNECT);
    fail(2, Kind.NO_WORKERS);
    assertThat(heard).endsWith("failed DISCONNECTED");
    assertThat(counted).contains("ongoing_request", "new_request").hasSize(3);
  }

  @Test
  void aFullWorkerIsNotAskedAgain() {
    start(limit(3), 10);
    fail(0, Kind.AT_CAPACITY);
    fail(1, Kind.ALL_BUSY);
    assertThat(asked).containsExactly("3/10[]", "3/10[1]");
    assertThat(heard).containsExactly("failed ALL_BUSY");
  }

  @Test
  void exactlyTheLongestSequenceStillMoves() {
    start(new MigrationPolicy(3, Optional.of(5)), 10);
    serve(0, 2);
    fail(0, Kind.DISCONNECTED);
    assertThat(asked).hasSize(2);
    serve(1, 1);
    fail(1, Kind.DISCONNECTED);
    assertThat(asked).hasSize(2);
    assertThat(counted).contains("too long").endsWith("ongoing_request failure");
    assertThat(heard).endsWith("failed DISCONNECTED");
  }

  @Test
  void aLostEndMarkIsNoReasonToMove() {
    start(limit(3), 2);
    serve(0, 2);
    fail(0, Kind.DISCONNECTED);
    assertThat(asked).hasSize(1);
    assertThat(heard).endsWith("token", "finished 3");
    assertThat(counted).isEmpty();
  }

  @Test
  void engineErrorsAreFinalAndCancellationIsDeaf() {
    start(limit(3), 10);
    workers.get(0).accepted();
    fail(0, Kind.ENGINE);
    assertThat(heard).containsExactly("accepted", "failed ENGINE");
    start(limit(3), 10).cancel();
    fail(1, Kind.DISCONNECTED);
    assertThat(asked).endsWith("3/10[]", "cancel 2").hasSize(3);
    assertThat(heard).hasSize(2);
  }
}
