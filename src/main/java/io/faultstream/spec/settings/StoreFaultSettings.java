package io.faultstream.spec.settings;

import io.faultstream.spec.Control;
import io.faultstream.spec.Expectation;
import io.faultstream.spec.FaultKind;
import io.faultstream.spec.FaultSpec;
import io.faultstream.spec.FaultSpec.Strength;
import io.faultstream.spec.FaultSpec.Victim;
import io.faultstream.spec.FaultSpec.Victim.Rule;
import io.faultstream.spec.Phase;
import io.faultstream.spec.TargetKind;
import io.faultstream.spec.TargetSpec;
import io.faultstream.spec.TargetSpec.Network;
import io.faultstream.spec.TargetSpec.OnTerminate;
import io.faultstream.spec.TargetSpec.StoreSpec;
import io.faultstream.spec.TargetSpec.StoreSpec.Loss;
import io.faultstream.spec.TargetSpec.StoreSpec.Policy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** The keys under {@code fault} in a simulation that breaks the store. */
public final class StoreFaultSettings {
  private static final String KIND = FaultWords.KIND;
  private static final String WORKER = "fault.worker";
  private static final String HOLD = "fault.hold";

  /** The hold of a fault that is only undone when the run is over. */
  private static final String FOREVER = "forever";

  /** What a worker's restart takes at most, and the second look at its streams. */
  private static final Duration ROOM = Duration.ofSeconds(10);

  /** For so long at most a worker that drained is away: its key goes when it is told to stop. */
  private static final Duration AWAY = Duration.ofSeconds(2);

  private static final String QUOTA = "fault.etcd.quota";
  private static final String DISK_DELAY = "fault.etcd.diskDelay";
  private static final String LINK_DELAY = "fault.etcd.delay";

  /**
   * A leader that hears no answer of its peers for 1 s steps down, and an answer is late twice;
   * what is slow cannot be told from that then.
   */
  private static final Duration MOST_OF_A_LINK = Duration.ofMillis(400);

  /** What looking takes beside what is slow. */
  private static final Duration LOOKS = Duration.ofSeconds(1);

  /** The same of disks: a peer answers once it has synced, and the leader after its own sync. */
  private static final Duration MOST_OF_A_DISK = Duration.ofMillis(400);

  private static final String LINK_LOSS = "fault.etcd.loss";

  /** Keys that say how badly a store is hit, each for one kind of fault. */
  static final List<String> STRENGTHS = List.of(QUOTA, DISK_DELAY, LINK_DELAY, LINK_LOSS);

  private static final String REJOINS = "target.embedded.rejoins";

  /** Each member after the other is a schedule of its own, not a kind. */
  private static final Map<String, FaultKind> EACH =
      new TreeMap<>(
          Map.of(
              "etcd-each-member", FaultKind.ETCD_MEMBER_KILL,
              "etcd-restart-all", FaultKind.ETCD_MEMBER_RESTART));

  /** Those that a store with fewer members than {@link #REDUNDANT} can have too. */
  private static final Set<FaultKind> OF_ANY =
      EnumSet.of(
          FaultKind.ETCD_QUORUM_LOSS,
          FaultKind.ETCD_TOTAL_LOSS,
          FaultKind.ETCD_NOSPACE,
          FaultKind.ETCD_SLOW_DISK);

  /** The original question: the leader dies in overflow, and its member is replaced. */
  private static final String USUAL = FaultKind.ETCD_LEADER_REPLACE.label();

  /** Fewer have no quorum without one of them. */
  private static final int REDUNDANT = 3;

  private StoreFaultSettings() {}

  /** The words of {@code fault.kind} that hit the store. */
  public static List<String> words() {
    List<String> words = new ArrayList<>();
    for (FaultKind kind : FaultKind.values()) {
      if (kind.ofStore() && !EACH.containsValue(kind)) {
        words.add(kind.label());
      }
    }
    words.addAll(EACH.keySet());
    return words;
  }

  /** Whether the fault that is asked for leaves the store without a quorum. */
  static boolean losesQuorum(Settings settings) {
    String word = settings.text(KIND);
    return Arrays.stream(FaultKind.values())
        .anyMatch(kind -> kind.losesQuorum() && kind.label().equals(word));
  }

  /** What is done to a member by this one of the {@link #words}; each in turn for some. */
  public static FaultKind kind(String word) {
    FaultKind each = EACH.get(word);
    return each == null ? FaultKind.labelled(word) : each;
  }

  /** Whether by this one of the {@link #words} each member is hit, one after the other. */
  public static boolean eachInTurn(String word) {
    return EACH.containsKey(word);
  }

