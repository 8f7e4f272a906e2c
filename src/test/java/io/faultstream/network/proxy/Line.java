package io.faultstream.network.proxy;

import io.faultstream.network.Address;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/** A connection of this JVM, and lines over it; one that is not heard within 15 s fails. */
@NullMarked
final class Line implements Closeable {
  private static final Duration WITHIN = Duration.ofSeconds(15);

  private final Socket socket;
  private final BufferedReader in;

  Line(Address to) throws IOException {
    InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    socket = new Socket(loopback, to.port());
    socket.setSoTimeout((int) WITHIN.toMillis());
    in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
  }

  void say(String text) throws IOException {
    socket.getOutputStream().write((text + "\n").getBytes(StandardCharsets.UTF_8));
  }

  /** The next; null: the other side has ended. */
  @Nullable String heard() throws IOException {
    return in.readLine();
  }

  boolean quiet() throws IOException {
    return !in.ready();
  }

  /** Whether the other side ends, in whatever way, rather than says something. */
  boolean ends() throws IOException {
    try {
      return heard() == null;
    } catch (SocketException e) {
      return true;
    }
  }

  void endOutput() throws IOException {
    socket.shutdownOutput();
  }

  /** Closes it by a RST. */
  void abort() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
