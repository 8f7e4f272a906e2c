package io.faultstream.history;

import java.util.Map;
import java.util.Objects;

/**
 * Where and on what a run was made; kept for the report and for the reader of a comparison.
 *
 * @param schema version of the JSON form
 * @param startedAt wall time of the run's zero, ISO 8601 in UTC
 * @param commit commit of this project, empty when unknown
 * @param host cores, memory, kernel and the like, by name
 * @param target what the target said of itself, by name
 * @param profile which version of the target it was and what that counts; unknown in runs that did
 *     not ask
 * @param settings effective settings by key, without secrets
 */
public record Environment(
    int schema,
    String startedAt,
    String commit,
    Map<String, String> host,
    Map<String, String> target,
    VersionProfile profile,
    Map<String, String> settings) {
  public Environment {
    profile = Objects.requireNonNullElse(profile, VersionProfile.UNKNOWN);
  }
}
