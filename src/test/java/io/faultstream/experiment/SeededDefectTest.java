package io.faultstream.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import io.faultstream.judge.Claim;
import io.faultstream.judge.claims.Catalogue;
import io.faultstream.spec.settings.EmbeddedSettings;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class SeededDefectTest {
  @Test
  void everyDefectThatCanBePlantedIsSeeded() {
    assertThat(Stream.of(SeededDefect.values()).map(SeededDefect::setting))
        .containsExactlyElementsOf(EmbeddedSettings.defects());
  }

  @ParameterizedTest
  @EnumSource
  void whatCatchesItIsInTheCatalogue(SeededDefect defect) {
    assertThat(Catalogue.all()).extracting(Claim::id).containsAll(defect.caughtBy());
    assertThat(DefectTable.markdown().contains("`" + defect.setting() + "`"))
        .isEqualTo(defect != SeededDefect.NONE);
  }
}
