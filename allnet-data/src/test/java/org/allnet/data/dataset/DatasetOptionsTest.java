package org.allnet.data.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.allnet.data.OptionException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** New names of classes, as a user writes them. */
final class DatasetOptionsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "ALL=hem,hem=ALL|'ALL' is a usual name of the sick and 'hem' one of the healthy",
        "ALL=normal,hem=leukemia|'ALL' is a usual name of the sick and 'normal' one of the healthy",
        "Early=blast,Benign=leukemia|'Benign' is a usual name of the healthy and 'leukemia' one of the sick",
        "not leukemia=blast|'not leukemia' is a usual name of the healthy and 'blast' one of the sick",
      })
  void renamesThatSwapSickAndHealthy_areRefused(String renames, String why) {
    assertThatThrownBy(() -> DatasetOptions.parseRenames(renames))
        .isInstanceOf(OptionException.class)
        .hasMessageContaining("classes': " + why)
        .hasMessageContaining("OLD=NEW");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ALL=leukemia,hem=healthy",
        "Benign=healthy,Early=blast",
        "0=ALL,1=hem",
        "class1=normal",
        "ALL=sick cells",
        "hem=lymphocyte"
      })
  void otherRenames_areRead(String renames) {
    assertThat(DatasetOptions.parseRenames(renames)).isNotEmpty();
  }
}
