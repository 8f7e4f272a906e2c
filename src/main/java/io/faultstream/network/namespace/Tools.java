package io.faultstream.network.namespace;

import io.faultstream.process.Programs;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The programs that are used, and command lines of them. Packets are filtered by {@code nft} rather
 * than {@code iptables}: it changes a whole table at once, the table is ours and goes as a whole,
 * and today's {@code iptables} is a frontend of the same. Stateless.
 *
 * @param ip namespaces, links and addresses
 * @param nft packet filters
 * @param tc rates and delays
 */
record Tools(String ip, String nft, String tc) {
  private static final String IP = "ip";
  private static final String NFT = "nft";
  private static final String TC = "tc";

  /** The distributions' packages, Debian's names. */
  private static final Map<String, String> PACKAGES =
      new TreeMap<>(Map.of(IP, "iproute2", NFT, "nftables", TC, "iproute2"));

  /** Which are missing, a sentence; empty when all are there. */
  static Optional<String> missing(Function<String, Optional<Path>> find) {
    List<String> missing =
        PACKAGES.keySet().stream()
            .filter(name -> find.apply(name).isEmpty())
            .map(name -> name + " (package " + PACKAGES.get(name) + ")")
            .toList();
    return missing.isEmpty()
        ? Optional.empty()
        : Optional.of("not on the PATH: " + String.join(", ", missing));
  }

  /** As found on the PATH; one that is not there by its bare name, so that running it says so. */
  static Tools found() {
    return new Tools(path(IP), path(NFT), path(TC));
  }

  private static String path(String name) {
    return Programs.find(name).map(Path::toString).orElse(name);
  }

  /** {@code ip} on the host. */
  List<String> ip(String... arguments) {
    return words(List.of(ip), arguments);
  }

  /** {@code ip} on what is in a namespace. */
  List<String> ipIn(String namespace, String... arguments) {
    return words(List.of(ip, "-n", namespace), arguments);
  }

  /** {@code tc} on what is in a namespace. */
  List<String> tcIn(String namespace, String... arguments) {
    return words(List.of(tc, "-n", namespace), arguments);
  }

  /** {@code nft} in a namespace; one argument may be a whole script, done at once or not at all. */
  List<String> nftIn(String namespace, String... arguments) {
    List<String> before = new ArrayList<>(entering(namespace));
    before.add(nft);
    return words(before, arguments);
  }

  /** Before a program's own words: it replaces {@code ip}, so the process stays the same. */
  List<String> entering(String namespace) {
    return List.of(ip, "netns", "exec", namespace);
  }

  private static List<String> words(List<String> first, String... rest) {
    List<String> words = new ArrayList<>(first);
    words.addAll(List.of(rest));
    return List.copyOf(words);
  }
}
