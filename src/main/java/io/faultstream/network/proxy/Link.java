package io.faultstream.network.proxy;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One link: what is done to it, what passes on it, and what has passed. Of the loop's thread. */
final class Link {
  private static final Logger LOG = LoggerFactory.getLogger(Link.class);

  /** A cluster of seven has some hundred in all; each has two sockets and at most 512 KiB here. */
  static final int MOST_PASSAGES = 128;

  private final LinkName name;
  private final Flow.Pace out = new Flow.Pace();
  private final Flow.Pace back = new Flow.Pace();
  private final Set<Passage> passages = new LinkedHashSet<>();
  private Treatment treatment = Treatment.NONE;
  private LinkCount count = LinkCount.ZERO;
  private boolean refused;

  Link(LinkName name) {
    this.name = name;
  }

  LinkName name() {
    return name;
  }

  /** The pace from the dialler to the dialled. */
  Flow.Pace out() {
    return out;
  }

  /** The pace of what comes back. */
  Flow.Pace back() {
    return back;
  }

  Treatment treatment() {
    return treatment;
  }

  LinkCount count() {
    return count;
  }

  /** From now on this is done to it, also to what is under way. */
  void treat(Treatment other) {
    if (other.cut()) {
      passages.forEach(passage -> counts(0, 0, 0, passage.queued()));
    }
    treatment = other;
    out.free();
    back.free();
    everyone().forEach(passage -> Loop.guarded(passage, passage::treated));
  }

  /** Breaks all its connections, as a RST does. */
  void reset() {
    everyone().forEach(passage -> Loop.guarded(passage, passage::reset));
  }

  private List<Passage> everyone() {
    return new ArrayList<>(passages);
  }

  /** Whether it has no place for one more, however many others have. */
  boolean full() {
    return passages.size() >= MOST_PASSAGES;
  }

  void begins(Passage passage) {
    passages.add(passage);
    counts(1, 0, treatment.cut() ? 1 : 0, 0);
  }

  void ends(Passage passage) {
    passages.remove(passage);
  }

  /** So many bytes want to pass. */
  void wanted(long bytes) {
    if (treatment.cut()) {
      counts(0, 0, 0, bytes);
    } else if (treatment.slows()) {
      count = count.plus(new LinkCount(0, 0, 0, 0, bytes, 0, 0));
    }
  }

  void forwarded(long bytes) {
    counts(0, bytes, 0, 0);
  }

  void stalled() {
    count = count.plus(new LinkCount(0, 0, 0, 0, 0, 1, 0));
  }

  /** Said once: who is refused dials again at once. */
  void wasRefused() {
    if (!refused) {
      refused = true;
      LOG.warn("{} has {} connections: more are reset", name, MOST_PASSAGES);
    }
  }

  void wasReset() {
    count = count.plus(new LinkCount(0, 0, 0, 0, 0, 0, 1));
  }

  private void counts(long connections, long bytes, long heldConnections, long heldBytes) {
    count = count.plus(new LinkCount(connections, bytes, heldConnections, heldBytes, 0, 0, 0));
  }
}
