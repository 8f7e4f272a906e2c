package io.faultstream.load;

import io.faultstream.spec.CancelSpec;
import io.faultstream.spec.LoadSpec;
import java.util.Optional;

/**
 * What a {@link BehaviourSimulation} shall do, handed to its process as a file.
 *
 * @param base address of the server
 * @param folder where its files go
 * @param load what a request looks like
 * @param count how many requests
 * @param everyMillis time between two of them
 * @param abandon whether to abandon all once each has had a token
 * @param knock a port to knock at when the first request has ended, 0 for none
 * @param warm so many requests end before measuring begins; all of them: no measuring
 * @param cancellation requests that their client leaves
 * @param clients so many clients of a closed model instead, for count × everyMillis; 0: none
 */
public record LoadAsk(
    String base,
    String folder,
    LoadSpec load,
    int count,
    int everyMillis,
    boolean abandon,
    int knock,
    int warm,
    Optional<CancelSpec> cancellation,
    int clients) {
  /** One of an open model. */
  public LoadAsk(
      String base,
      String folder,
      LoadSpec load,
      int count,
      int everyMillis,
      boolean abandon,
      int knock,
      int warm,
      Optional<CancelSpec> cancellation) {
    this(base, folder, load, count, everyMillis, abandon, knock, warm, cancellation, 0);
  }

  /** One whose requests nobody leaves. */
  public LoadAsk(
      String base,
      String folder,
      LoadSpec load,
      int count,
      int everyMillis,
      boolean abandon,
      int knock,
      int warm) {
    this(base, folder, load, count, everyMillis, abandon, knock, warm, Optional.empty());
  }

  static final String FILE = "ask.json";
  static final String OBSERVATIONS = "observations.jsonl.gz";
  static final String END = "end.json";
}
