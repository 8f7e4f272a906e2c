package io.faultstream.spec;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The system under test as it was asked for.
 *
 * @param kind which target
 * @param url base address, for {@link TargetKind#URL} only; with or without {@code /v1}
 * @param model name of the served model
 * @param workers number of workers to start, where the target starts them
 * @param migrationLimit how often the frontend may move one request; 0 forbids it
 * @param onTerminate what a worker does with its streams at SIGTERM
 * @param backendTimeout silence after which the frontend gives a worker's stream up; empty: never
 * @param readyWithin how long the target may take until it serves the model
 * @param embedded what only the embedded cluster knows
 * @param local how a real Dynamo is started, for {@link TargetKind#LOCAL} only
 * @param split the split topology, in which {@code workers} give the tokens; empty: each worker
 *     does all of a request
 * @param store the etcd cluster through which its processes find each other; empty: a directory
 */
public record TargetSpec(
    TargetKind kind,
    Optional<URI> url,
    String model,
    int workers,
    int migrationLimit,
    OnTerminate onTerminate,
    Optional<Duration> backendTimeout,
    Duration readyWithin,
    EmbeddedSpec embedded,
    Optional<LocalSpec> local,
    Optional<Split> split,
    Optional<StoreSpec> store) {
  /** What the process of the frontend is called. */
  public static final String FRONTEND = "frontend";

  public TargetSpec {
    // Runs of before there was one do not say it.
    store = Objects.requireNonNullElse(store, Optional.empty());
  }

  /** A target in which each worker does all of a request. */
  public TargetSpec(
      TargetKind kind,
      Optional<URI> url,
      String model,
      int workers,
      int migrationLimit,
      OnTerminate onTerminate,
      Optional<Duration> backendTimeout,
      Duration readyWithin,
      EmbeddedSpec embedded,
      Optional<LocalSpec> local) {
    this(
        kind,
        url,
        model,
        workers,
        migrationLimit,
        onTerminate,
        backendTimeout,
        readyWithin,
        embedded,
        local,
        Optional.empty(),
        Optional.empty());
  }

  /** The same target in the split topology. */
  public TargetSpec with(Split asked) {
    return new TargetSpec(
        kind,
        url,
        model,
        workers,
        migrationLimit,
        onTerminate,
        backendTimeout,
        readyWithin,
        embedded,
        local,
        Optional.of(asked),
        store);
  }

  /** The same target whose processes find each other through etcd. */
  public TargetSpec with(StoreSpec asked) {
    return new TargetSpec(
        kind,
        url,
        model,
        workers,
        migrationLimit,
        onTerminate,
        backendTimeout,
        readyWithin,
        embedded,
        local,
        split,
        Optional.of(asked));
  }

  /** How many workers of this role are to be started. */
  public int workers(WorkerRole role) {
    return switch (role) {
      case AGGREGATED -> split.isPresent() ? 0 : workers;
      case PREFILL -> split.map(Split::prefillWorkers).orElse(0);
      case DECODE -> split.isPresent() ? workers : 0;
    };
  }

  /** Names of the workers to be started, of all roles. */
  public List<String> workerNames() {
    return Stream.of(WorkerRole.values())
        .flatMap(role -> role.names(workers(role)).stream())
        .toList();
  }

  /** The role of a worker by its name. */
  public WorkerRole role(String worker) {
    if (split.isEmpty()) {
      return WorkerRole.AGGREGATED;
    }
    return WorkerRole.PREFILL.calls(worker) ? WorkerRole.PREFILL : WorkerRole.DECODE;
  }

  /** What a worker does with its streams when it is told to stop. */
  public enum OnTerminate {
    /** They end on it, and it stops after them, as the real system was seen to do. */
    @JsonProperty("drain")
    DRAIN,
    /** They are cut off and move, as its documentation says. */
    @JsonProperty("migrate")
    MIGRATE
  }

  /**
   * Settings of the embedded cluster.
   *
   * @param port the frontend's HTTP port, 0 for a free one
   * @param speedup divides the engine's times; 1 is the mocker's pace
   * @param decodeSpeedup divides the time of a decode step once more
   * @param router {@code round-robin} or {@code least-loaded}
   * @param overloadStatus HTTP status of a rejection, 529 or 503
   * @param rejoins whether a worker whose lease ran out registers again
   * @param heapMegabytes heap of each process
   * @param defect what it does wrong on purpose; like a version it is no part of what was asked
   * @param transferMillis how long a computed prompt is on its way to the decode worker
   * @param transferTimeoutMillis after which a decode worker waits for it no longer
   * @param discoveryDefect what its processes do wrong on purpose as clients of the store, which is
   *     no part of what was asked either
   * @param slots requests that a worker computes at once; more wait in its queue
   */
  public record EmbeddedSpec(
      int port,
      double speedup,
      double decodeSpeedup,
      String router,
      int overloadStatus,
      boolean rejoins,
      int heapMegabytes,
      Optional<PlantedDefect> defect,
      int transferMillis,
      int transferTimeoutMillis,
      Optional<String> discoveryDefect,
      int slots) {
    /** The mocker's. */
    public static final int USUAL_SLOTS = 256;

    /** Well above what a transfer takes on a busy machine. */
    private static final int TIMEOUT_MILLIS = 3000;

    public EmbeddedSpec {
      // Runs of before there were these do not say them.
      slots = slots == 0 ? USUAL_SLOTS : slots;
      discoveryDefect = Objects.requireNonNullElse(discoveryDefect, Optional.empty());
    }

    /** A cluster whose transfers take no time. */
    public EmbeddedSpec(
        int port,
        double speedup,
        double decodeSpeedup,
        String router,
        int overloadStatus,
        boolean rejoins,
        int heapMegabytes,
        Optional<PlantedDefect> defect) {
      this(
          port,
          speedup,
          decodeSpeedup,
          router,
          overloadStatus,
          rejoins,
          heapMegabytes,
          defect,
          0,
          TIMEOUT_MILLIS,
          Optional.empty(),
          USUAL_SLOTS);
    }

    /** A cluster without a defect. */
    public EmbeddedSpec(
        int port,
        double speedup,
        double decodeSpeedup,
        String router,
        int overloadStatus,
        boolean rejoins,
        int heapMegabytes) {
      this(
          port,
          speedup,
          decodeSpeedup,
          router,
          overloadStatus,
          rejoins,
          heapMegabytes,
          Optional.empty());
    }
  }

  /**
   * What the embedded cluster does wrong on purpose.
   *
   * @param name which defect
   * @param share by which steps of its engines take longer, where that is the defect
   * @param above only while more requests than this run on a worker, 0: always
   */
  public record PlantedDefect(String name, double share, int above) {}

  /**
   * The etcd cluster through which the processes of a target find each other.
   *
   * @param members how many servers, 1 to 7
   * @param lease time to live of a registration, whole seconds
   * @param program the server's program; empty: on the PATH, in the cache, or the distribution's
   * @param network what lies between the members and to their clients; chosen before a run begins
   * @param policy what is judged when it is lost for longer than a lease
   * @param quotaBytes size of a member's store at which it takes no more; 0: the server's own limit
   */
  public record StoreSpec(
      int members,
      Duration lease,
      String program,
      Network network,
      Policy policy,
      long quotaBytes) {
    /** Members that are started again need a second or two to elect a leader. */
    public static final Duration RETURNS = Duration.ofSeconds(2);

    /**
     * A member without a leader lets a call wait for 7 s; one that was begun within the lease and
     * is answered after it keeps the lease alive all the same.
     */
    private static final Duration WAITS = Duration.ofSeconds(10);

    public StoreSpec {
      // Runs of before there were these do not say them.
      network = Objects.requireNonNullElse(network, Network.NONE);
      policy = Objects.requireNonNullElse(policy, Policy.END);
    }

    /**
     * With nothing between its members; its clients must end when it is lost for longer than a
     * lease.
     */
    public StoreSpec(int members, Duration lease, String program) {
      this(members, lease, program, Network.NONE, Policy.END, 0);
    }

    /** The same store in another network. */
    public StoreSpec with(Network other) {
      return new StoreSpec(members, lease, program, other, policy, quotaBytes);
    }

    /** The same store of whose clients this is demanded. */
    public StoreSpec with(Policy other) {
      return new StoreSpec(members, lease, program, network, other, quotaBytes);
    }

    /** The same store with this limit. */
    public StoreSpec withQuota(long bytes) {
      return new StoreSpec(members, lease, program, network, policy, bytes);
    }

    /**
     * What is demanded of frontend and workers when they cannot keep their leases alive. It is only
     * judged: nobody is told, and nobody behaves otherwise for it.
     */
    public enum Policy {
      /** They must end by themselves, in order, as the real system does. */
      @JsonProperty("end")
      END,
      /** They must stay and serve. */
      @JsonProperty("serve")
      SERVE
    }

    /** A loss of the quorum beside the lease. */
    public enum Loss {
      /** Every lease outlives it. */
      SHORT,
      /** Some leases may outlive it: nobody can say beforehand what shall happen. */
      UNDECIDED,
      /** It outlives every lease. */
      LONG
    }

    /**
     * How a loss that is held so long compares with the lease. A lease is kept alive when half of
     * it is left, so that between half of it and all of it is left when the store goes.
     */
    public Loss loss(Duration hold) {
      if (hold.compareTo(longestShort()) <= 0) {
        return Loss.SHORT;
      }
      return hold.compareTo(shortestLong()) < 0 ? Loss.UNDECIDED : Loss.LONG;
    }

    /** The longest hold that every lease outlives; not positive: there is none. */
    public Duration longestShort() {
      return lease.dividedBy(2).minus(RETURNS);
    }

    /** The shortest hold that outlives every lease. */
    public Duration shortestLong() {
      return lease.plus(WAITS);
    }
  }

  /** What lies between the members of a store and to their clients. */
  public enum Network {
    /** None, unless a fault of the network is planned; then the best that this machine can do. */
    @JsonProperty("auto")
    AUTO,
    /** Nothing. */
    @JsonProperty("none")
    NONE,
    /** A forwarding proxy before each member. */
    @JsonProperty("proxy")
    PROXY,
    /** A network namespace of each member, and packet filters. */
    @JsonProperty("namespaces")
    NAMESPACES
  }
}
