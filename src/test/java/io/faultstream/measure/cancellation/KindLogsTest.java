package io.faultstream.measure.cancellation;

import static org.assertj.core.api.Assertions.assertThat;

import io.faultstream.history.trace.TraceEvent;
import io.faultstream.history.trace.TraceEvent.Step;
import io.faultstream.measure.cancellation.Cancellations.ByLogs;
import io.faultstream.measure.cancellation.Closed.Race;
import io.faultstream.spec.LoadSpec.Kind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class KindLogsTest {
  private final List<TraceEvent> events = new ArrayList<>();
  private final List<Closed> chats = new ArrayList<>();

  private void event(long id, Step step) {
    events.add(new TraceEvent(id, "any", step, 0, -1));
  }

  private void closed(long id, boolean cancelled) {
    chats.add(new Closed(id, Kind.CHAT, cancelled, 0, 1, false, 0, 0));
  }

  /** Those of an odd number raced something. */
  private @Nullable ByLogs count() {
    return KindLogs.of(events).count(chats, one -> one.id() % 2 == 0 ? Race.CLEAR : Race.EARLY);
  }

  @Test
  void thoseOfTheKindThatWereStoppedAreNamed() {
    closed(2, true);
    closed(3, true);
    closed(4, true);
    closed(6, false);
    event(2, Step.TOLD);
    event(2, Step.STOPPED);
    event(2, Step.STOPPED);
    event(3, Step.STOPPED);
    event(4, Step.TOLD);
    event(4, Step.FINISHED);
    event(6, Step.STOPPED);
    event(8, Step.STOPPED);

    assertThat(count()).isEqualTo(new ByLogs(3, 2, 2, 1, true));
  }

  @Test
  void thoseThatWereToldAreNamedWhereNoEngineLogs() {
    closed(2, true);
    closed(4, true);
    event(2, Step.TOLD);
    event(4, Step.NOTICED);

    assertThat(count()).isEqualTo(new ByLogs(2, 1, 2, 1, false));
  }

  @Test
  void enginesThatFinishedAllHaveStoppedNone() {
    closed(2, true);
    event(2, Step.TOLD);
    event(2, Step.FINISHED);

    assertThat(count()).isEqualTo(new ByLogs(1, 0, 1, 0, true));
  }

  @Test
  void frontendsLogAloneTellsNothingOfWorkers() {
    closed(2, true);
    event(2, Step.NOTICED);

    assertThat(count()).isNull();
  }
}
