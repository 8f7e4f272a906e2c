package io.faultstream.target.embedded;

import io.faultstream.process.Launch;
import io.faultstream.spec.TargetSpec;
import io.faultstream.spec.TargetSpec.EmbeddedSpec;
import io.faultstream.spec.TargetSpec.OnTerminate;
import io.faultstream.spec.TargetSpec.PlantedDefect;
import io.faultstream.spec.TargetSpec.StoreSpec;
import io.faultstream.target.processes.Blueprint;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * Our own cluster: one frontend and some workers, each a JVM of its own. They are started by the
 * names of their classes, which is all that is known of them here.
 *
 * @param spec the target as asked for
 * @param programs class names
 */
public record EmbeddedCluster(TargetSpec spec, Programs programs) implements Blueprint {
  /** Directory leases live this long, as the real system's. */
  private static final Duration FILE_LEASE = Duration.ofSeconds(10);

  /** The cluster as it is. */
  public EmbeddedCluster(TargetSpec spec) {
    this(spec, Programs.REAL);
  }

  /**
   * Names of the main classes.
   *
   * @param frontend the frontend's
   * @param worker a worker's
   */
  record Programs(String frontend, String worker) {
    static final Programs REAL =
        new Programs("io.faultstream.cluster.FrontendMain", "io.faultstream.cluster.WorkerMain");
  }

  @Override
  public List<Store> stores(Place place) {
    return List.of();
  }

  @Override
  public Launch frontend(int port, Place place) {
    List<String> command = java(programs.frontend(), place);
    command.addAll(List.of("--http-port", Integer.toString(port)));
    command.addAll(List.of("--migration-limit", Integer.toString(spec.migrationLimit())));
    command.addAll(List.of("--router-mode", spec.embedded().router()));
    command.addAll(
        List.of("--overload-status", Integer.toString(spec.embedded().overloadStatus())));
    planted().ifPresent(defect -> command.addAll(List.of("--defect", defect.name())));
    spec.split()
        .ifPresent(
            split -> {
              String cancel = split.prefillCancel().name().toLowerCase(Locale.ROOT);
              command.addAll(List.of("--prefill-cancel", cancel));
            });
    spec.backendTimeout()
        .ifPresent(time -> command.addAll(List.of("--backend-stream-timeout", text(time))));
    return new Launch("frontend", command, Map.of(), place.logs().resolve("frontend.log"));
  }

  @Override
  public Launch worker(Post post, Place place) {
    List<String> command = java(programs.worker(), otherEnd(place));
    command.addAll(List.of("--system-port", Integer.toString(post.systemPort())));
    command.addAll(List.of("--speedup-ratio", Double.toString(spec.embedded().speedup())));
    command.addAll(
        List.of("--decode-speedup-ratio", Double.toString(spec.embedded().decodeSpeedup())));
    if (spec.embedded().slots() != EmbeddedSpec.USUAL_SLOTS) {
      command.addAll(List.of("--max-num-seqs", Integer.toString(spec.embedded().slots())));
    }
    if (spec.split().isPresent()) {
      command.addAll(List.of("--disaggregation-mode", post.role().mode()));
      command.addAll(List.of("--kv-transfer", spec.embedded().transferMillis() + "ms"));
      String timeout = spec.embedded().transferTimeoutMillis() + "ms";
      command.addAll(List.of("--kv-transfer-timeout", timeout));
    }
    if (spec.onTerminate() == OnTerminate.MIGRATE) {
      command.add("--cut-at-term");
    }
    if (spec.embedded().rejoins()) {
      command.add("--rejoin");
    }
    planted()
        .ifPresent(
            defect -> {
              command.addAll(List.of("--defect", defect.name()));
              command.addAll(List.of("--defect-share", Double.toString(defect.share())));
              command.addAll(List.of("--defect-above", Integer.toString(defect.above())));
            });
    return new Launch(post.name(), command, Map.of(), post.log());
  }

  private Optional<PlantedDefect> planted() {
    return spec.embedded().defect();
  }

  private List<String> java(String main, Place place) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx" + spec.embedded().heapMegabytes() + "m");
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-cp", ClassPath.current(), main));
    if (place.etcd().isEmpty()) {
      command.addAll(List.of("--discovery", place.logs().resolve("discovery").toString()));
    } else {
      command.addAll(List.of("--discovery-backend", "etcd"));
      command.addAll(List.of("--etcd-endpoints", String.join(",", hosts(place.etcd()))));
      spec.embedded()
          .discoveryDefect()
          .ifPresent(defect -> command.addAll(List.of("--discovery-defect", defect)));
    }
    command.addAll(List.of("--lease", text(lease())));
    command.addAll(List.of("--model", spec.model()));
    command.add("--exit-with-stdin");
    return command;
  }

  /** Workers begin with the last member of the store, so that one member is not everybody's. */
  private static Place otherEnd(Place place) {
    List<String> etcd = new ArrayList<>(place.etcd());
    Collections.reverse(etcd);
    return new Place(place.logs(), place.ports(), etcd);
  }

  private static List<String> hosts(List<String> urls) {
    return urls.stream().map(url -> URI.create(url).getAuthority()).toList();
  }

  @Override
  public int frontendPort() {
    return spec.embedded().port();
  }

  @Override
  public Duration lease() {
    return spec.store().map(StoreSpec::lease).orElse(FILE_LEASE);
  }

  @Override
  public OptionalInt rejectionStatus() {
    return OptionalInt.of(spec.embedded().overloadStatus());
  }

  @Override
  public Map<String, String> description() {
    Map<String, String> all = new TreeMap<>();
    all.put("kind", "embedded");
    all.put("router", spec.embedded().router());
    all.put("speedup", Double.toString(spec.embedded().speedup()));
    all.put("slots", Integer.toString(spec.embedded().slots()));
    all.put("heapMegabytes", Integer.toString(spec.embedded().heapMegabytes()));
    all.put("java", Runtime.version().toString());
    planted().ifPresent(defect -> all.put("defect", defect.name()));
    spec.embedded().discoveryDefect().ifPresent(name -> all.put("discoveryDefect", name));
    return all;
  }

  private static String text(Duration time) {
    return time.toMillis() + "ms";
  }
}
