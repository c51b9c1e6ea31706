package org.allnet.evaluation.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.allnet.data.InputException;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Further columns of classes beside {@code label}, such as a second reader's. */
final class OtherTruthsTest {

  @TempDir Path folder;

  private Predictions read(String column, String... values) throws IOException {
    StringBuilder table = new StringBuilder("image,label,%s,p_hem,p_all\n".formatted(column));
    for (int i = 0; i < values.length; i++) {
      table.append("c%d,%s,%s,0.4,0.6\n".formatted(i, i % 2 == 0 ? "hem" : "all", values[i]));
    }
    return PredictionFile.read(Files.writeString(folder.resolve("p.csv"), table.toString()));
  }

  @ParameterizedTest
  @CsvSource({
    "corrected_label,hem,all,all,hem",
    "old_label,hem,all,all,hem",
    "rater1,HEM,ALL,ALL,HEM",
    "rater2,0,1,1,0",
    "anything,hem,hem,all,all",
    "review,hem,all,all,nan",
    "reviewed_diagnosis,healthy,leukemia,leukemia,normal",
    "leukemia,0,1,1,0",
    "malignant,no,yes,yes,no",
    "diagnosis,leukemia,leukemia,leukemia,leukemia",
    "patient_diagnosis,all,all,all,all",
  })
  void columnOfOtherClasses_isSaid(String column, String a, String b, String c, String d)
      throws IOException {
    assertThat(read(column, a, b, c, d).notes())
        .singleElement()
        .asString()
        .startsWith("Column '%s' holds classes too and differs from 'label' in ".formatted(column))
        .contains("of 4 rows")
        .contains("'label'");
  }

  @ParameterizedTest
  @CsvSource({
    "corrected_label,hem,all,hem,all",
    "rater1,1,0,1,0",
    "corrected_label,hem,,nan,all",
    "sex,0,1,1,0",
    "stain,a,b,c,hem",
    "sorted_for,hem,hem,hem,hem",
    "remark,nan,nan,nan,nan",
    "leukemia,0,1,0,1",
    "reviewed_diagnosis,healthy,leukemia,normal,B-ALL",
    "diagnosis,B-ALL,unsure,healthy,leukemia",
  })
  void columnsThatAgreeOrSayOther_areNotSaid(String column, String a, String b, String c, String d)
      throws IOException {
    assertThat(read(column, a, b, c, d).notes()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "ground_truth,healthy,leukemia,leukemia,healthy",
    "true_label,normal,B-ALL,B-ALL,normal",
    "gt,no,yes,yes,no",
    "gt,hem,hem,hem,hem",
    "diagnosis,leukemia,leukemia,leukemia,healthy",
  })
  void truthInOtherWordsThatDiffers_isRefused(
      String column, String a, String b, String c, String d) {
    assertThatThrownBy(() -> read(column, a, b, c, d))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(
            "columns 'label' and '" + column + "' both seem to hold the true class");
  }
}
