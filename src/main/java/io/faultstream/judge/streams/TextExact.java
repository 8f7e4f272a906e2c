package io.faultstream.judge.streams;

import io.faultstream.judge.Claim;
import io.faultstream.judge.Finding;
import io.faultstream.judge.StoredRun;
import io.faultstream.measure.streams.TextFindings;
import io.faultstream.spec.ClaimSpec;
import io.faultstream.spec.LoadSpec.TextCheck;
import java.util.Map;

/**
 * Every text is exact: no gap, no repeat, the length asked for, one chunk id throughout, a proper
 * end. One text that is not is definite: its reader has it. No limits.
 */
public final class TextExact implements Claim {
  public static final String ID = "text-exact";

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String subject() {
    return "streams";
  }

  @Override
  public Map<String, Double> defaults() {
    return Map.of();
  }

  @Override
  public String text(ClaimSpec asked) {
    return "every text is as it must be, as far as load.text and load.dialect let it be checked:"
        + " no gap, no repeat, the length asked for, one id throughout";
  }

  @Override
  public Finding find(StoredRun run, ClaimSpec asked) {
    TextFindings texts = run.measured().details().texts();
    long wrong = texts.corrupted() + texts.truncated() + texts.wrongLength();
    if (wrong > 0) {
      return Finding.lost(
          texts.corrupted()
              + " corrupted, "
              + texts.truncated()
              + " truncated, "
              + texts.wrongLength()
              + " of the wrong length, beside "
              + (texts.completed() - texts.wrongLength())
              + " good; "
              + String.join("; ", texts.examples()),
          true);
    }
    if (texts.completed() == 0) {
      return Finding.inconclusive("no reply completed, so there is no text to look at");
    }
    return Finding.pass(
        texts.completed()
            + " texts without a fault, "
            + (run.spec().load().text() == TextCheck.COUNTING
                ? "each followed number by number"
                : "their words not looked at (load.text=any)")
            + ", the length of "
            + texts.lengthChecked()
            + " of them compared with the length asked for");
  }
}
