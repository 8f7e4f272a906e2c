package io.faultstream.network.namespace;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;

/** A program that says its port and sends a file to the first that connects. */
public final class FileSender {
  private FileSender() {}

  /** Arguments: where it listens, the file. */
  public static void main(String[] arguments) throws Exception {
    byte[] bytes = Files.readAllBytes(Path.of(arguments[1]));
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getByName(arguments[0]))) {
      System.out.println(server.getLocalPort());
      try (Socket client = server.accept()) {
        client.getOutputStream().write(bytes);
      }
    }
  }
}
