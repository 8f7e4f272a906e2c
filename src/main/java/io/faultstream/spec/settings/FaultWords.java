package io.faultstream.spec.settings;

import java.util.ArrayList;
import java.util.List;

/** The words of {@code fault.kind}, and which simulation plays each of them. */
final class FaultWords {
  static final String KIND = "fault.kind";

  /** What hits a worker. */
  private static final List<String> OF_WORKERS = List.of("kill", "terminate", "stall");

  /** What is no fault of its own. */
  private static final List<String> ANY = List.of("auto", "none");

  private FaultWords() {}

  /** The word in a simulation that breaks workers; another is noted as a mistake. */
  static String word(Settings settings) {
    List<String> allowed = new ArrayList<>(List.of("auto"));
    allowed.addAll(OF_WORKERS);
    allowed.add("none");
    String word = settings.text(KIND);
    if (allowed.contains(word)) {
      return word;
    }
    settings.problem(KIND, "must be one of " + String.join(", ", allowed) + elsewhere(word));
    return "auto";
  }

  /** The word in a simulation that breaks the store; another is noted as a mistake. */
  static String ofStore(Settings settings) {
    List<String> allowed = new ArrayList<>(StoreFaultSettings.words());
    allowed.addAll(ANY);
    String word = settings.text(KIND);
    if (allowed.contains(word)) {
      return word;
    }
    settings.problem(
        KIND, "this simulation breaks the store: " + String.join(", ", allowed) + elsewhere(word));
    return "none";
  }

  /** Who plays this word, or which word was probably meant; nothing where nobody can tell. */
  static String elsewhere(String word) {
    List<String> ofStore = StoreFaultSettings.words();
    if (OF_WORKERS.contains(word)) {
      return "; MigrationSim plays " + word;
    }
    if (ofStore.contains(word)) {
      return "; EtcdHaSim plays " + word;
    }
    List<String> all = new ArrayList<>(ofStore);
    all.addAll(OF_WORKERS);
    all.addAll(ANY);
    return Nearest.hint(word, all);
  }
}
