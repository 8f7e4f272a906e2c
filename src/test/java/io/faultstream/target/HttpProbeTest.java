package io.faultstream.target;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.security.InvalidAlgorithmParameterException;
import java.security.cert.CertPathValidatorException;
import java.time.Duration;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;

final class HttpProbeTest {
  private interface Play {
    void to(OutputStream out) throws IOException;
  }

  /** Asks a server that plays this to its only client and then closes. */
  private static HttpProbe.Answer ask(Duration deadline, Play play) throws Exception {
    try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread server =
          new Thread(
              () -> {
                try (Socket socket = listener.accept()) {
                  socket.getInputStream().read(new byte[1024]);
                  play.to(socket.getOutputStream());
                } catch (IOException e) {
                  // The client has had enough, which is what some of these wait for.
                }
              });
      server.start();
      HttpProbe.Answer answer =
          new HttpProbe(deadline)
              .get(URI.create("http://127.0.0.1:" + listener.getLocalPort() + "/"));
      server.join(10_000);
      assertThat(server.isAlive()).isFalse();
      return answer;
    }
  }

  private static void head(OutputStream out, String headers) throws IOException {
    out.write(("HTTP/1.1 200 OK\r\n" + headers + "\r\n").getBytes(US_ASCII));
  }

  @Test
  void bodyWithoutAnEndIsCut() throws Exception {
    HttpProbe.Answer answer =
        ask(
            Duration.ofSeconds(30),
            out -> {
              head(out, "Content-Type: text/plain\r\n");
              byte[] block = "x".repeat(1 << 16).getBytes(US_ASCII);
              while (true) {
                out.write(block);
              }
            });
    assertThat(answer.ok()).isTrue();
    assertThat(answer.contentType()).isEqualTo("text/plain");
    assertThat(answer.body()).hasSize(BoundedText.MAX_BYTES);
  }

  @Test
  void replyThatIsCutOffIsNoAnswer() throws Exception {
    HttpProbe.Answer answer =
        ask(
            Duration.ofSeconds(30),
            out -> {
              head(out, "Transfer-Encoding: chunked\r\n");
              out.write("5\r\nhe".getBytes(US_ASCII));
            });
    assertThat(answer.status()).isZero();
    assertThat(answer.trouble()).isEqualTo(Trouble.CLOSED);
    assertThat(answer.brief())
        .isEqualTo("no answer (the connection was closed before the end of an answer)");
  }

  @Test
  void answerThatIsLateIsNone() throws Exception {
    HttpProbe.Answer answer =
        ask(
            Duration.ofMillis(300),
            out -> {
              head(out, "Transfer-Encoding: chunked\r\n");
              while (true) {
                out.write("1\r\nx\r\n".getBytes(US_ASCII));
              }
            });
    assertThat(answer.trouble()).isEqualTo(Trouble.LATE);
    assertThat(answer.body()).isEqualTo("nothing whole within 300 ms");
  }

  @Test
  void trustThatCannotBeReadIsNamed() {
    Throwable failure =
        new SSLHandshakeException("Remote host terminated the handshake")
            .initCause(
                new RuntimeException(
                    new InvalidAlgorithmParameterException("trustAnchors must be non-empty")));
    assertThat(Trouble.of(failure)).isEqualTo(Trouble.TLS);
    assertThat(Trouble.why(failure)).contains("no trusted certificate", "trustStorePassword");
  }

  @Test
  void certificateThatIsNotValidIsNamed() {
    Throwable failure =
        new SSLHandshakeException("PKIX path validation failed")
            .initCause(new CertPathValidatorException("validity check failed"));
    assertThat(Trouble.of(failure)).isEqualTo(Trouble.TLS);
    assertThat(Trouble.why(failure))
        .isEqualTo("TLS: its certificate is not valid: validity check failed");
  }
}