  /** How many members a store needs at least to be hit by this one of the {@link #words}. */
  public static int fewestMembers(String word) {
    return OF_ANY.contains(kind(word)) ? 1 : REDUNDANT;
  }

  /** The quota that the members of the store have: one that can be filled, where that is asked. */
  static long quotaBytes(Settings settings) {
    boolean filled = settings.text(KIND).equals(FaultKind.ETCD_NOSPACE.label());
    if (!filled && settings.asked(QUOTA)) {
      settings.problem(QUOTA, "is only for fault.kind=etcd-nospace");
    }
    return filled ? (long) settings.whole(QUOTA, 4, 1024) << 20 : 0;
  }

  /** How badly it is hit. */
  private static Optional<Strength> strength(Settings settings, FaultKind kind) {
    return switch (kind) {
      case ETCD_SLOW_DISK ->
          Optional.of(late(settings, DISK_DELAY, Duration.ofMillis(1), MOST_OF_A_DISK));
      case ETCD_SLOW_LINKS ->
          Optional.of(late(settings, LINK_DELAY, Duration.ofMillis(10), MOST_OF_A_LINK));
      case ETCD_LOSSY_LINKS ->
          Optional.of(new Strength(Duration.ZERO, settings.number(LINK_LOSS, 0.1, 100)));
      default -> Optional.empty();
    };
  }

  private static Strength late(Settings settings, String key, Duration least, Duration most) {
    return new Strength(settings.duration(key, least, most), 0);
  }

  /** A key of another kind of fault is noted as a mistake, and each where there is none. */
  private static void refuseOthers(Settings settings, String word) {
    onlyFor(settings, DISK_DELAY, word, FaultKind.ETCD_SLOW_DISK);
    onlyFor(settings, LINK_DELAY, word, FaultKind.ETCD_SLOW_LINKS);
    onlyFor(settings, LINK_LOSS, word, FaultKind.ETCD_LOSSY_LINKS);
  }

  private static void onlyFor(Settings settings, String key, String word, FaultKind its) {
    if (!word.equals(its.label()) && settings.asked(key)) {
      settings.problem(key, "is only for fault.kind=" + its.label());
    }
  }

  /**
   * The faults in the overflow phase, one after the other: of the store, and where there is room
   * for it of a worker, so that the instances change after the store was hit. Mistakes are noted in
   * the settings.
   */
  public static List<FaultSpec> read(Settings settings, TargetSpec target, Duration overflow) {
    List<FaultSpec> faults = new ArrayList<>(ofStore(settings, target, overflow));
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
    if (first.forGood() || ends(first, target)) {
      if (word.equals("terminate")) {
        settings.problem(WORKER, "terminate needs a store that comes back while all still serve");
      }
      return false;
    }
    Duration over = first.trigger().after().plus(first.hold().multipliedBy(faults.size()));
    return word.equals("terminate") || overflow.minus(over).compareTo(ROOM) >= 0;
  }

  /** Whether everybody shall end by themselves, as the store is lost for longer than a lease. */
  private static boolean ends(FaultSpec fault, TargetSpec target) {
    return fault.kind().losesQuorum()
        && target
            .store()
            .filter(store -> store.policy() == Policy.END)
            .filter(store -> store.loss(fault.hold()) == Loss.LONG)
            .isPresent();
  }

  /**
   * What shall happen to the streams and processes of this target: nobody notices, or all end in
   * order where the loss outlives their leases and that is the policy. What nobody can say
   * beforehand is noted as a mistake, and workers that would never end.
   */
  static Expectation expectation(Settings settings, FaultSpec fault, TargetSpec target) {
    Expectation right = ends(fault, target) ? Expectation.END : Expectation.UNTOUCHED;
    String asked = settings.text("expect");
    if (!asked.equals("auto") && !asked.equals(right.label())) {
      settings.problem(
          "expect",
          right == Expectation.END
              ? "a loss that outlives the lease ends all: target.etcd.policy says what is judged"
              : "a fault of the store shall touch no stream");
    }
    target
        .store()
        .filter(store -> fault.kind().losesQuorum() && store.policy() == Policy.END)
        .filter(store -> store.loss(fault.hold()) == Loss.UNDECIDED)
        .ifPresent(store -> settings.problem(HOLD, undecided(store)));
    boolean rejoins = target.kind() == TargetKind.EMBEDDED && target.embedded().rejoins();
    if (right == Expectation.END && rejoins) {
      settings.problem(
          REJOINS, "a worker that rejoins never ends, and this loss of the store must end all");
    }
    return right;
  }

