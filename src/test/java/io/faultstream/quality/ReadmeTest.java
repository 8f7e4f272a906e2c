package io.faultstream.quality;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValue;
import io.faultstream.conformance.ConformanceTables;
import io.faultstream.experiment.DefectTable;
import io.faultstream.fault.store.StoreFaultTable;
import io.faultstream.judge.comparison.OperatingCurve;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Keeps the README true. The configuration section is made from {@code reference.conf}, the one on
 * conformance from its checks, the ones on faults of the store and on defects from those that there
 * are, the operating curve from the comparison: to renew them, run this test with {@code
 * -Dreadme.renew=true}.
 */
final class ReadmeTest {
  private static final Path README = Path.of("README.md");

  /** A part of the README that is made: between a comment that begins so and one that ends it. */
  private record Section(String name) {
    int begin(String readme) {
      int comment = readme.indexOf("<!-- " + name + ":");
      return readme.indexOf("-->\n", comment) + "-->\n".length();
    }

    int end(String readme) {
      return readme.indexOf("<!-- end of " + name + " -->");
    }

    void assertIs(String generated) throws IOException {
      String readme = Files.readString(README);
      assertThat(begin(readme)).isPositive().isLessThanOrEqualTo(end(readme));
      if (Boolean.getBoolean("readme.renew")) {
        String before = readme.substring(0, begin(readme));
        Files.writeString(README, before + generated + readme.substring(end(readme)));
      } else {
        assertThat(readme.substring(begin(readme), end(readme))).isEqualTo(generated);
      }
    }
  }

  private static String configuration() {
    Config reference = ConfigFactory.parseResources("reference.conf").getConfig("faultstream");
    List<Map.Entry<String, ConfigValue>> entries = new ArrayList<>(reference.entrySet());
    entries.sort(Comparator.comparingInt(entry -> entry.getValue().origin().lineNumber()));
    StringBuilder table = new StringBuilder("\n| key | default | |\n|---|---|---|\n");
    for (Map.Entry<String, ConfigValue> entry : entries) {
      String comment = String.join(" ", entry.getValue().origin().comments()).strip();
      table
          .append("| `")
          .append(entry.getKey().replace("\"", ""))
          .append("` | `")
          .append(entry.getValue().unwrapped())
          .append("` | ")
          .append(comment.replaceAll("\\s+", " ").replace("|", "\\|"))
          .append(" |\n");
    }
    return table.append('\n').toString().replace("``", "");
  }

  @Test
  void configurationSectionIsThatOfReferenceConf() throws IOException {
    new Section("configuration").assertIs(configuration());
  }

  @Test
  void conformanceSectionIsThatOfTheChecks() throws IOException {
    new Section("conformance").assertIs(ConformanceTables.markdown());
  }

  @Test
  void operatingCurveIsThatOfTheComparison() throws IOException {
    new Section("operating curve").assertIs(OperatingCurve.table());
  }

  @Test
  void defectsSectionIsThatOfTheSeededOnes() throws IOException {
    new Section("defects").assertIs(DefectTable.markdown());
  }

  @Test
  void storeFaultsAreThoseThatThereAre() throws IOException {
    new Section("store faults").assertIs(StoreFaultTable.markdown());
  }

  @Test
  void everyKeyHasAComment() {
    Config reference = ConfigFactory.parseResources("reference.conf").getConfig("faultstream");
    assertThat(reference.entrySet())
        .hasSizeGreaterThan(50)
        .allSatisfy(entry -> assertThat(entry.getValue().origin().comments()).isNotEmpty());
  }

  @Test
  void everyPackageOfTheTreeIsInWhatsHere() throws IOException {
    String readme = Files.readString(README);
    try (Stream<Path> packages = Files.list(Path.of("src/main/java/io/faultstream"))) {
      assertThat(packages.filter(Files::isDirectory))
          .isNotEmpty()
          .allSatisfy(folder -> assertThat(readme).contains("| `" + folder.getFileName() + "` |"));
    }
  }

  @Test
  void everySimulationIsInTheTable() throws IOException {
    String readme = Files.readString(README);
    try (Stream<Path> files = Files.list(Path.of("src/test/java"))) {
      assertThat(files.map(f -> f.getFileName().toString()).filter(f -> f.endsWith("Sim.java")))
          .isNotEmpty()
          .allSatisfy(f -> assertThat(readme).contains("| `" + f.replace(".java", "") + "` |"));
    }
  }
}
