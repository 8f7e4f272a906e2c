package io.faultstream.measure.streams;

import static io.faultstream.measure.SampleHistory.INJECT;
import static io.faultstream.measure.SampleHistory.MILLI;
import static io.faultstream.measure.SampleHistory.UNDO;
import static org.assertj.core.api.Assertions.assertThat;

import io.faultstream.history.FaultEvent.VictimLoad;
import io.faultstream.history.FaultStep;
import io.faultstream.history.Observation;
import io.faultstream.history.Outcome;
import io.faultstream.measure.SampleHistory;
import io.faultstream.measure.Streams;
import io.faultstream.measure.streams.StreamAtFault.Moved;
import io.faultstream.measure.streams.StreamAtFault.Place;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OpenStreamsTest {
  @TempDir Path root;

  private StreamsAtFault found(SampleHistory run) {
    return run.measured(root).details().atFaults().get(0);
  }

  @Test
  void placesComeFromTheVictimsList() {
    SampleHistory run = SampleHistory.migrated();

    StreamsAtFault found = found(run);

    assertThat(found.placesKnown()).isTrue();
    assertThat(found.unmatched()).isZero();
    assertThat(found.at(Place.ON_VICTIM)).hasSize(3).allMatch(s -> s.moved() == Moved.YES);
    assertThat(found.at(Place.ON_VICTIM))
        .allMatch(s -> s.hadToken() && s.pauseNanos().getAsLong() == 33 * MILLI);
    assertThat(found.at(Place.UNKNOWN)).as("sent in the last 250 ms").hasSize(8);
    assertThat(found.at(Place.ELSEWHERE)).isNotEmpty().allMatch(s -> s.moved() == Moved.NO);
  }

  @Test
  void idsThatAreNotOursAreCounted() {
    SampleHistory run = SampleHistory.migrated();
    List<String> ids = new ArrayList<>(run.victims());
    ids.add("somebody-elses");
    run.load(new VictimLoad(OptionalInt.empty(), ids, true, OptionalLong.empty()));

    assertThat(found(run).unmatched()).isEqualTo(1);
  }

  @Test
  void theIdWeSentIsKnownToo() {
    SampleHistory run = SampleHistory.migrated();
    List<String> sent =
        run.seen.stream().filter(Streams::onVictim).map(o -> o.reply().requestId()).toList();
    run.load(new VictimLoad(OptionalInt.empty(), sent, true, OptionalLong.empty()));

    assertThat(found(run).at(Place.ON_VICTIM)).hasSize(3);
    assertThat(found(run).unmatched()).isZero();
  }

  @Test
  void withoutAListOnlyMovedStreamsHaveAPlace() {
    SampleHistory run = SampleHistory.migrated();
    run.loadUnknown();

    StreamsAtFault found = found(run);

    assertThat(found.placesKnown()).isFalse();
    assertThat(found.at(Place.ON_VICTIM)).hasSize(3).allMatch(s -> s.moved() == Moved.YES);
    assertThat(found.at(Place.ELSEWHERE)).isEmpty();
  }

  @Test
  void aPauseIsNoSignOfAMove() {
    SampleHistory run = SampleHistory.waited();
    run.loadUnknown();

    assertThat(found(run).streams())
        .allMatch(s -> s.place() == Place.UNKNOWN && s.moved() == Moved.UNKNOWN);
  }

  @Test
  void promptsThatDifferSayNothing() {
    SampleHistory run = SampleHistory.migrated();
    run.loadUnknown();
    run.change(
        o -> o.id() == 100,
        o -> Streams.text(o, o.outcome(), new Observation.Tokens(100, 100, 19), o.mismatch()));

    assertThat(found(run).streams()).allMatch(s -> s.moved() == Moved.UNKNOWN);
  }

  @Test
  void completingAfterTheVictimsDeathIsAMove() {
    SampleHistory run = SampleHistory.migrated();
    run.change(Streams::onVictim, o -> Streams.pausing(o, 33 * MILLI, false));

    assertThat(found(run).at(Place.ON_VICTIM)).hasSize(3).allMatch(s -> s.moved() == Moved.YES);
  }

  @Test
  void deathThatWasNotProvenIsNoEvidenceOfAMove() {
    SampleHistory run = SampleHistory.migrated();
    run.change(Streams::onVictim, o -> Streams.pausing(o, 33 * MILLI, false));
    run.failed(FaultStep.EFFECT);

    assertThat(found(run).streams()).noneMatch(s -> s.moved() == Moved.YES);
  }

  @Test
  void stoppedVictimThatSendsHasLostItsStream() {
    SampleHistory run = SampleHistory.waited();
    run.change(Streams::onVictim, o -> Streams.completed(o.id(), o.phase(), o.times().intended()));
    run.change(Streams::onVictim, o -> Streams.pausing(o, 200 * MILLI, false));

    assertThat(found(run).at(Place.ON_VICTIM)).allMatch(s -> s.moved() == Moved.YES);
    assertThat(UNDO).isGreaterThan(INJECT);
  }

  @Test
  void streamThatHadAlmostEndedIsNotMet() {
    SampleHistory run = SampleHistory.migrated();
    run.change(Streams::onVictim, o -> Streams.ended(o, Outcome.COMPLETED, 90 * MILLI));

    assertThat(found(run).at(Place.ON_VICTIM)).allMatch(StreamAtFault::endedInTime);
  }
}
