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
 * @param to the member's own listener
 * @param chance of what is lost
 * @param links the link of a connection by its dialler's port
 */
record Hall(
    Loop loop, InetSocketAddress to, SplittableRandom chance, IntFunction<Optional<Link>> links)
    implements Entrance.Guide {

  @Override
  public Optional<Link> link(int diallerPort) {
    return links.apply(diallerPort);
  }

  @Override
  public void begin(Link link, SocketChannel dialler) {
    if (link.full()) {
      Sockets.reset(dialler);
      link.wasRefused();
    } else {
      new Passage(loop, link, new Passage.Way(dialler, to), chance).begin();
    }
  }
}
