package io.faultstream.network;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Nothing between the members: nothing can be done to their ways. */
final class PlainWiring implements Wiring {
  @Override
  public Optional<String> lacking() {
    return Optional.empty();
  }

  @Override
  public Links lay(List<String> members, Ground ground) throws IOException {
    Map<String, Reach> all = new LinkedHashMap<>();
    for (String member : members) {
      all.put(member, Reach.direct(ground.ports().next(), ground.ports().next()));
    }
    return new Plain(all);
  }

  private record Plain(Map<String, Reach> members) implements Links {
    @Override
    public Reach reach(String member) {
      return Optional.ofNullable(members.get(member))
          .orElseThrow(() -> new IllegalArgumentException("no member " + member));
    }

    @Override
    public void started(String member, long pid) {
      // Nobody asks who dialled.
    }

    @Override
    public void disturb(Disturbance what) throws IOException {
      throw new IOException(what.sentence() + ": nothing lies between that could do it");
    }

    @Override
    public void heal() {
      // Nothing is broken.
    }

    @Override
    public Evidence evidence() {
      return new Evidence(0, "nothing was done");
    }

    @Override
    public Map<String, String> description() {
      return Map.of("network", "none");
    }

    @Override
    public void close() {
      // Nothing was laid.
    }
  }
}
