package io.faultstream.target;

import io.faultstream.spec.LoadSpec;
import java.time.Duration;

/**
 * One request like those of the load, but with a single token: what it brings shows, before any
 * load, whether the target takes such requests.
 *
 * @param load what its requests look like
 * @param kind of which kind this one is
 * @param path route under the base address, with a slash before it
 * @param body JSON
 */
public record Trial(LoadSpec load, LoadSpec.Kind kind, String path, String body) {

  /** How long its reply may take. */
  public Duration within() {
    return kind.stream() ? load.timeouts().firstToken() : load.timeouts().total();
  }
}
