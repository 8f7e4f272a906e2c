package io.faultstream.conformance;

import io.faultstream.conformance.Trait.Words;
import io.faultstream.process.Launch;
import io.faultstream.spec.TargetSpec;
import io.faultstream.target.processes.Blueprint;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * A blueprint whose programs are told more, and whose frontend can be looked at before its first
 * worker is started.
 *
 * @param plain the blueprint as the product has it
 * @param words what its programs are told beyond it
 * @param beforeWorkers is given the frontend's address when no worker is there yet
 * @param frontend the frontend's address until it was given
 */
record Extended(
    Blueprint plain,
    Words words,
    Consumer<URI> beforeWorkers,
    AtomicReference<Optional<URI>> frontend)
    implements Blueprint {

  Extended(Blueprint plain, Words words, Consumer<URI> beforeWorkers) {
    this(plain, words, beforeWorkers, new AtomicReference<>(Optional.empty()));
  }

  @Override
  public TargetSpec spec() {
    return plain.spec();
  }

  @Override
  public OptionalInt rejectionStatus() {
    return plain.rejectionStatus();
  }

  @Override
  public List<Store> stores(Place place) throws IOException, InterruptedException {
    return plain.stores(place);
  }

  @Override
  public Launch frontend(int port, Place place) {
    frontend.set(Optional.of(URI.create("http://127.0.0.1:" + port)));
    return more(plain.frontend(port, place), words.frontend());
  }

  @Override
  public Launch worker(Post post, Place place) {
    frontend.getAndSet(Optional.empty()).ifPresent(beforeWorkers);
    return more(plain.worker(post, place), words.worker());
  }

  private Launch more(Launch launch, String arguments) {
    List<String> command = new ArrayList<>(launch.command());
    for (String word : Words.list(arguments)) {
      int there = command.indexOf(word);
      if (word.startsWith("-") && there >= 0) {
        // Given twice an option is refused: the later one holds.
        command.subList(there, there + 2).clear();
      }
      command.add(word);
    }
    Map<String, String> variables = new TreeMap<>(launch.environment());
    for (String variable : Words.list(words.variables())) {
      String[] parts = variable.split("=", 2);
      variables.put(parts[0], parts[1]);
    }
    return new Launch(launch.name(), command, variables, launch.log());
  }

  @Override
  public int frontendPort() {
    return plain.frontendPort();
  }

  @Override
  public Duration lease() {
    return plain.lease();
  }

  @Override
  public Map<String, String> description() {
    return plain.description();
  }
}
