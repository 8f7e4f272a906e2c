package io.faultstream.target;

import java.io.EOFException;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.InvalidAlgorithmParameterException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/** Why a question over HTTP got no answer. */
public enum Trouble {
  /** It got one. */
  NONE,
  /** The host's name is not known. */
  NO_HOST,
  /** Nobody listens there. */
  REFUSED,
  /** Nothing, or not all, came in time. */
  LATE,
  /** The connection was closed before an answer. */
  CLOSED,
  /** TLS is spoken, but a certificate or the rules do not suit one of the two. */
  TLS,
  /** What came was no TLS. */
  NO_TLS,
  /** What came was no HTTP. */
  NO_HTTP,
  /** Anything else. */
  OTHER;

  /** The trouble that this exception of the JDK's HTTP client means. */
  static Trouble of(Throwable failure) {
    List<Throwable> chain = chain(failure);
    if (has(chain, UnresolvedAddressException.class) || has(chain, UnknownHostException.class)) {
      return NO_HOST;
    }
    if (has(chain, HttpTimeoutException.class) || has(chain, TimeoutException.class)) {
      return LATE;
    }
    if (has(chain, SSLException.class)) {
      return ofTls(chain);
    }
    if (has(chain, ConnectException.class)) {
      return REFUSED;
    }
    if (has(chain, ProtocolException.class)) {
      return NO_HTTP;
    }
    return has(chain, EOFException.class) || has(chain, SocketException.class) || isReset(chain)
        ? CLOSED
        : OTHER;
  }

  /** JSSE has no types of its own for this: its messages tell. */
  private static Trouble ofTls(List<Throwable> chain) {
    String said = message(chain.get(0)).toLowerCase(Locale.ROOT);
    if (said.contains("plaintext") || said.contains("unrecognized ssl message")) {
      return NO_TLS;
    }
    boolean closed = said.contains("remote host terminated") || said.contains("connection reset");
    return closed && !has(chain, InvalidAlgorithmParameterException.class) ? CLOSED : TLS;
  }

  private static boolean isReset(List<Throwable> chain) {
    return chain.stream().anyMatch(one -> message(one).contains("Connection reset"));
  }

  /** The same as a part of a sentence. */
  static String why(Throwable failure) {
    List<Throwable> chain = chain(failure);
    String said = message(chain.get(chain.size() - 1));
    String first = message(failure);
    return switch (of(failure)) {
      case NO_HOST -> "nobody knows that host";
      case REFUSED -> first.isEmpty() ? "connection refused" : first;
      case CLOSED -> "the connection was closed before the end of an answer";
      case NO_TLS -> "what it speaks there is no TLS";
      case NO_HTTP -> "what it speaks there is no HTTP: " + said;
      case TLS -> "TLS: " + whyNoTrust(chain, said);
      case NONE, LATE, OTHER -> first.isEmpty() ? failure.getClass().getSimpleName() : first;
    };
  }

  private static String whyNoTrust(List<Throwable> chain, String said) {
    if (has(chain, InvalidAlgorithmParameterException.class)) {
      return "no trusted certificate can be read: look at javax.net.ssl.trustStore and"
          + " javax.net.ssl.trustStorePassword";
    }
    if (has(chain, CertPathBuilderException.class)) {
      return "its certificate is not trusted here; -Djavax.net.ssl.trustStore=… names a store with"
          + " those that are";
    }
    if (has(chain, CertPathValidatorException.class)) {
      return "its certificate is not valid: " + said;
    }
    return has(chain, CertificateException.class)
        ? "its certificate is for another name: " + said
        : said;
  }

  private static List<Throwable> chain(Throwable failure) {
    List<Throwable> chain = new ArrayList<>();
    for (Throwable one = failure; one != null && !chain.contains(one); one = one.getCause()) {
      chain.add(one);
    }
    return chain;
  }

  private static boolean has(List<Throwable> chain, Class<? extends Throwable> type) {
    return chain.stream().anyMatch(type::isInstance);
  }

  private static String message(Throwable failure) {
    String message = failure.getMessage();
    return message == null ? "" : message;
  }
}
