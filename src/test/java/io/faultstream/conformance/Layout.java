package io.faultstream.conformance;

import io.faultstream.conformance.Trait.Words;
import io.faultstream.spec.LocalSpec.Engine;
import io.faultstream.spec.Split;
import io.faultstream.spec.Split.PrefillCancel;
import io.faultstream.spec.TargetSpec.OnTerminate;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * What a system is asked to be, in words that hold for both.
 *
 * @param workers how many
 * @param migrationLimit how often a request may move
 * @param onTerminate what a worker does with its streams at SIGTERM
 * @param backendTimeout silence after which the frontend gives a stream up
 * @param tokenMillis about the time of a token
 * @param traits what else
 * @param split prefill workers beside those that decode; empty: each does all
 */
record Layout(
    int workers,
    int migrationLimit,
    OnTerminate onTerminate,
    Optional<Duration> backendTimeout,
    int tokenMillis,
    Set<Trait> traits,
    Optional<Split> split) {

  /** Slow enough that a stream of a few hundred tokens outlasts what is done to it. */
  private static final int SLOW_MILLIS = 10;

  private static final int FAST_MILLIS = 1;
  private static final Optional<Split> WHOLE = Optional.empty();

  Layout {
    traits = Set.copyOf(traits);
  }

  /** Two workers, migration allowed, as fast as it goes. */
  static Layout plain() {
    return new Layout(2, 3, OnTerminate.DRAIN, Optional.empty(), FAST_MILLIS, Set.of(), WHOLE);
  }

  /** The same at a pace for faults. */
  static Layout slow() {
    return new Layout(2, 3, OnTerminate.DRAIN, Optional.empty(), SLOW_MILLIS, Set.of(), WHOLE);
  }

  Layout workers(int number) {
    return new Layout(
        number, migrationLimit, onTerminate, backendTimeout, tokenMillis, traits, split);
  }

  Layout limit(int limit) {
    return new Layout(workers, limit, onTerminate, backendTimeout, tokenMillis, traits, split);
  }

  Layout movingAtTerm() {
    return new Layout(
        workers, migrationLimit, OnTerminate.MIGRATE, backendTimeout, tokenMillis, traits, split);
  }

  Layout givingUpAfter(Duration silence) {
    return new Layout(
        workers, migrationLimit, onTerminate, Optional.of(silence), tokenMillis, traits, split);
  }

  /** The workers decode, and so many more compute prompts. */
  Layout split(int prefillWorkers, PrefillCancel cancel) {
    return new Layout(
        workers,
        migrationLimit,
        onTerminate,
        backendTimeout,
        tokenMillis,
        traits,
        Optional.of(new Split(prefillWorkers, cancel)));
  }

  Layout with(Trait... more) {
    Set<Trait> all = EnumSet.noneOf(Trait.class);
    all.addAll(traits);
    all.addAll(Set.of(more));
    return new Layout(
        workers, migrationLimit, onTerminate, backendTimeout, tokenMillis, all, split);
  }

  boolean has(Trait trait) {
    return traits.contains(trait);
  }

  /** The real one's engine: counting, unless a trait needs the mocker. */
  Engine engine() {
    return traits.stream().anyMatch(trait -> trait.engine() == Engine.MOCKER)
        ? Engine.MOCKER
        : Engine.COUNTING;
  }

  /** What all traits say to one of the systems. */
  Words words(Function<Trait, Words> system) {
    return traits.stream().map(system).reduce(Words.NONE, Words::and);
  }
}
