package io.faultstream.fault.etcd;

import io.faultstream.etcd.EtcdException;
import io.faultstream.etcd.Quorum;
import io.faultstream.process.ProcessIdentity;
import java.util.List;
import java.util.Optional;

/** What is done to members of the store, how that shows in /proc, and how it is undone. */
enum Act {
  /** SIGKILL; undone by starting the same member again with its data. */
  KILL {
    @Override
    void on(Site site) throws EtcdException, InterruptedException {
      for (String member : site.members()) {
        site.cluster().kill(member, site.quorum());
      }
    }

    @Override
    void undo(Site site) throws EtcdException, InterruptedException {
      for (String member : site.members()) {
        if (process(site, member).filter(ProcessIdentity::alive).isEmpty()) {
          site.cluster().startAgain(member);
        }
      }
    }
  },
  /** SIGKILL; undone by a new member in its place, which begins without data. */
  REPLACE {
    @Override
    void on(Site site) throws EtcdException, InterruptedException {
      KILL.on(site);
    }

    @Override
    void undo(Site site) throws EtcdException, InterruptedException {
      for (String member : site.members()) {
        // A process alone is no member: its replacement may have been broken off without a vote.
        if (!site.cluster().votes(member)) {
          // The hold may be over before the election is.
          site.cluster().awaitLeader(0);
          site.cluster().replace(member);
        }
      }
    }
  },
  /** SIGTERM, upon which a leader gives its leadership away; undone as a kill is. */
  END {
    @Override
    void on(Site site) throws EtcdException, InterruptedException {
      for (String member : site.members()) {
        site.cluster().stop(member, site.quorum());
      }
    }

    @Override
    void undo(Site site) throws EtcdException, InterruptedException {
      KILL.undo(site);
    }

    @Override
    String shown() {
      return "has ended by itself, by /proc";
    }
  },
  /** SIGSTOP; undone by SIGCONT. */
  PAUSE {
    @Override
    void on(Site site) throws EtcdException, InterruptedException {
      for (String member : site.members()) {
        site.cluster().pause(member, site.quorum());
      }
    }

    @Override
    void undo(Site site) throws EtcdException, InterruptedException {
      for (String member : site.members()) {
        site.cluster().resume(member);
      }
    }

    @Override
    boolean shows(ProcessIdentity process) {
      return process.stopped();
    }

    @Override
    String shown() {
      return "is stopped by /proc";
    }
  },
  /** The leader gives its leadership away; there is nothing to undo. */
  MOVE {
    @Override
    void on(Site site) throws EtcdException, InterruptedException {
      String old = site.members().get(0);
      List<String> others =
          site.cluster().names().stream().filter(name -> !name.equals(old)).toList();
      site.cluster().moveLeader(others.get(0));
    }

    @Override
    void undo(Site site) {
      // The other is as good a leader.
    }

    @Override
    boolean shows(ProcessIdentity process) {
      return process.alive();
    }

    @Override
    String shown() {
      return "lives and was asked to give its leadership away";
    }
  };

  abstract void on(Site site) throws EtcdException, InterruptedException;

  /** Idempotent. */
  abstract void undo(Site site) throws EtcdException, InterruptedException;

  /** Whether the process of a member that was hit is as it should be then. */
  boolean shows(ProcessIdentity process) {
    return !process.alive();
  }

  /** The same in words, after the member's name. */
  String shown() {
    return "is gone by /proc";
  }

  /** What undoes it from another process: a stopped one must go on before it can be ended. */
  boolean stops() {
    return this == PAUSE;
  }

  static Optional<ProcessIdentity> process(Site site, String member) {
    return Optional.ofNullable(site.cluster().processes().get(member));
  }

  /**
   * Where it is done.
   *
   * @param cluster the store
   * @param members who is hit
   * @param quorum whether fewer than a quorum may be left
   */
  record Site(io.faultstream.etcd.EtcdCluster cluster, List<String> members, Quorum quorum) {}
}
