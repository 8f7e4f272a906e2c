package io.faultstream.quality;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValue;
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
 * Keeps the README true. The configuration section is made from {@code reference.conf}: to renew
 * it, run this test with {@code -Dreadme.renew=true}.
 */
final class ReadmeTest {
  private static final Path README = Path.of("README.md");
  private static final String BEGIN = "renew it -->\n";
  private static final String END = "<!-- end of configuration -->";

  private static String generated() {
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
    String readme = Files.readString(README);
    int begin = readme.indexOf(BEGIN) + BEGIN.length();
    int end = readme.indexOf(END);
    if (Boolean.getBoolean("readme.renew")) {
      Files.writeString(README, readme.substring(0, begin) + generated() + readme.substring(end));
      return;
    }
    assertThat(readme.substring(begin, end)).isEqualTo(generated());
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
