package io.faultstream.network.proxy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.NullMarked;

/** Listens in a member's place and sends back all that it gets. */
@NullMarked
final class EchoServer implements AutoCloseable {
  private final ServerSocket listener;
  private final List<Socket> accepted = new CopyOnWriteArrayList<>();

  private EchoServer(ServerSocket listener) {
    this.listener = listener;
  }

  static EchoServer at(int port) throws IOException {
    InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    EchoServer server = new EchoServer(new ServerSocket(port, 50, loopback));
    start(server::accept);
    return server;
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work, "echo");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = listener.accept();
        accepted.add(socket);
        start(() -> echo(socket));
      }
    } catch (IOException e) {
      // It was closed.
      return;
    }
  }

  private static void echo(Socket socket) {
    try (socket) {
      byte[] bytes = new byte[8192];
      int count = socket.getInputStream().read(bytes);
      while (count >= 0) {
        socket.getOutputStream().write(bytes, 0, count);
        count = socket.getInputStream().read(bytes);
      }
    } catch (IOException e) {
      // Its other end is gone.
      return;
    }
  }

  /** Connections that have reached it. */
  int connections() {
    return accepted.size();
  }

  @Override
  public void close() throws IOException {
    listener.close();
    for (Socket socket : accepted) {
      socket.close();
    }
  }
}
