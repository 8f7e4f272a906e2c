package io.faultstream.experiment.store;

import io.faultstream.etcd.EtcdException;
import io.faultstream.etcd.timed.TimedCalls;
import io.faultstream.etcd.timed.TimedCalls.Asked;
import io.faultstream.etcd.timed.TimedCalls.LeaseTime;
import io.faultstream.history.store.InstancesSeen;
import io.faultstream.history.store.LeaseSample;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Asks how much is left of each lease that holds the key of an instance, all at once, from the next
 * member after a failure. Where the keys cannot be read, without a leader, it is unknown of those
 * that were last there. Used by one thread.
 */
final class LeaseSampler {
  /** More instances than any target of ours has. */
  private static final int MOST = 1000;

  private final Asking asking;
  private Map<Long, String> keys = new TreeMap<>();
  private int turn;

  /** The members' calls are given up in less than a second. */
  LeaseSampler(Asking asking) {
    this.asking = asking;
  }

  /** Asks once, and writes down what came of it. */
  void sample() throws InterruptedException {
    TimedCalls member = asking.member(turn);
    long at = asking.clock().nanos();
    try {
      keys = keys(member);
    } catch (EtcdException e) {
      turn++;
      keys.forEach((lease, key) -> take(unknown(new Subject(at, member, key, lease), e)));
      return;
    }
    List<Pending> asked = new ArrayList<>();
    keys.forEach(
        (lease, key) -> {
          long now = asking.clock().nanos();
          asked.add(new Pending(new Subject(now, member, key, lease), member.lease(lease)));
        });
    boolean failed = false;
    for (Pending one : asked) {
      LeaseSample sample = sample(one);
      failed |= !sample.known();
      take(sample);
    }
    turn += failed ? 1 : 0;
  }

  /** The first key of an instance that each lease holds. */
  private static Map<Long, String> keys(TimedCalls member)
      throws EtcdException, InterruptedException {
    String prefix = InstancesSeen.PREFIX;
    Map<Long, String> found = new TreeMap<>();
    for (TimedCalls.Key key : member.keys(prefix, prefix, 0, MOST).keys()) {
      if (key.lease() != 0) {
        found.putIfAbsent(key.lease(), key.name().substring(prefix.length()));
      }
    }
    return found;
  }

  private record Subject(long atNanos, TimedCalls member, String key, long lease) {}

  private record Pending(Subject subject, Asked<LeaseTime> answer) {}

  private LeaseSample sample(Pending pending) throws InterruptedException {
    try {
      LeaseTime time = pending.answer().await();
      return time.remaining() < 0
          ? sample(pending.subject(), new LeaseTime(0, 0), "there is no such lease")
          : sample(pending.subject(), time, "");
    } catch (EtcdException e) {
      return unknown(pending.subject(), e);
    }
  }

  private LeaseSample unknown(Subject subject, EtcdException why) {
    return sample(subject, new LeaseTime(0, 0), String.valueOf(why.getMessage()));
  }

  private LeaseSample sample(Subject subject, LeaseTime time, String error) {
    return new LeaseSample(
        subject.atNanos(),
        asking.clock().nanos(),
        subject.member().member(),
        subject.key(),
        subject.lease(),
        time.granted(),
        time.remaining(),
        error);
  }

  private void take(LeaseSample sample) {
    asking.into().accept(sample);
  }
}
