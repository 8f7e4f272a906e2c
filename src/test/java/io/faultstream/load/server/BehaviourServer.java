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
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;

/**
 * A server of the OpenAI streaming API that misbehaves exactly as asked: raw sockets, one thread a
 * connection, one {@link Behaviour} a request. It writes down each request it has read, so that
 * what the client says can be held against it. Who looks at it beforehand finds the model {@code
 * tiny}, good health, and one token: a request without an id is no part of the load.
 */
public final class BehaviourServer implements AutoCloseable {
  private final ServerSocket listener;
  private final String scheme;
  private final IntFunction<Behaviour> plan;
  private final Queue<Seen> seen = new ConcurrentLinkedQueue<>();
  private final Queue<String> complaints = new ConcurrentLinkedQueue<>();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger connections = new AtomicInteger();
  private final Queue<Request> looks = new ConcurrentLinkedQueue<>();

  /**
   * One request as it was read.
   *
   * @param first its first line, empty without a request
   * @param id what came as {@code x-request-id}
   * @param authorization what came as {@code Authorization}
   */
  public record Request(String first, String id, String authorization) {}

  /**
   * Listens on a free port and accepts at once.
   *
   * @param plan the behaviour for the request of a number
   */
  public BehaviourServer(IntFunction<Behaviour> plan) throws IOException {
    this(new ServerSocket(0, 512, InetAddress.getLoopbackAddress()), plan);
    start();
  }

  /** The same with TLS. */
  public BehaviourServer(SSLContext tls, IntFunction<Behaviour> plan) throws IOException {
    this(
        tls.getServerSocketFactory().createServerSocket(0, 512, InetAddress.getLoopbackAddress()),
        plan);
    start();
  }

  /** With a socket that listens already; accepts from {@link #start} on. */
  public BehaviourServer(ServerSocket listener, IntFunction<Behaviour> plan) {
    this.listener = listener;
    this.scheme = listener instanceof SSLServerSocket ? "https" : "http";
    this.plan = plan;
  }

  /** Begins to accept. */
  public void start() {
    thread("accept", this::accept);
  }

  /** Its address without a slash at the end. */
  public String base() {
    return scheme + "://127.0.0.1:" + listener.getLocalPort();
  }

  /** The requests that were no part of the load. */
  public List<Request> looks() {
    return List.copyOf(looks);
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
        Request request = readRequest(in);
        if (request.first().isEmpty()) {
          return;
        }
        if (request.id().isEmpty()) {
          looks.add(request);
          Looks.answer(request.first(), new Reply(socket, new Seen("look", "", number, nth)));
        } else {
          play(socket, new Seen(request.id(), request.authorization(), number, nth));
        }
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
    try {
      request.played().to(new Reply(socket, request));
    } catch (IOException e) {
      request.goes(String.valueOf(e.getMessage()));
      throw e;
    }
  }

  /** Reads one request to its end; an empty one when there is none to read. */
  private Request readRequest(InputStream in) throws IOException {
    String first = line(in);
    if (first.isEmpty()) {
      return new Request("", "", "");
    }
    String id = "";
    String authorization = "";
    int length = first.startsWith("GET ") ? 0 : -1;
    for (String header = line(in); !header.isEmpty(); header = line(in)) {
      int colon = header.indexOf(':');
      String value = header.substring(colon + 1).strip();
      switch (header.substring(0, colon).toLowerCase(Locale.ROOT)) {
        case "x-request-id" -> id = value;
        case "authorization" -> authorization = value;
        case "content-length" -> length = Integer.parseInt(value);
        case "transfer-encoding" -> complaints.add("two lengths in one request: " + header);
        default -> {}
      }
    }
    byte[] body = in.readNBytes(length);
    if (body.length < length) {
      throw new EOFException("a request was cut off");
    }
    if (!first.startsWith("POST /v1/") && !first.startsWith("GET /")) {
      complaints.add("not a request of ours: " + first);
    }
    return new Request(first, id, authorization);
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
