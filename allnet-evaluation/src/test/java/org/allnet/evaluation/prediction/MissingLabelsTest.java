package org.allnet.evaluation.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.allnet.data.InputException;
import org.allnet.data.Sentence;
import org.allnet.data.dataset.DatasetOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Labels that only say that nobody knows the class. */
final class MissingLabelsTest {

  @TempDir Path folder;

  private Path file(String table) throws IOException {
    return Files.writeString(folder.resolve("p.csv"), table);
  }

  private Predictions read(String table) throws IOException {
    return PredictionFile.read(file(table));
  }

  private void assertRefused(String table, String... message) throws IOException {
    Path file = file(table);
    assertThatThrownBy(() -> PredictionFile.read(file))
        .isInstanceOf(InputException.class)
        .hasMessageContainingAll(message)
        .message()
        .doesNotContain("\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "unknown",
        "NA",
        "?",
        "nan",
        "excluded",
        "Not labelled",
        "unlabeled",
        "-",
        "N/A",
        "<NA>",
        "#REF!",
        "unklar",
        "pending"
      })
  void wordForNoLabel_isNoClassOfALoneScore(String word) throws IOException {
    Predictions read =
        read("image,label,score\na,all,.9\nb,hem,.2\nc,%s,.8\nd,%s,.1\n".formatted(word, word));

    assertThat(read.classes().names()).containsExactly("all", "hem");
    assertThat(read.labelled()).extracting(Prediction::image).containsExactly("a", "b");
    assertThat(read.notes())
        .map(Sentence::toString)
        .containsExactly(
            "Label '" + word + "' is read as no label, in 2 rows.",
            "2 of 4 rows have no label and are not evaluated.");
    assertRefused(
        "image,label,score\na,all,.9\nb,%s,.2\nc,all,.3\n".formatted(word),
        "all labels are 'all'",
        "'" + word + "' is read as no label",
        "classes '" + word + "=NAME'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"unknown", "NA", "?", "nan", "excluded", "Not labelled", "-"})
  void wordForNoLabelBesideProbabilities_isNoLabel(String word) throws IOException {
    Predictions read =
        read("image,label,p_hem,p_all\na,all,0,1\nb,hem,1,0\nc,%s,0,1\n".formatted(word));

    assertThat(read.rows()).extracting(Prediction::label).containsExactly(1, 0, -1);
    assertThat(read.notes())
        .map(Sentence::toString)
        .containsExactly(
            "Label '" + word + "' is read as no label, in 1 row.",
            "1 of 3 rows has no label and is not evaluated.");
  }

  @Test
  void classOfThatName_isAClass() throws IOException {
    Predictions columns = read("image,label,p_unknown,p_all\na,all,0,1\nb,Unknown,1,0\n");
    assertThat(columns.rows()).extracting(Prediction::label).containsExactly(1, 0);
    assertThat(columns.notes()).isEmpty();

    Path score = file("image,label,score,answer\na,all,.9,all\nb,none,.2,none\n");
    Predictions named =
        PredictionFile.read(score, new DatasetOptions(Map.of("none", "healthy"), null));
    assertThat(named.classes().names()).containsExactly("all", "healthy");
    assertThat(named.rows()).extracting(Prediction::label).containsExactly(0, 1);
    assertThat(named.unanswered()).isEmpty();
    assertThat(named.notes()).isEmpty();

    Predictions signs =
        PredictionFile.read(
            file("image,label,score\na,+,.9\nb,-,.2\n"), new DatasetOptions(Map.of(), "+"));
    assertThat(signs.labelled()).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource({"all,-1", "all,-99", "hem,999", "1,all"})
  void numberBesideAWord_isNoSecondClassOfALoneScore(String one, String other) throws IOException {
    assertRefused(
        "image,label,score\na,%s,.9\nb,%s,.2\n".formatted(one, other),
        "'" + one + "'",
        "'" + other + "'",
        "a number",
        "leave the label empty");
  }

  @Test
  void noLabelThatNamesAClass_isSaidSo() throws IOException {
    Path file = file("image,label,score\na,unknown,.9\nb,NA,.2\n");
    assertThat(PredictionFile.read(file).labelled()).isEmpty();
    assertThat(PredictionFile.noLabel(file))
        .hasMessageContaining("no row has a label that names a class; write the true class");
  }

  @Test
  void missingTruth_doesNotHideADifference() throws IOException {
    assertRefused(
        "image,label,y_true,p_hem,p_all\na,all,NA,0,1\nb,all,hem,0,1\nc,hem,hem,1,0\n",
        "line 3: columns 'label' and 'y_true' both seem to hold the true class");
    assertThat(
            read("image,label,y_true,p_hem,p_all\na,all,NA,0,1\nb,?,hem,0,1\nc,hem,hem,1,0\n")
                .labelled())
        .hasSize(2);
  }
}
