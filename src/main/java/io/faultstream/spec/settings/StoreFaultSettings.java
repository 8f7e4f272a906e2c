package io.faultstream.spec.settings;

import io.faultstream.spec.Control;
import io.faultstream.spec.FaultKind;
import io.faultstream.spec.FaultSpec;
import io.faultstream.spec.FaultSpec.Strength;
import io.faultstream.spec.FaultSpec.Victim;
import io.faultstream.spec.FaultSpec.Victim.Rule;
import io.faultstream.spec.Phase;
import io.faultstream.spec.TargetSpec;
import io.faultstream.spec.TargetSpec.Network;
import io.faultstream.spec.TargetSpec.OnTerminate;
import io.faultstream.spec.TargetSpec.StoreSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** The keys under {@code fault} in a simulation that breaks the store. */
public final class StoreFaultSettings {
  private static final String KIND = "fault.kind";
  private static final String WORKER = "fault.worker";

  /** What a worker's restart takes at most, and the second look at its streams. */
  private static final Duration ROOM = Duration.ofSeconds(15);

  /** Each member after the other is a schedule of its own, not a kind. */
  private static final String EACH = "etcd-each-member";

  /** The original question: the leader dies in overflow, and its member is replaced. */
  private static final String USUAL = FaultKind.ETCD_LEADER_REPLACE.label();

  /** Fewer have no quorum without one of them. */
  private static final int REDUNDANT = 3;

  private StoreFaultSettings() {}

  /** The words of {@code fault.kind} that hit the store. */
  public static List<String> words() {
    List<String> words = new ArrayList<>();
    for (FaultKind kind : FaultKind.values()) {
      if (kind.ofStore() && kind != FaultKind.ETCD_MEMBER_KILL) {
        words.add(kind.label());
      }
    }
    words.add(EACH);
    return words;
  }

  /**
   * The faults in the overflow phase, one after the other: of the store, and where there is room
   * for it of a worker, so that the instances change after the store was hit. Mistakes are noted in
   * the settings.
   */
  public static List<FaultSpec> read(Settings settings, TargetSpec target, Duration overflow) {
    List<FaultSpec> faults = new ArrayList<>(ofStore(settings, target.store(), overflow));
    if (worker(settings, target, faults, overflow)) {
      faults.add(terminate(faults.get(0)));
    }
    return faults;
  }

  private static boolean worker(
      Settings settings, TargetSpec target, List<FaultSpec> faults, Duration overflow) {
    String word = settings.word(WORKER, List.of("auto", "terminate", "none"));
    boolean drains = target.onTerminate() == OnTerminate.DRAIN;
    if (word.equals("terminate") && !drains) {
      settings.problem(WORKER, "terminate needs target.onTerminate=drain: no stream shall move");
    }
    if (word.equals("terminate") && faults.isEmpty()) {
      settings.problem(WORKER, "terminate comes after a fault of the store, and there is none");
    }
    if (faults.isEmpty() || !drains || word.equals("none")) {
      return false;
    }
    FaultSpec first = faults.get(0);
    Duration over = first.trigger().after().plus(first.hold().multipliedBy(faults.size()));
    return word.equals("terminate") || overflow.minus(over).compareTo(ROOM) >= 0;
  }

  /** Of one worker, as soon as the store is whole again: faults are played one after the other. */
  private static FaultSpec terminate(FaultSpec first) {
    return new FaultSpec(
        FaultKind.TERMINATE.label() + "-1",
        FaultKind.TERMINATE,
        first.phase(),
        first.trigger(),
        first.hold(),
        new Victim(Rule.RECEIVING, Optional.empty()),
        first.healthyWithin(),
        first.control());
  }

  private static List<FaultSpec> ofStore(
      Settings settings, Optional<StoreSpec> store, Duration overflow) {
    List<String> known = new ArrayList<>(words());
    known.addAll(List.of("auto", "none"));
    String asked = settings.text(KIND);
    if (!known.contains(asked)) {
      settings.problem(KIND, "this simulation breaks the store: " + String.join(", ", known));
      return List.of();
    }
    if (settings.changed("fault.victim")) {
      settings.problem("fault.victim", "the fault of a store names its members itself");
    }
    if (settings.choice("fault.control", Control.class) == Control.DECOY) {
      settings.problem("fault.control", "decoy stands for a worker; a store has none");
    }
    if (asked.equals("none")) {
      return List.of();
    }
    String word = asked.equals("auto") ? USUAL : asked;
    int members = store.map(StoreSpec::members).orElse(0);
    checkMembers(settings, word, members);
    if (word.equals(EACH)) {
      return IntStream.range(0, members)
          .mapToObj(i -> fault(settings, FaultKind.ETCD_MEMBER_KILL, "etcd-" + i, overflow))
          .toList();
    }
    FaultKind kind = FaultKind.labelled(word);
    FaultSpec fault = fault(settings, kind, "", overflow);
    return List.of(kind.ofNetwork() ? fault.with(strength(settings, store)) : fault);
  }

  private static Strength strength(Settings settings, Optional<StoreSpec> store) {
    if (store.filter(one -> one.network() == Network.NONE).isPresent()) {
      settings.problem(StoreSettings.NETWORK, "nothing lies between that could break: not none");
    }
    return new Strength(
        settings.duration("fault.etcd.delay", Duration.ofMillis(10)),
        settings.number("fault.etcd.loss", 0.1, 100));
  }

  private static void checkMembers(Settings settings, String word, int members) {
    boolean loss =
        word.equals(FaultKind.ETCD_QUORUM_LOSS.label())
            || word.equals(FaultKind.ETCD_TOTAL_LOSS.label());
    if (!loss && members > 0 && members < REDUNDANT) {
      settings.problem(
          KIND,
          word
              + " needs target.etcd.members = "
              + REDUNDANT
              + " or more: with fewer, to lose one is etcd-total-loss or etcd-quorum-loss");
    }
  }

  private static FaultSpec fault(
      Settings settings, FaultKind kind, String member, Duration overflow) {
    boolean named = !member.isEmpty();
    return new FaultSpec(
        kind.label() + "-" + (named ? member : "1"),
        kind,
        Phase.OVERFLOW,
        FaultSettings.trigger(settings, overflow),
        settings.duration("fault.hold", Duration.ofMillis(1)),
        new Victim(named ? Rule.NAMED : Rule.STORE, Optional.of(member).filter(any -> named)),
        settings.duration("fault.healthyWithin", Duration.ofMillis(1)),
        settings.choice("fault.control", Control.class));
  }
}
