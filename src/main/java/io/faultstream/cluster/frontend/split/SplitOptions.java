package io.faultstream.cluster.frontend.split;

import java.time.Duration;

/**
 * How the parts of a request follow each other.
 *
 * @param cancel what becomes of a prefill whose client went away
 * @param transfer from the end of the prefill until the decode worker has what was computed
 */
public record SplitOptions(PrefillCancel cancel, Duration transfer) {}
