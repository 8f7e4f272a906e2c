package io.faultstream.experiment.store;

import io.faultstream.etcd.EtcdException;
import io.faultstream.etcd.status.MemberStatus;
import io.faultstream.etcd.timed.TimedCalls;
import io.faultstream.etcd.timed.TimedCalls.Asked;
import io.faultstream.history.store.MemberSample;
import java.util.ArrayList;
import java.util.List;

/** Asks all members at once what they say of themselves. Used by one thread. */
final class MemberSampler {
  private final Asking asking;

  /** The members' calls are given up in less than a second. */
  MemberSampler(Asking asking) {
    this.asking = asking;
  }

  /** Asks, and writes down what all said once the last has answered or was given up. */
  void sample() throws InterruptedException {
    long at = asking.clock().nanos();
    List<Asked<MemberStatus>> asked = asking.members().stream().map(TimedCalls::status).toList();
    List<MemberSample> round = new ArrayList<>();
    for (int i = 0; i < asked.size(); i++) {
      round.add(sample(at, asking.member(i).member(), asked.get(i)));
    }
    round.forEach(asking.into());
  }

  private static MemberSample sample(long at, String member, Asked<MemberStatus> asked)
      throws InterruptedException {
    try {
      return sample(at, asked.await());
    } catch (EtcdException e) {
      return MemberSample.silent(at, member);
    }
  }

  private static MemberSample sample(long at, MemberStatus status) {
    return new MemberSample(
        at,
        status.name(),
        true,
        status.id(),
        status.leader(),
        status.term(),
        status.log().revision(),
        status.log().index(),
        status.store().bytes(),
        status.errors(),
        status.learner());
  }
}
