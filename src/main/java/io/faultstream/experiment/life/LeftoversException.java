package io.faultstream.experiment.life;

import io.faultstream.process.Leftover;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Earlier runs left something behind; the message is the one text that a user sees. */
final class LeftoversException extends RuntimeException {
  private static final long serialVersionUID = 1;

  LeftoversException(Path results, List<Leftover> left) {
    super(
        "earlier runs left something behind, nothing was started:\n"
            + left.stream()
                .map(one -> "  - " + one.sentence() + "  (" + one.journal().getParent() + ")\n")
                .collect(Collectors.joining())
            + "undo it with: mvn -q compile exec:java -Dexec.args=\"cleanup --results "
            + results
            + "\"\nor let the run do so first: -Dfaultstream.leftovers=clean");
  }
}
