package io.faultstream.target.url;

import io.faultstream.target.HttpProbe;
import io.faultstream.target.HttpProbe.Answer;
import io.faultstream.target.Trouble;
import java.net.URI;
import java.time.Duration;

/**
 * What a port speaks whose answer was none: a wrong scheme in an address is a common mistake, and
 * shows itself in many ways. It is asked once more, without any header of ours. Thread-safe.
 */
final class Talk {
  private static final Duration DEADLINE = Duration.ofSeconds(3);
  private static final int BAD_REQUEST = 400;

  private final URI base;
  private final boolean https;
  private final HttpProbe bare = new HttpProbe(DEADLINE);

  Talk(URI base) {
    this.base = base;
    this.https = "https".equalsIgnoreCase(base.getScheme());
  }

  /** What an answer with status 0 means for the wait. */
  Look silent(Answer answer) throws InterruptedException {
    Trouble trouble = answer.trouble();
    if (https) {
      boolean odd = trouble == Trouble.LATE || trouble == Trouble.CLOSED;
      if (trouble == Trouble.NO_TLS || (odd && speaksPlain())) {
        return Look.wrong("what it speaks there is no TLS: does target.url begin with http://?");
      }
    } else if ((trouble == Trouble.NO_HTTP || trouble == Trouble.CLOSED) && speaksTls()) {
      return Look.wrong("what it speaks there is TLS: target.url must begin with https://");
    }
    return switch (trouble) {
      case NO_HOST, TLS, NO_TLS, NO_HTTP -> Look.wrong(answer.body());
      case NONE, REFUSED, LATE, CLOSED, OTHER -> Look.notYet(answer.body());
    };
  }

  /** A server of TLS may answer 400 to what is none. */
  private boolean speaksPlain() throws InterruptedException {
    int status = bare.get(as("http")).status();
    return status != 0 && status != BAD_REQUEST;
  }

  private boolean speaksTls() throws InterruptedException {
    Trouble trouble = bare.get(as("https")).trouble();
    return trouble == Trouble.NONE || trouble == Trouble.TLS;
  }

  private URI as(String scheme) {
    return URI.create(scheme + base.toString().substring(base.getScheme().length()) + "/v1/models");
  }
}
