package io.faultstream.fault.etcd;

import io.faultstream.etcd.status.ClusterStatus;
import io.faultstream.etcd.status.MemberStatus;
import java.util.List;
import java.util.Optional;

/** What the members of the store say of themselves once it was hit. Pure. */
enum Sign {
  /** Another member leads, in a higher term, and a quorum follows it. */
  ANOTHER_LEADER("another member leads in a higher term") {
    @Override
    Optional<String> in(ClusterStatus now, MemberStatus led, List<String> hit) {
      return now.leader()
          .filter(leader -> leader.term() > led.term() && !leader.name().equals(led.name()))
          .filter(leader -> 2 * now.heard().size() > now.answers().size())
          .map(
              leader ->
                  leader.name()
                      + " leads in term "
                      + leader.term()
                      + " on the "
                      + now.heard().size()
                      + " members that answer, before that "
                      + led.name()
                      + " in term "
                      + led.term());
    }
  },
  /** The member that was hit says nothing, and all others follow one leader. */
  LED_WITHOUT_IT("the others follow a leader without it") {
    @Override
    Optional<String> in(ClusterStatus now, MemberStatus led, List<String> hit) {
      boolean silent = hit.stream().allMatch(name -> now.of(name).isEmpty());
      return now.leader()
          .filter(leader -> silent)
          .map(
              leader ->
                  String.join(", ", hit)
                      + " does not answer, "
                      + leader.name()
                      + " leads in term "
                      + leader.term()
                      + (hit.contains(led.name())
                          ? ", before that " + led.name() + " in term " + led.term()
                          : ""));
    }
  },
  /** All that were not hit answer, and none of them knows a leader. */
  NO_LEADER("no member knows a leader") {
    @Override
    Optional<String> in(ClusterStatus now, MemberStatus led, List<String> hit) {
      boolean othersAnswer = now.heard().size() == now.answers().size() - hit.size();
      return !othersAnswer || now.heard().stream().anyMatch(MemberStatus::knowsLeader)
          ? Optional.empty()
          : Optional.of(
              now.heard().size()
                  + " of "
                  + now.answers().size()
                  + " members answer, and none knows a leader");
    }
  };

  private final String looked;

  Sign(String looked) {
    this.looked = looked;
  }

  /**
   * What is looked for.
   *
   * @param sign what shall show
   * @param led who led before
   */
  record Before(Sign sign, MemberStatus led) {
    /** The evidence that members were hit; empty when it does not show. */
    Optional<String> shown(ClusterStatus now, List<String> hit) {
      return sign.in(now, led, hit);
    }
  }

  /** What is looked for, for when it never comes. */
  String looked() {
    return looked;
  }

  /**
   * The evidence; empty when it does not show.
   *
   * @param led who led before
   * @param hit who was hit
   */
  abstract Optional<String> in(ClusterStatus now, MemberStatus led, List<String> hit);
}
