package io.faultstream.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.SplittableRandom;

/**
 * Free TCP ports on 127.0.0.1, below the range from which the kernel takes ports for outgoing
 * connections: above it, a port that was free a moment ago may be somebody's own end. Each port is
 * given once. One thread at a time.
 */
public final class FreePorts {
  private static final int LOWEST = 20_000;
  private static final int USUAL_EPHEMERAL = 32_768;
  private static final String RANGE = "net/ipv4/ip_local_port_range";

  private final int from;
  private final int below;
  private int next;
  private int left;

  /** Looks from a start that chance chooses, so that two runs seldom ask for the same. */
  public FreePorts(SplittableRandom chance) {
    this(chance, ephemeralStart());
  }

  FreePorts(SplittableRandom chance, int ephemeralStart) {
    from = ephemeralStart > LOWEST + 1000 ? LOWEST : 1024;
    below = Math.max(from + 1000, ephemeralStart);
    next = chance.nextInt(from, below);
    left = below - from;
  }

  /**
   * The next free one.
   *
   * @throws IOException when there is none
   */
  public int next() throws IOException {
    while (left > 0) {
      left--;
      int port = next;
      next = next + 1 < below ? next + 1 : from;
      if (free(port)) {
        return port;
      }
    }
    throw new IOException("no free TCP port on 127.0.0.1 from " + from + " to " + (below - 1));
  }

  /** Whether this port can be listened at on 127.0.0.1 now. */
  public static boolean free(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static int ephemeralStart() {
    try {
      return Integer.parseInt(ProcFiles.setting(RANGE).split("\\s+", -1)[0]);
    } catch (NumberFormatException e) {
      return USUAL_EPHEMERAL;
    }
  }
}
