package io.faultstream.target.url;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.faultstream.target.FakeServer;
import io.faultstream.target.TargetException;
import io.faultstream.target.TestCertificate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ports that speak something else than the address says, and certificates that do not do. */
final class TalkTest {
  @TempDir Path folder;
  private final Queue<Socket> open = new ConcurrentLinkedQueue<>();
  private final SSLContext before = defaultContext();

  private static SSLContext defaultContext() {
    try {
      return SSLContext.getDefault();
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @BeforeEach
  void trustNobodyElse() {
    SSLContext.setDefault(before);
  }

  @AfterEach
  void restore() throws IOException {
    SSLContext.setDefault(before);
    for (Socket socket : open) {
      socket.close();
    }
  }

  private static String mistake(URI url) throws InterruptedException {
    List<String> waited = new ArrayList<>();
    try (UrlTarget target = Visits.target(url, waited::add)) {
      target.start();
      return "";
    } catch (TargetException e) {
      assertThat(waited).isEmpty();
      return String.valueOf(e.getMessage());
    }
  }

  /** A server that says this as soon as somebody comes. */
  private ServerSocket saying(String text) throws IOException {
    ServerSocket listener = new ServerSocket(0, 16, InetAddress.getLoopbackAddress());
    Thread thread =
        new Thread(
            () -> {
              try {
                while (true) {
                  Socket socket = listener.accept();
                  open.add(socket);
                  socket.getOutputStream().write(text.getBytes(ISO_8859_1));
                }
              } catch (IOException e) {
                // Closed: the test is over.
              }
            });
    thread.setDaemon(true);
    thread.start();
    return listener;
  }

  @ParameterizedTest
  @CsvSource({
    "http, what it speaks there is no HTTP: Invalid status line: \"220 mail ready\"",
    "https, what it speaks there is no TLS",
  })
  void portOfSomethingElseIsSaid(String scheme, String why) throws Exception {
    try (ServerSocket mail = saying("220 mail ready\r\n")) {
      assertThat(mistake(URI.create(scheme + "://127.0.0.1:" + mail.getLocalPort())))
          .contains(why)
          .doesNotContain("\n", "\r");
    }
  }

  @Test
  void plainPortIsNamedForWhatItIs() throws Exception {
    try (FakeServer plain = Visits.good(new FakeServer())) {
      assertThat(mistake(URI.create(plain.base().toString().replace("http:", "https:"))))
          .contains("what it speaks there is no TLS: does target.url begin with http://?");
      assertThat(plain.asked())
          .allSatisfy(asked -> assertThat(asked.path()).isEqualTo("/v1/models"));
    }
  }

  @Test
  void portOfTlsIsNamedForWhatItIs() throws Exception {
    TestCertificate certificate = TestCertificate.of(folder, "ip:127.0.0.1");
    try (FakeServer tls = Visits.good(new FakeServer(certificate.context()))) {
      assertThat(mistake(URI.create(tls.base().toString().replace("https:", "http:"))))
          .contains("what it speaks there is TLS: target.url must begin with https://");
      assertThat(tls.asked()).isEmpty();
    }
  }

  @Test
  void certificateThatNobodyTrustsIsSaid() throws Exception {
    TestCertificate certificate = TestCertificate.of(folder, "ip:127.0.0.1");
    try (FakeServer tls = Visits.good(new FakeServer(certificate.context()))) {
      assertThat(mistake(tls.base()))
          .contains("TLS: its certificate is not trusted here")
          .contains("javax.net.ssl.trustStore");
      assertThat(tls.asked()).isEmpty();
      SSLContext.setDefault(certificate.context());
      assertThat(mistake(tls.base())).isEmpty();
      assertThat(tls.asked()).isNotEmpty();
    }
  }

  @Test
  void certificateForAnotherNameIsSaid() throws Exception {
    TestCertificate certificate = TestCertificate.of(folder, "dns:elsewhere.test");
    SSLContext.setDefault(certificate.context());
    try (FakeServer tls = Visits.good(new FakeServer(certificate.context()))) {
      assertThat(mistake(tls.base()))
          .contains("TLS: its certificate is for another name: No subject alternative names");
      assertThat(tls.asked()).isEmpty();
    }
  }
}
