package io.faultstream.target.choice;

import io.faultstream.spec.TargetSpec;
import io.faultstream.target.Target;
import io.faultstream.target.TargetContext;
import io.faultstream.target.embedded.EmbeddedCluster;
import io.faultstream.target.local.LocalDynamo;
import io.faultstream.target.processes.ProcessTarget;
import io.faultstream.target.url.UrlTarget;
import java.util.Optional;

/** Makes the target that a spec means. Stateless. */
public final class Targets {
  private Targets() {}

  /** Why there is no such target, for the message about a bad spec; empty when there is. */
  public static Optional<String> refusal(TargetSpec spec) {
    return switch (spec.kind()) {
      case EMBEDDED -> Optional.empty();
      case LOCAL -> LocalDynamo.refusal(spec);
      case KUBERNETES -> Optional.of("target.kind=kubernetes comes with a later version");
      case URL ->
          spec.url()
              .map(UrlTarget::refusal)
              .orElse(Optional.of("target.kind=url needs target.url, the server's base address"));
    };
  }

  /**
   * The target, not started yet.
   *
   * @throws IllegalArgumentException with the message of {@link #refusal} when there is none
   */
  public static Target of(TargetSpec spec, TargetContext context) {
    refusal(spec)
        .ifPresent(
            why -> {
              throw new IllegalArgumentException(why);
            });
    return switch (spec.kind()) {
      case EMBEDDED -> new ProcessTarget(new EmbeddedCluster(spec), context);
      case LOCAL -> new ProcessTarget(new LocalDynamo(spec), context);
      case KUBERNETES -> throw new IllegalArgumentException("no target " + spec.kind());
      case URL ->
          new UrlTarget(
              spec,
              context
                  .approach()
                  .orElseThrow(() -> new IllegalArgumentException("no approach to a server")));
    };
  }
}
