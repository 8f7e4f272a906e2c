package io.faultstream.fault.etcd;

import io.faultstream.etcd.EtcdException;
import io.faultstream.fault.Proof;
import io.faultstream.fault.store.Trouble;
import io.faultstream.process.ProcessIdentity;
import io.faultstream.time.Poll;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Members of the store are hit. The first proof is the kernel's: their processes are gone, or
 * stopped. The second is the store's own: what its members say of their leader and its term.
 */
final class MemberTrouble implements Trouble {
  private static final Duration SHOWS_WITHIN = Duration.ofSeconds(5);
  private static final Duration EVERY = Duration.ofMillis(50);

  private final Act act;
  private final Act.Site site;
  private final Sign.Before before;
  private final Map<String, ProcessIdentity> processes;

  /** How it is hit, where, and by what that shows. */
  MemberTrouble(Act act, Act.Site site, Sign.Before before) {
    this.act = act;
    this.site = site;
    this.before = before;
    this.processes = site.cluster().processes();
  }

  @Override
  public List<String> members() {
    return site.members();
  }

  @Override
  public boolean stops() {
    return act.stops();
  }

  @Override
  public void begin() throws EtcdException, InterruptedException {
    act.on(site);
  }

  @Override
  public Proof effect() throws InterruptedException {
    boolean shown =
        Poll.until(SHOWS_WITHIN, EVERY, () -> Optional.of(true).filter(any -> allShow()))
            .isPresent();
    String victims = String.join(" ", members());
    return new Proof(shown, victims + (shown ? " " : ": not yet that each ") + act.shown());
  }

  private boolean allShow() {
    return members().stream().allMatch(member -> act.shows(process(member)));
  }

  private ProcessIdentity process(String member) {
    ProcessIdentity process = processes.get(member);
    if (process == null) {
      throw new IllegalStateException(member + " was not running when it was aimed at");
    }
    return process;
  }

  @Override
  public String looked() {
    return before.sign().looked();
  }

  @Override
  public Optional<String> noticed() throws InterruptedException {
    return before.shown(site.cluster().status(), members());
  }

  @Override
  public void end() throws EtcdException, InterruptedException {
    act.undo(site);
  }

  /** Which members have another process than before; nothing more is asked than a whole store. */
  @Override
  public Optional<String> over() {
    List<String> all = new ArrayList<>();
    for (String member : members()) {
      Act.process(site, member)
          .filter(now -> !now.equals(process(member)))
          .ifPresent(now -> all.add(member + " is " + now + ", before that " + process(member)));
    }
    return Optional.of(String.join(", ", all));
  }
}