  private static String undecided(StoreSpec store) {
    String lease = Times.text(store.lease());
    boolean any = store.longestShort().compareTo(Duration.ZERO) > 0;
    return "with target.etcd.lease="
        + lease
        + " some leases may outlive this loss, as half of a lease to all of it is left when the"
        + " store goes: "
        + (any ? "at most " + Times.text(store.longestShort()) + " (nobody notices) or " : "")
        + "at least "
        + Times.text(store.shortestLong())
        + " (all end) can be decided, or another lease";
  }

  /** Of one worker, as soon as the store is whole again: faults are played one after the other. */
  private static FaultSpec terminate(FaultSpec first) {
    return new FaultSpec(
        FaultKind.TERMINATE.label() + "-1",
        FaultKind.TERMINATE,
        first.phase(),
        first.trigger(),
        first.hold().compareTo(AWAY) < 0 ? first.hold() : AWAY,
        new Victim(Rule.RECEIVING, Optional.empty()),
        first.healthyWithin(),
        first.control());
  }

  private static List<FaultSpec> ofStore(Settings settings, TargetSpec target, Duration overflow) {
    String asked = FaultWords.ofStore(settings);
    if (!asked.equals(settings.text(KIND))) {
      return List.of();
    }
    refuseOthers(settings, asked);
    if (asked.equals("none")) {
      FaultSettings.refuseDetails(settings, FaultSettings.NO_FAULT);
      return List.of();
    }
    if (settings.changed("fault.victim")) {
      settings.problem("fault.victim", "the fault of a store names its members itself");
    }
    if (settings.choice("fault.control", Control.class) == Control.DECOY) {
      settings.problem("fault.control", "decoy stands for a worker; a store has none");
    }
    String word = asked.equals("auto") ? USUAL : asked;
    int members = target.store().map(StoreSpec::members).orElse(0);
    checkMembers(settings, word, members);
    FaultKind kind = kind(word);
    if (eachInTurn(word)) {
      return IntStream.range(0, members)
          .mapToObj(i -> fault(settings, kind, "etcd-" + i, overflow))
          .toList();
    }
    if (kind.ofWorker() && target.onTerminate() != OnTerminate.DRAIN) {
      settings.problem(KIND, word + " needs target.onTerminate=drain: no stream shall move");
    }
    if (kind.ofNetwork()
        && target.store().filter(one -> one.network() == Network.NONE).isPresent()) {
      settings.problem(
          StoreSettings.NETWORK, "a fault of the network needs proxy, namespaces or auto here");
    }
    FaultSpec fault = fault(settings, kind, "", overflow);
    fault.strength().ifPresent(strength -> checkSeen(settings, fault, strength));
    return List.of(fault);
  }

  /** It can only be seen while it holds: three late writes in a row, or one on two slow disks. */
  private static void checkSeen(Settings settings, FaultSpec fault, Strength strength) {
    boolean links = fault.kind() == FaultKind.ETCD_SLOW_LINKS;
    Duration needed =
        (links ? strength.delay().multipliedBy(6) : strength.delay().multipliedBy(2)).plus(LOOKS);
    boolean slow = !strength.delay().isZero();
    if (slow && fault.hold().compareTo(needed) < 0) {
      settings.problem(
          HOLD,
          "is too short to see it with "
              + (links ? LINK_DELAY : DISK_DELAY)
              + "="
              + Times.text(strength.delay())
              + ": "
              + Times.text(needed)
              + " at least");
    }
  }

  private static void checkMembers(Settings settings, String word, int members) {
    int fewest = fewestMembers(word);
    if (members > 0 && members < fewest) {
      settings.problem(
          KIND,
          word
              + " needs target.etcd.members = "
              + fewest
              + " or more: with fewer, to lose one is etcd-total-loss or etcd-quorum-loss");
    }
  }

  private static Duration hold(Settings settings, FaultKind kind) {
    if (!settings.text(HOLD).equals(FOREVER)) {
      return settings.duration(HOLD, Duration.ofMillis(1));
    }
    if (!kind.losesQuorum()) {
      settings.problem(HOLD, "forever is for a store that is lost: etcd-total-loss, -quorum-loss");
    }
    return FaultSpec.FOR_GOOD;
  }

  private static FaultSpec fault(
      Settings settings, FaultKind kind, String member, Duration overflow) {
    boolean named = !member.isEmpty();
    return new FaultSpec(
        kind.label() + "-" + (named ? member : "1"),
        kind,
        Phase.OVERFLOW,
        FaultSettings.trigger(settings, overflow),
        hold(settings, kind),
        new Victim(named ? Rule.NAMED : Rule.STORE, Optional.of(member).filter(any -> named)),
        settings.duration("fault.healthyWithin", Duration.ofMillis(1)),
        settings.choice("fault.control", Control.class),
        strength(settings, kind));
  }
}
