package io.faultstream.experiment.life;

import io.faultstream.load.request.Prompts;
import io.faultstream.load.request.RequestBody;
import io.faultstream.spec.Access;
import io.faultstream.spec.ExperimentSpec;
import io.faultstream.spec.LoadSpec;
import io.faultstream.spec.TargetKind;
import io.faultstream.target.Approach;
import io.faultstream.target.Trial;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** How a server of someone else's is approached with what a run asks for. */
final class Approaches {
  private Approaches() {}

  /**
   * The approach; none for a target that we start. What is waited for goes to the console.
   *
   * @throws IOException when the prompts cannot be read
   */
  static Optional<Approach> of(ExperimentSpec spec, Access access) throws IOException {
    return spec.target().kind() == TargetKind.URL
        ? Optional.of(new Approach(access, trial(spec), System.out::println))
        : Optional.empty();
  }

  /** The load's first request, but with one token. */
  static Trial trial(ExperimentSpec spec) throws IOException {
    LoadSpec load = spec.load().withOutputTokens(1);
    RequestBody body = new RequestBody(load, load.kindOf(0), spec.target().model());
    byte[] json = body.bytes(Prompts.of(load, spec.seed()).prompt(0));
    return new Trial(load, body.kind(), body.path(), new String(json, StandardCharsets.UTF_8));
  }
}
