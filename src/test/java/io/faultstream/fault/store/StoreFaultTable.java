package io.faultstream.fault.store;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.faultstream.fault.etcd.StoreFaults;
import io.faultstream.fault.network.LinkFaults;
import io.faultstream.spec.FaultKind;
import io.faultstream.spec.settings.StoreFaultSettings;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the README says of the faults of a store, and what each needs. Stateless. */
public final class StoreFaultTable {
  private static final Config KEYS =
      ConfigFactory.parseResources("reference.conf").getConfig("faultstream");

  /** Where the keys of single kinds are; the comment of each begins with its kind. */
  private static final String OF_KINDS = "fault.etcd";

  private StoreFaultTable() {}

  /** The table, with an empty line around it. */
  public static String markdown() {
    StringBuilder table =
        new StringBuilder(
            """

            | `fault.kind` | what is done | undone by | needs | settings of its own |
            |---|---|---|---|---|
            """);
    for (String word : StoreFaultSettings.words()) {
      StoreKit kit = kit(StoreFaultSettings.kind(word));
      String each = StoreFaultSettings.eachInTurn(word) ? ", each in turn" : "";
      table.append(
          String.join(
              " | ",
              "| `" + word + "`",
              kit.injects().replaceFirst(",$", "") + each,
              kit.kind().undoneBy(),
              needs(word, kit),
              settings(word) + " |\n"));
    }
    return table.append('\n').toString().replace("|  |", "| |");
  }

  private static StoreKit kit(FaultKind kind) {
    return Stream.concat(StoreFaults.kits().stream(), LinkFaults.kits().stream())
        .filter(kit -> kit.kind() == kind)
        .map(StoreKit.class::cast)
        .findFirst()
        .orElseThrow();
  }

  private static String needs(String word, StoreKit kit) {
    int members = StoreFaultSettings.fewestMembers(word);
    String needs =
        Stream.of(
                members > 1 ? members + " members" : "",
                kit.kind().ofWorker() ? "`target.onTerminate=drain`" : "",
                kit.need().what())
            .filter(part -> !part.isEmpty())
            .collect(Collectors.joining("; "));
    return needs.isEmpty() ? "nothing" : needs;
  }

  private static String settings(String word) {
    Config own = KEYS.getConfig(OF_KINDS);
    return own.entrySet().stream()
        .filter(
            key -> String.join("", key.getValue().origin().comments()).startsWith(" " + word + ":"))
        .map(key -> "`" + OF_KINDS + "." + key.getKey() + "=" + key.getValue().unwrapped() + "`")
        .collect(Collectors.joining(", "));
  }
}
