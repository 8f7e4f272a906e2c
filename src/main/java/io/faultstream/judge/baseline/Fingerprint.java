package io.faultstream.judge.baseline;

import static java.util.stream.Collectors.joining;

import io.faultstream.history.Environment;
import io.faultstream.spec.CancelSpec;
import io.faultstream.spec.ExperimentSpec;
import io.faultstream.spec.FaultSpec;
import io.faultstream.spec.LoadSpec;
import io.faultstream.spec.LocalSpec;
import io.faultstream.spec.PhaseSpec;
import io.faultstream.spec.TargetKind;
import io.faultstream.spec.TargetSpec;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * What runs must have in common to be compared: simulation, target kind, model, topology, load,
 * faults and the class of the host. Not part of it: the seed, limits of claims, and all that an
 * upgrade changes (the target's version, what it was told to do wrong), so that an upgrade can be
 * judged.
 *
 * @param id the first 12 hexadecimal digits of the parts' SHA-256: the baseline's file name
 * @param parts each in words, by name
 */
public record Fingerprint(String id, Map<String, String> parts) {
  private static final int DIGITS = 12;

  public Fingerprint {
    parts = new LinkedHashMap<>(parts);
  }

  /** The fingerprint of a run. */
  public static Fingerprint of(ExperimentSpec spec, Environment environment) {
    Map<String, String> parts = new LinkedHashMap<>();
    parts.put("simulation", spec.simulation());
    parts.put("target", spec.target().kind().name().toLowerCase(Locale.ROOT));
    parts.put("model", spec.target().model());
    parts.put("topology", topology(spec.target()));
    parts.put("load", load(spec.load()));
    parts.put("phases", spec.phases().stream().map(Fingerprint::phase).collect(joining("; ")));
    parts.put("faults", spec.faults().stream().map(Fingerprint::fault).collect(joining("; ")));
    spec.cancellation().ifPresent(plan -> parts.put("cancels", cancels(plan)));
    parts.put("host", host(environment.host()));
    return new Fingerprint(digest(parts), parts);
  }

  /** Names of the parts that differ, each with both values. */
  public List<String> differences(Fingerprint other) {
    List<String> differences = new ArrayList<>();
    parts.forEach(
        (name, value) -> {
          String there = other.parts.getOrDefault(name, "");
          if (!there.equals(value)) {
            differences.add(name + " (" + value + " here, " + there + " there)");
          }
        });
    return differences;
  }

  private static String digest(Map<String, String> parts) {
    String text =
        parts.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).collect(joining("\n"));
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      byte[] hash = sha.digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash).substring(0, DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static String topology(TargetSpec target) {
    List<String> words = new ArrayList<>();
    if (target.kind() == TargetKind.URL) {
      words.add(
          target.url().map(url -> Objects.requireNonNullElse(url.getAuthority(), "")).orElse(""));
      return String.join(", ", words);
    }
    words.add(target.workers() + " workers");
    target
        .split()
        .ifPresent(
            split -> {
              words.add(split.prefillWorkers() + " prefill workers");
              String cancel = split.prefillCancel().name().toLowerCase(Locale.ROOT);
              words.add("prefill cancel " + cancel);
              words.add("transfer " + target.embedded().transferMillis() + " ms");
              words.add("waited for " + target.embedded().transferTimeoutMillis() + " ms");
            });
    target
        .store()
        .ifPresent(
            store ->
                words.add(
                    store.members()
                        + " etcd members, lease "
                        + store.lease().toSeconds()
                        + " s"
                        + quota(store)
                        + network(store)));
    words.add("migration limit " + target.migrationLimit());
    words.add("at SIGTERM " + target.onTerminate().name().toLowerCase(Locale.ROOT));
    words.add("backend timeout " + target.backendTimeout().map(Object::toString).orElse("none"));
    if (target.kind() == TargetKind.EMBEDDED) {
      TargetSpec.EmbeddedSpec own = target.embedded();
      words.add("speedup " + own.speedup() + " decode " + own.decodeSpeedup());
      words.add(own.router());
      words.add("rejoins " + own.rejoins());
      if (own.slots() != TargetSpec.EmbeddedSpec.USUAL_SLOTS) {
        words.add(own.slots() + " slots");
      }
    }
    target
        .local()
        .ifPresent(
            local -> {
              words.addAll(local(local));
              words.add("discovery " + (target.store().isPresent() ? "ETCD" : "FILE"));
            });
    return String.join(", ", words);
  }

  /** What lies between makes every call a little longer. */
  private static String network(TargetSpec.StoreSpec store) {
    return store.network() == TargetSpec.Network.NONE
        ? ""
        : ", network " + store.network().name().toLowerCase(Locale.ROOT);
  }

  private static List<String> local(LocalSpec local) {
    return List.of(
        "engine " + local.engine().name().toLowerCase(Locale.ROOT),
        "command " + hidden(local.command()),
        "step " + local.stepMillis() + " ms",
        "prompt " + local.prefillMillis() + " ms",
        "worker arguments " + hidden(local.workerArguments()),
        "frontend arguments " + hidden(local.frontendArguments()),
        local.router(),
        "requests by " + local.stores().requestPlane(),
        "events by " + local.stores().eventPlane());
  }

  /** Where a file lies differs from machine to machine. */
  private static String fileName(String path) {
    return " " + Path.of(path).getFileName();
  }

  /** Arguments may hold what must not be committed, so only whether they are the same is told. */
  private static String hidden(List<String> arguments) {
    return arguments.isEmpty() ? "none" : digest(Map.of("", String.join("\n", arguments)));
  }

  private static String load(LoadSpec load) {
    return String.join(
            ", ",
            load.kinds().stream().map(LoadSpec.Kind::label).collect(joining(" and ")),
            load.inputTokens() + " tokens in",
            load.outputTokens() + " out",
            "prompts " + load.prompt() + load.promptFile().map(Fingerprint::fileName).orElse(""),
            load.dialect().name(),
            "arrivals " + load.arrivals(),
            "connections "
                + load.connections()
                + load.repeats().map(Fingerprint::repeats).orElse(""))
        .toLowerCase(Locale.ROOT);
  }

  private static String quota(TargetSpec.StoreSpec store) {
    return store.quotaBytes() == 0 ? "" : ", quota " + (store.quotaBytes() >> 20) + " MB";
  }

  private static String repeats(LoadSpec.Repeats repeats) {
    return String.format(
        Locale.ROOT,
        ", %d retries after %d ms, %d of each client",
        repeats.retries(),
        repeats.delay().toMillis(),
        repeats.perClient());
  }

  private static String phase(PhaseSpec phase) {
    if (phase.clients().isPresent()) {
      return String.format(
          Locale.ROOT,
          "%s %d s with %d to %d clients",
          phase.phase().label(),
          phase.length().toSeconds(),
          phase.clients().get().from(),
          phase.clients().get().to());
    }
    return String.format(
        Locale.ROOT,
        "%s %d s at %s to %s/s",
        phase.phase().label(),
        phase.length().toSeconds(),
        phase.fromRate(),
        phase.toRate());
  }

  private static String cancels(CancelSpec plan) {
    return String.format(
        Locale.ROOT,
        "%s of %s by %s at %s, random within %d ms, bursts of %d",
        plan.share(),
        plan.phase().label(),
        plan.how(),
        plan.moments().stream().map(CancelSpec.Moment::label).collect(joining(" or ")),
        plan.within().toMillis(),
        plan.burst());
  }

  private static String fault(FaultSpec fault) {
    return String.format(
        Locale.ROOT,
        "%s of %s in %s after %d ms%s for %d ms%s",
        fault.kind().label(),
        fault.victim().name().orElse(fault.victim().rule().name().toLowerCase(Locale.ROOT)),
        fault.phase().label(),
        fault.trigger().after().toMillis(),
        fault.trigger().whenInFlight().isPresent()
            ? " at " + fault.trigger().whenInFlight().getAsInt() + " in flight"
            : "",
        fault.hold().toMillis(),
        fault.strength().map(Fingerprint::strength).orElse(""));
  }

  private static String strength(FaultSpec.Strength strength) {
    return String.format(
        Locale.ROOT,
        ", %d ms slower, %s %% lost",
        strength.delay().toMillis(),
        strength.lossPercent());
  }

  /**
   * Cores, architecture, and memory to the nearest power of two: what a class of machines shares.
   */
  private static String host(Map<String, String> host) {
    String memory = host.getOrDefault("memoryMegabytes", "");
    String gibibytes = "unknown";
    if (!memory.isEmpty()) {
      double exact = Long.parseLong(memory) / 1024.0;
      gibibytes = Long.toString(Math.round(Math.pow(2, Math.rint(Math.log(exact) / Math.log(2)))));
    }
    return host.getOrDefault("cores", "unknown")
        + " cores, "
        + host.getOrDefault("architecture", "unknown")
        + ", about "
        + gibibytes
        + " GiB";
  }
}
