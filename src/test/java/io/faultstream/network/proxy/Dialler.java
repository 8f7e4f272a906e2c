package io.faultstream.network.proxy;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A program that dials a port of 127.0.0.1, says a word, and says what it is answered. */
public final class Dialler {
  private Dialler() {}

  /** Arguments: the port, the word. Ends with its input. */
  public static void main(String[] arguments) throws Exception {
    InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    try (Socket socket = new Socket(loopback, Integer.parseInt(arguments[0]))) {
      socket.getOutputStream().write((arguments[1] + "\n").getBytes(StandardCharsets.UTF_8));
      BufferedReader answers =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
      System.out.println(answers.readLine());
      System.in.transferTo(OutputStream.nullOutputStream());
    }
  }
}
