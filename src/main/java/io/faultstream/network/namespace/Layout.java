package io.faultstream.network.namespace;

import java.util.ArrayList;
import java.util.List;

/**
 * A star of namespaces: each member's has one link to a bridge, which is in a namespace of its own,
 * the hub, and so is the other end of the host's only link. A bridge on the host would be subject
 * to the host's own packet filters, which may drop what goes from member to member. What a member
 * sends is cut into packets of the link's size before it is filtered and limited, not after, so
 * that a loss and a rate mean packets as they would be on a wire. Stateless.
 *
 * @param names of its parts
 * @param block its addresses
 * @param members how many
 */
record Layout(Names names, Block block, int members) {
  /** The commands that make it. */
  List<List<String>> making(Tools tools) {
    List<List<String>> all = new ArrayList<>();
    String hub = names.hub();
    String link = names.hostLink();
    String bridge = Names.BRIDGE;
    String uplink = Names.UPLINK;
    all.add(tools.ip("netns", "add", hub));
    all.add(tools.ipIn(hub, "link", "add", "name", bridge, "type", "bridge"));
    all.add(tools.ipIn(hub, "link", "set", "dev", bridge, "up"));
    all.add(tools.ip(pair(link, uplink, hub)));
    all.add(tools.ipIn(hub, "link", "set", "dev", uplink, "master", bridge, "up"));
    all.add(tools.ip("address", "add", block.host() + "/" + Block.OWN, "dev", link));
    all.add(tools.ip("link", "set", "dev", link, "up"));
    for (int i = 0; i < members; i++) {
      all.addAll(makingMember(tools, i));
    }
    return all;
  }

  private List<List<String>> makingMember(Tools tools, int number) {
    String member = names.member(number);
    String port = Names.port(number);
    String hub = names.hub();
    String address = block.member(number) + "/" + Block.OWN;
    return List.of(
        tools.ip("netns", "add", member),
        tools.ipIn(member, pair(Names.LINK, port, hub)),
        tools.ipIn(hub, "link", "set", "dev", port, "master", Names.BRIDGE, "up"),
        tools.ipIn(member, "link", "set", "dev", Names.LINK, "gso_max_segs", "1"),
        tools.ipIn(member, "address", "add", address, "dev", Names.LINK),
        tools.ipIn(member, "link", "set", "dev", "lo", "up"),
        tools.ipIn(member, "link", "set", "dev", Names.LINK, "up"));
  }

  private static String[] pair(String here, String there, String namespace) {
    return new String[] {
      "link", "add", "name", here, "type", "veth", "peer", "name", there, "netns", namespace
    };
  }
}
