package io.faultstream.cluster.frontend.routing;

import io.faultstream.cluster.defect.FrontendDefect;
import java.time.Duration;
import java.util.Optional;

/**
 * How workers are asked.
 *
 * @param requestTimeout until a worker must have taken a request
 * @param streamTimeout longest silence of an accepted stream; empty: no limit
 * @param inhibited how often workers that failed and were left out are asked again, all at once;
 *     zero: none is left out
 * @param defect what is done wrong on purpose
 */
public record RoutingOptions(
    RouterMode mode,
    Duration requestTimeout,
    Optional<Duration> streamTimeout,
    Duration inhibited,
    FrontendDefect defect) {}
