package io.faultstream.etcd.status;

import io.etcd.jetcd.api.Member;
import io.etcd.jetcd.api.MemberListResponse;
import java.util.List;
import java.util.Optional;

/**
 * The members that a cluster is made of, whether they run or not.
 *
 * @param members in the cluster's own order
 */
public record Listing(List<Listed> members) {
  public Listing {
    members = List.copyOf(members);
  }

  /**
   * One of them.
   *
   * @param id its number in the cluster
   * @param name its name, empty as long as it was never started
   * @param peerUrls where the others reach it
   * @param learner whether it has no vote yet
   */
  public record Listed(long id, String name, List<String> peerUrls, boolean learner) {
    public Listed {
      peerUrls = List.copyOf(peerUrls);
    }
  }

  /** Reads a member's answer. */
  public static Listing from(MemberListResponse answer) {
    return new Listing(answer.getMembersList().stream().map(Listing::listed).toList());
  }

  private static Listed listed(Member member) {
    return new Listed(
        member.getID(), member.getName(), member.getPeerURLsList(), member.getIsLearner());
  }

  /** The one with this number, empty when the cluster has none. */
  public Optional<Listed> of(long id) {
    return members.stream().filter(one -> one.id() == id).findFirst();
  }

  /** The one that the others reach there: also one that was never started and has no name. */
  public Optional<Listed> at(String peerUrl) {
    return members.stream().filter(one -> one.peerUrls().contains(peerUrl)).findFirst();
  }
}
