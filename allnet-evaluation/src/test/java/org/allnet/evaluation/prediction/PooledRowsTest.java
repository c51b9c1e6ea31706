package org.allnet.evaluation.prediction;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows of several systems or sources in one table. */
final class PooledRowsTest {

  @TempDir Path folder;

  private Predictions read(String column, String... values) throws IOException {
    StringBuilder table = new StringBuilder("image,label,p_hem,p_all,%s\n".formatted(column));
    for (int i = 0; i < values.length; i++) {
      table.append("c%d,%s,0.4,0.6,%s\n".formatted(i, i % 2 == 0 ? "hem" : "all", values[i]));
    }
    return PredictionFile.read(Files.writeString(folder.resolve("p.csv"), table.toString()));
  }

  @ParameterizedTest
  @CsvSource({
    "model,resnet,vgg",
    "Model_Name,resnet,vgg",
    "system,A,B",
    "network,A,B",
    "dataset,CNMC,PBC",
    "site,Milan,Rome",
    "hospital_id,1,2",
    "seed,0,1",
    "run,1,2",
  })
  void severalValues_areSaidToBeEvaluatedTogether(String column, String one, String other)
      throws IOException {
    assertThat(read(column, one, one, other, other).notes())
        .singleElement()
        .asString()
        .startsWith(
            "Column '%s' has 2 values ('%s' in 2 rows, '%s' in 2 rows), which are evaluated together"
                .formatted(column, one, other));
  }

  @ParameterizedTest
  @ValueSource(strings = {"model", "dataset", "seed", "run"})
  void oneValueOrOneForEachImage_isNotSaid(String column) throws IOException {
    assertThat(read(column, "A", "A", "A", "A").notes()).isEmpty();
    assertThat(read(column, "A", "B", "C", "D").notes()).isEmpty();
  }

  @Test
  void otherColumns_areNotSaid() throws IOException {
    assertThat(read("stain", "A", "A", "B", "B").notes()).isEmpty();
  }

  @Test
  void fittingAndScoring_areRoles() throws IOException {
    Predictions read = read("used_for", "fitting", "fitting", "scoring", "scoring");
    assertThat(read.rows())
        .extracting(row -> row.origin().role())
        .containsExactly(Role.TRAINING, Role.TRAINING, Role.HOLD_OUT, Role.HOLD_OUT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"hospital_no", "Hospital Number", "clinic_id"})
  void manyNumbersOfFewImages_mayBePeople(String column) throws IOException {
    String[] values = new String[60];
    Arrays.setAll(values, i -> "10" + i / 3);
    assertThat(read(column, values).notes())
        .filteredOn(note -> note.toString().contains("'%s'".formatted(column)))
        .singleElement()
        .asString()
        .isEqualTo(
            "Column '%s' is not used, although it has 20 values of few images each, which may be people; if it says whose the images are, call it 'subject'."
                .formatted(column));
    Arrays.setAll(values, i -> "10" + i / 12);
    assertThat(read(column, values).notes())
        .singleElement()
        .asString()
        .contains("which are evaluated together");
  }
}
