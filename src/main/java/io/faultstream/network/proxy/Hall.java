package io.faultstream.network.proxy;

import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.IntFunction;

/**
 * What an entrance leads to: one listener of one member.
 *
 * @param loop that forwards
 * @param room for connections, of all entrances together
 * @param to the member's own listener
 * @param chance of what is lost
 * @param links the link of a connection by its dialler's port
 */
record Hall(
    Loop loop,
    Room room,
    InetSocketAddress to,
    SplittableRandom chance,
    IntFunction<Optional<Link>> links)
    implements Entrance.Guide {

  /** How many connections there are. Of the loop's thread. */
  static final class Room {
    /** A cluster of seven has some hundred; each has two sockets and at most 512 KiB here. */
    private static final int MOST = 512;

    private int taken;
  }

  @Override
  public Optional<Link> link(int diallerPort) {
    return links.apply(diallerPort);
  }

  @Override
  public boolean free() {
    return room.taken < Room.MOST;
  }

  @Override
  public void takes(int more) {
    room.taken += more;
  }

  @Override
  public void begin(Link link, SocketChannel dialler) {
    Passage.Way way = new Passage.Way(dialler, to, () -> takes(-1));
    new Passage(loop, link, way, chance).begin();
  }
}
