package io.faultstream.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each listed difference is still one. */
abstract class DifferenceConformance extends SharedConformance {
  DifferenceConformance(Kind kind) {
    super(kind, Layout.plain().with(Trait.MOCKER));
  }

  @ParameterizedTest
  @EnumSource(Difference.class)
  void isStillThere(Difference difference) throws Exception {
    assertThat(difference.on(Kind.EMBEDDED)).isNotEqualTo(difference.on(Kind.DYNAMO));
    assertThat(difference.look(system())).isEqualTo(difference.on(kind()));
  }
}
