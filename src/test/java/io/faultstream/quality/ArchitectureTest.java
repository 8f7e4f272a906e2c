package io.faultstream.quality;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The layers of the house: who may import whom, read off the compiled classes. */
final class ArchitectureTest {
  private static final String ROOT = "io.faultstream.";

  private static final JavaClasses MAIN =
      new ClassFileImporter().importPath(Path.of("target/classes"));

  private static final JavaClasses TESTS =
      new ClassFileImporter().importPath(Path.of("target/test-classes"));

  /** What each package may import of ours; itself and its subpackages go without saying. */
  private static final Map<String, Set<String>> MAY_IMPORT =
      Map.ofEntries(
          Map.entry("time", Set.of()),
          Map.entry("spec", Set.of()),
          Map.entry("history", Set.of("spec", "time")),
          Map.entry("process", Set.of("time")),
          Map.entry("network", Set.of("time", "process")),
          Map.entry("etcd", Set.of("time", "process", "network")),
          Map.entry("target", Set.of("spec", "history", "time", "process", "network", "etcd")),
          Map.entry("load", Set.of("spec", "history", "time")),
          Map.entry(
              "fault", Set.of("spec", "history", "time", "target", "process", "network", "etcd")),
          Map.entry("measure", Set.of("spec", "history")),
          Map.entry("judge", Set.of("spec", "history", "measure")),
          Map.entry("report", Set.of("spec", "history", "measure", "judge")),
          Map.entry(
              "experiment",
              Set.of(
                  "time", "spec", "history", "process", "network", "etcd", "target", "load",
                  "fault", "measure", "judge", "report")),
          Map.entry("service", Set.of("spec", "history", "time", "target", "fault", "process")),
          Map.entry(
              "cli",
              Set.of(
                  "time",
                  "spec",
                  "history",
                  "process",
                  "network",
                  "etcd",
                  "target",
                  "load",
                  "fault",
                  "measure",
                  "judge",
                  "report",
                  "experiment",
                  "service")),
          Map.entry("cluster", Set.of()));

  static Set<String> layers() {
    return MAY_IMPORT.keySet();
  }

  @Test
  void enoughWasScanned() {
    assertThat(MAIN.size()).isGreaterThan(200);
    assertThat(TESTS.size()).isGreaterThan(40);
  }

  @Test
  void everyPackageBelongsToALayer() {
    classes()
        .that(resideInAPackage("io.faultstream.."))
        .should()
        .resideInAnyPackage(
            MAY_IMPORT.keySet().stream().map(ArchitectureTest::within).toArray(String[]::new))
        .orShould()
        .haveSimpleName("package-info")
        .check(MAIN);
  }

  @ParameterizedTest
  @MethodSource("layers")
  void layerImportsOnlyWhatItMay(String layer) {
    List<String> allowed = new ArrayList<>(List.of(within(layer)));
    MAY_IMPORT.getOrDefault(layer, Set.of()).forEach(other -> allowed.add(within(other)));
    ArchRule rule =
        noClasses()
            .that(resideInAPackage(within(layer)))
            .should()
            .dependOnClassesThat(
                resideInAPackage("io.faultstream..")
                    .and(not(resideInAnyPackage(allowed.toArray(new String[0])))))
            .allowEmptyShould(true);
    rule.check(MAIN);
  }

  @Test
  void packagesAreFreeOfCycles() {
    slices().matching(ROOT + "(**)").should().beFreeOfCycles().check(MAIN);
  }

  @Test
  void gatlingStaysInLoadAndExperiment() {
    confined(new String[] {"io.gatling..", "scala.."}, "load", "experiment");
  }

  @Test
  void vertxAndItsMetricsStayInTheCluster() {
    confined(new String[] {"io.vertx..", "io.prometheus.."}, "cluster");
  }

  @Test
  void etcdClientStaysWithTheStoreAndTheCluster() {
    confined(new String[] {"io.etcd..", "io.grpc..", "com.google.protobuf.."}, "etcd", "cluster");
  }

  @Test
  void histogramsStayWhereTheyAreFilledAndRead() {
    confined(new String[] {"org.HdrHistogram.."}, "history", "measure", "experiment");
  }

  private static void confined(String[] library, String... layers) {
    String[] homes =
        java.util.Arrays.stream(layers).map(ArchitectureTest::within).toArray(String[]::new);
    noClasses()
        .that(not(resideInAnyPackage(homes)))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(library)
        .check(MAIN);
  }

  @Test
  void everyPackageIsNullMarked() {
    List<String> unmarked =
        MAIN.getDefaultPackage().getSubpackagesInTree().stream()
            .filter(p -> p.getName().startsWith("io.faultstream") && !p.getClasses().isEmpty())
            .filter(p -> !p.isAnnotatedWith(NullMarked.class))
            .map(JavaPackage::getName)
            .toList();
    assertThat(unmarked).isEmpty();
  }

  @Test
  void onlySimulationsLiveInTheDefaultPackage() {
    classes()
        .that(not(resideInAPackage("io..")))
        .should()
        .haveSimpleNameEndingWith("Sim")
        .check(TESTS);
  }

  private static String within(String layer) {
    return ROOT + layer + "..";
  }
}
