package io.faultstream.target.processes;

import static org.assertj.core.api.Assertions.assertThat;

import io.faultstream.spec.Split;
import io.faultstream.spec.Split.PrefillCancel;
import io.faultstream.spec.TargetSpec;
import io.faultstream.target.embedded.Specs;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class CountTest {
  private static final TargetSpec SPLIT =
      Specs.embedded().with(new Split(1, PrefillCancel.COMPLETE));

  @Test
  void oneKindIsCountedAsOne() {
    Count count = new Count(Specs.embedded(), Map.of("backend", Set.of("a")));
    assertThat(count.whole()).isFalse();
    assertThat(count.words()).isEqualTo("1 of 2 workers");
    assertThat(new Count(Specs.embedded(), Map.of("backend", Set.of("a", "b"))).whole()).isTrue();
  }

  @Test
  void tooManyOfOneKindDoNotMakeUpForTheOther() {
    Count count = new Count(SPLIT, Map.of("backend", Set.of("a", "b", "c")));
    assertThat(count.all()).isEqualTo(3);
    assertThat(count.whole()).isFalse();
    assertThat(count.words()).isEqualTo("0 of 1 prefill workers and 3 of 2 decode workers");
  }

  @Test
  void splitIsWholeWithAllOfBothKinds() {
    assertThat(
            new Count(SPLIT, Map.of("backend", Set.of("a", "b"), "prefill", Set.of("c"))).whole())
        .isTrue();
  }
}
