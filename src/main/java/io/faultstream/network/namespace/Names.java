package io.faultstream.network.namespace;

import io.faultstream.process.ProcessIdentity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the parts of a network are called. Process number and start are in every name, so that no
 * two networks of one boot share one, also when a number is given again.
 *
 * @param stem in the names of namespaces
 * @param hostLink the link on the host
 */
record Names(String stem, String hostLink) {
  /** The link of a member, in its namespace. */
  static final String LINK = "eth0";

  /** The bridge, in the hub's namespace. */
  static final String BRIDGE = "bridge0";

  /** The hub's end of the host's link, in the hub's namespace. */
  static final String UPLINK = "host0";

  /** The kernel's limit of a link's name, IFNAMSIZ less the end mark. */
  static final int LONGEST_LINK = 15;

  private static final int RADIX = 36;
  private static final Pattern NAMESPACE = Pattern.compile("faultstream-[0-9a-z]+-[0-9a-z]+-\\w+");
  private static final Pattern TRIAL =
      Pattern.compile("faultstream-(\\d{1,10})-([0-9a-z]{1,11})try-\\w+");
  private static final Pattern HOST_LINK = Pattern.compile("fs[0-9a-z]{1,13}");

  /** Of the network of this process. */
  static Names of(ProcessIdentity owner) {
    String start = Long.toString(owner.startTicks(), RADIX);
    return new Names("faultstream-" + owner.pid() + "-" + start, link(owner.pid(), start, "a"));
  }

  /** Of the network that this process makes to see whether it can. */
  static Names ofTrial(ProcessIdentity owner) {
    String start = Long.toString(owner.startTicks(), RADIX);
    return new Names(
        "faultstream-" + owner.pid() + "-" + start + "try", link(owner.pid(), start, "t"));
  }

  /** Whose trial a namespace of this name is, in this boot; empty when it is none. */
  static Optional<ProcessIdentity> ownerOfTrial(String namespace, String boot) {
    Matcher matcher = TRIAL.matcher(namespace);
    return matcher.matches()
        ? Optional.of(
            new ProcessIdentity(
                Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2), RADIX), boot))
        : Optional.empty();
  }

  /** Its end is the part that differs, therefore the front is cut off where it is too long. */
  private static String link(long pid, String start, String kind) {
    String whole = Long.toString(pid, RADIX) + start + kind;
    int most = LONGEST_LINK - 2;
    return "fs" + whole.substring(Math.max(0, whole.length() - most));
  }

  /** A member's namespace. */
  String member(int number) {
    return stem + "-" + number;
  }

  /** The namespace of the bridge. */
  String hub() {
    return stem + "-hub";
  }

  /** A member's link's other end, in the hub's namespace. */
  static String port(int number) {
    return "port" + number;
  }

  /** All namespaces, the hub's last. */
  List<String> namespaces(int members) {
    List<String> all = new ArrayList<>();
    for (int i = 0; i < members; i++) {
      all.add(member(i));
    }
    all.add(hub());
    return all;
  }

  /** Whether a namespace's name is one that we give. */
  static boolean ourNamespace(String name) {
    return NAMESPACE.matcher(name).matches();
  }

  /** Whether a host link's name is one that we give. */
  static boolean ourLink(String name) {
    return HOST_LINK.matcher(name).matches();
  }
}
