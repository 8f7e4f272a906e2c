package io.faultstream.load.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/**
 * A server of the OpenAI streaming API that misbehaves exactly as asked: raw sockets, one thread a
 * connection, one {@link Behaviour} a request. It writes down each request it has read, so that
 * what the client says can be held against it.
 */
public final class BehaviourServer implements AutoCloseable {
  private final ServerSocket listener;
  private final IntFunction<Behaviour> plan;
  private final Queue<Seen> seen = new ConcurrentLinkedQueue<>();
  private final Queue<String> complaints = new ConcurrentLinkedQueue<>();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger connections = new AtomicInteger();

  /**
   * Listens on a free port and accepts at once.
   *
   * @param plan the behaviour for the request of a number
   */
  public BehaviourServer(IntFunction<Behaviour> plan) throws IOException {
    this(new ServerSocket(0, 512, InetAddress.getLoopbackAddress()), plan);
    start();
  }

  /** With a socket that listens already; accepts from {@link #start} on. */
  public BehaviourServer(ServerSocket listener, IntFunction<Behaviour> plan) {
    this.listener = listener;
    this.plan = plan;
  }

  /** Begins to accept. */
  public void start() {
    thread("accept", this::accept);
  }

  /** Its address without a slash at the end. */
  public String base() {
    return "http://127.0.0.1:" + listener.getLocalPort();
  }

  /** The requests that were read to their end, in that order. */
  public List<Seen> seen() {
    return List.copyOf(seen);
  }

  /** What was not as HTTP wants it, a sentence each. */
  public List<String> complaints() {
    return List.copyOf(complaints);
  }

  /** Connections that were accepted. */
  public int connections() {
    return connections.get();
  }

  private static void thread(String name, Runnable task) {
    Thread thread = new Thread(task, "behaviour-server-" + name);
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    try {
      while (!listener.isClosed()) {
        Socket socket = listener.accept();
        open.add(socket);
        int number = connections.getAndIncrement();
        thread(Integer.toString(number), () -> serve(socket, number));
      }
    } catch (IOException e) {
      if (!listener.isClosed()) {
        complaints.add("accepting failed: " + e);
      }
    }
  }

  private void serve(Socket socket, int number) {
    try (socket) {
      socket.setTcpNoDelay(true);
      InputStream in = new BufferedInputStream(socket.getInputStream());
      for (int nth = 0; !socket.isClosed(); nth++) {
        String id = readRequest(in);
        if (id.isEmpty()) {
          return;
        }
        play(socket, new Seen(id, number, nth));
      }
    } catch (IOException e) {
      // The client has gone: that it may, and what it calls the request is what the test is about.
    } finally {
      open.remove(socket);
    }
  }

  private void play(Socket socket, Seen request) throws IOException {
    Behaviour asked = plan.apply(request.number());
    boolean spared = asked == Behaviour.CLOSED_ON_REUSE && !request.onUsedConnection();
    request.plays(spared ? Behaviour.GOOD : asked);
    seen.add(request);
    request.played().to(new Reply(socket, request));
  }

  /** Reads one request to its end; its id, or nothing when there is none to read. */
  private String readRequest(InputStream in) throws IOException {
    String first = line(in);
    if (first.isEmpty()) {
      return "";
    }
    String id = "";
    int length = -1;
    for (String header = line(in); !header.isEmpty(); header = line(in)) {
      int colon = header.indexOf(':');
      String value = header.substring(colon + 1).strip();
      switch (header.substring(0, colon).toLowerCase(Locale.ROOT)) {
        case "x-request-id" -> id = value;
        case "content-length" -> length = Integer.parseInt(value);
        case "transfer-encoding" -> complaints.add("two lengths in one request: " + header);
        default -> {}
      }
    }
    byte[] body = in.readNBytes(length);
    if (body.length < length) {
      throw new EOFException("a request was cut off");
    }
    if (!first.startsWith("POST /v1/") || id.isEmpty()) {
      complaints.add("not a request of ours: " + first);
    }
    return id;
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
      if (next != '\r') {
        line.append(new String(new byte[] {(byte) next}, ISO_8859_1));
      }
    }
    return line.toString();
  }

  @Override
  public void close() {
    try {
      listener.close();
      for (Socket socket : open) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
