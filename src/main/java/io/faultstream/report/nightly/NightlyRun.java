package io.faultstream.report.nightly;

import com.fasterxml.jackson.databind.JsonNode;
import io.faultstream.judge.Verdict;
import java.time.Instant;
import java.util.Optional;

/**
 * A stored run as the history needs it.
 *
 * @param run name of its folder, which tells it from all others of its simulation
 * @param started when it was started
 * @param commit commit of this project, empty when unknown
 * @param fingerprint what it may be compared with; empty when unknown
 * @param verdict its verdict; empty when it has none
 * @param summary its {@code summary.json}; a missing node when it has none
 */
public record NightlyRun(
    String run,
    Instant started,
    String commit,
    String fingerprint,
    Optional<Verdict> verdict,
    JsonNode summary) {}
