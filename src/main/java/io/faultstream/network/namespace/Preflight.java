package io.faultstream.network.namespace;

import io.faultstream.process.ProcessIdentity;
import io.faultstream.process.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/**
 * Finds out what can be done: who the user is, which programs there are, and then by a network of
 * one member that is made, filtered and removed again, within a minute at worst. Stateless.
 *
 * @param commands runs the programs
 * @param find finds a program on the PATH
 * @param user the effective user number, empty where the kernel does not tell it
 */
record Preflight(Commands commands, Function<String, Optional<Path>> find, OptionalInt user) {
  private static final int ROOT = 0;

  /** The second of the four: real, effective, saved, of the file system; see proc_pid_status(5). */
  private static final int EFFECTIVE = 2;

  /** Some loss, rate and delay: whether the kernel takes them is what is asked. */
  private static final double SOME_LOSS = 0.5;

  private static final Shaping RATE = new Shaping(10_000, Duration.ZERO);

  private static final Shaping DELAY = new Shaping(0, Duration.ofMillis(10));

  /** Of this process on this machine. */
  static Preflight here() {
    return new Preflight(new BoundedCommands(), Programs::find, effectiveUser());
  }

  /** Does it. */
  Ability check() throws InterruptedException {
    Optional<String> missing = missing();
    return missing.isPresent() ? Ability.none(missing.orElseThrow()) : trial();
  }

  /** What keeps this user from all of it, a sentence; empty: nothing, as far as is seen. */
  Optional<String> missing() {
    return notRoot().or(() -> Tools.missing(find));
  }

  private Optional<String> notRoot() {
    if (user.isPresent() && user.getAsInt() == ROOT) {
      return Optional.empty();
    }
    return Optional.of(
        user.isPresent()
            ? "namespaces need root, the effective user number is " + user.getAsInt()
            : "namespaces need Linux");
  }

  private static OptionalInt effectiveUser() {
    try {
      return effectiveUser(Files.readAllLines(Path.of("/proc/self/status")));
    } catch (IOException e) {
      return OptionalInt.empty();
    }
  }

  /** Out of {@code /proc/self/status}. */
  static OptionalInt effectiveUser(List<String> status) {
    return status.stream()
        .filter(line -> line.startsWith("Uid:"))
        .mapToInt(line -> Integer.parseInt(line.split("\\s+", -1)[EFFECTIVE]))
        .findFirst();
  }

  private Ability trial() throws InterruptedException {
    Names names = Names.ofTrial(ProcessIdentity.ours());
    Network.Kit kit = new Network.Kit(commands, Tools.found(), null);
    try {
      DeadTrials.removeAll(commands);
    } catch (IOException e) {
      return Ability.none("a namespace of a killed trial cannot be removed: " + said(e));
    }
    try (Network network = Network.lay(names, 1, kit)) {
      List<String> host = List.of(network.layout().block().host());
      network.filter(0, Filter.lossy(host, SOME_LOSS));
      network.dropped(0);
      network.clear(0);
      return new Ability(
          Optional.empty(),
          refused(network, RATE, "no htb in the kernel, or it is refused"),
          refused(network, DELAY, "no netem in the kernel, or it is refused"));
    } catch (IOException e) {
      return Ability.none("a namespace cannot be used: " + said(e));
    }
  }

  /** In one line: the plan shows it. */
  private static String said(IOException e) {
    return String.valueOf(e.getMessage()).replaceAll("\\s+", " ");
  }

  private static Optional<String> refused(Network network, Shaping shaping, String sentence)
      throws IOException, InterruptedException {
    try {
      network.shape(0, shaping, List.of(network.layout().block().host()));
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(sentence + ": " + said(e));
    } finally {
      network.clear(0);
    }
  }
}
