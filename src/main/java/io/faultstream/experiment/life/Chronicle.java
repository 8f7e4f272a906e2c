package io.faultstream.experiment.life;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.faultstream.history.FaultEvent;
import io.faultstream.history.GapIntervals;
import io.faultstream.history.JsonLines;
import io.faultstream.history.MetricSample;
import io.faultstream.history.Mishap;
import io.faultstream.history.Observation;
import io.faultstream.history.ObservationLog;
import io.faultstream.history.RunFolder;
import io.faultstream.history.ends.ProcessEnd;
import io.faultstream.history.store.StoreEntry;
import io.faultstream.time.Ticker;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The files of a run that grow while it is played. Writing never blocks an event loop and never
 * throws into the load: the first failure is kept, and the run is ended for it. Thread-safe.
 */
final class Chronicle {
  private final Ticker clock;
  private final ObservationLog observations;
  private final GapIntervals gaps;
  private final JsonLines faults;
  private final JsonLines metrics;
  private final JsonLines mishaps;
  private final JsonLines ends;
  private final Path storeFile;
  private final AtomicReference<IOException> failure = new AtomicReference<>();

  @GuardedBy("this")
  private @Nullable JsonLines store;

  @GuardedBy("this")
  private boolean closed;

  private Chronicle(RunFolder folder, Ticker clock) throws IOException {
    this.clock = clock;
    this.observations = ObservationLog.create(folder.file(RunFolder.OBSERVATIONS));
    this.gaps = GapIntervals.create(folder.file(RunFolder.INTERVALS));
    this.faults = JsonLines.appendTo(folder.file(RunFolder.FAULTS));
    this.metrics = JsonLines.appendTo(folder.file(RunFolder.METRICS));
    this.mishaps = JsonLines.appendTo(folder.file(RunFolder.MISHAPS));
    this.ends = JsonLines.appendTo(folder.file(RunFolder.ENDS));
    this.storeFile = folder.file(RunFolder.STORE);
  }

  static Chronicle begin(RunFolder folder, Ticker clock) throws IOException {
    return new Chronicle(folder, clock);
  }

  void observation(Observation observation) {
    observations.append(observation);
  }

  GapIntervals gaps() {
    return gaps;
  }

  void fault(FaultEvent event) {
    append(faults, event);
  }

  void metrics(MetricSample sample) {
    append(metrics, sample);
  }

  void mishap(String what) {
    append(mishaps, new Mishap(clock.nanos(), what));
  }

  void end(ProcessEnd end) {
    append(ends, end);
  }

  /** What was asked of the coordination store; the file is made for the first of it. */
  synchronized void store(StoreEntry entry) {
    if (store == null && !closed) {
      try {
        store = JsonLines.appendTo(storeFile);
      } catch (IOException e) {
        failure.compareAndSet(null, e);
      }
    }
    if (store != null) {
      append(store, entry);
    }
  }

  private synchronized void append(JsonLines file, Object value) {
    if (!closed) {
      try {
        file.append(value);
      } catch (IOException e) {
        failure.compareAndSet(null, e);
      }
    }
  }

  /** Once a second: writes the gaps so far. */
  synchronized void tick() {
    if (!closed) {
      try {
        gaps.tick(clock.nanos());
      } catch (IOException e) {
        failure.compareAndSet(null, e);
      }
    }
  }

  /** The first thing that could not be written. */
  Optional<IOException> failure() {
    return Optional.ofNullable(failure.get()).or(observations::failure);
  }

  /**
   * Ends all files; any number of times.
   *
   * @param whole whether the history is whole: only then it gets its end mark
   * @throws IOException when something could not be written
   */
  synchronized void close(boolean whole) throws IOException {
    if (closed) {
      return;
    }
    tick();
    closed = true;
    JsonLines asked = store;
    try (gaps;
        faults;
        metrics;
        mishaps;
        ends;
        asked) {
      observations.close(whole);
    }
    if (failure().isPresent()) {
      throw failure().get();
    }
  }
}
