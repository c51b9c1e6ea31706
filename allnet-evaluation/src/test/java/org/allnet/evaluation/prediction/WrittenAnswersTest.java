package org.allnet.evaluation.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.allnet.data.InputException;
import org.allnet.data.Sentence;
import org.allnet.data.dataset.DatasetOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers in words beside the probabilities of a file. */
final class WrittenAnswersTest {

  @TempDir Path folder;

  private Predictions read(String table) throws IOException {
    return PredictionFile.read(Files.writeString(folder.resolve("p.csv"), table));
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "None", "nan", "NA", "-"})
  void rowSayingNoAnswer_isCountedNotEvaluated(String word) throws IOException {
    Predictions read =
        read(
            "image,label,answer,p_all,p_hem\na,all,blast,.9,.1\nb,hem,%s,.9,.1\nc,hem,%s,,\n"
                .formatted(word, word));

    assertThat(read.rows()).extracting(Prediction::image).containsExactly("a");
    assertThat(read.unanswered())
        .extracting(Unanswered::image, Unanswered::reason)
        .containsExactly(
            tuple("b", "the file answers '" + word + "'"),
            tuple("c", "the file answers '" + word + "'"));
    assertThat(ByRole.of(read).notes())
        .map(Sentence::toString)
        .singleElement()
        .asString()
        .contains("there is no answer for them: 2 images (b: the file answers '" + word + "'");
  }

  @Test
  void noneThatIsAClass_isAnAnswer() throws IOException {
    Predictions read = read("image,label,answer,p_none,p_hem\na,none,none,.9,.1\nb,hem,hem,0,1\n");

    assertThat(read.rows()).hasSize(2);
    assertThat(read.unanswered()).isEmpty();
    assertThat(read.notes()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"prediction,none", "answer,NA", "answer,unknown", "answer,-", "class,None"})
  void classNamedLikeNoAnswer_isAnAnswer(String column, String name) throws IOException {
    Predictions read =
        PredictionFile.read(
            Files.writeString(
                folder.resolve("p.csv"),
                "image,label,score,%1$s\na,blast,.9,blast\nb,%2$s,.1,%2$s\nc,%2$s,.2,%2$s\n"
                    .formatted(column, name)),
            new DatasetOptions(Map.of(name, "other"), "blast"));

    assertThat(read.rows()).extracting(Prediction::image).containsExactly("a", "b", "c");
    assertThat(read.unanswered()).isEmpty();
    assertThat(read.notes()).isEmpty();
  }

  @Test
  void rowOfALoneScoreWithoutAnAnswer_isNotEvaluated() throws IOException {
    Predictions read =
        PredictionFile.read(
            Files.writeString(
                folder.resolve("p.csv"),
                "image,label,score,answer\na,all,.9,all\nb,hem,.1,hem\nc,hem,,none\n"),
            new DatasetOptions(Map.of(), "all"));

    assertThat(read.rows()).extracting(Prediction::image).containsExactly("a", "b");
    assertThat(read.unanswered()).extracting(Unanswered::image).containsExactly("c");
  }

  @Test
  void classThatBeginsLikeRefer_isNoReferral() throws IOException {
    Predictions read =
        read(
            "image,label,class,p_refractory,p_reference\na,refractory,refractory,.9,.1\n"
                + "b,reference,reference,.1,.9\nc,reference,Reference,.9,.1\n");

    assertThat(read.notes())
        .map(Sentence::toString)
        .singleElement()
        .asString()
        .contains("which say otherwise in 1 of 3 rows; the first is c,");
  }

  @Test
  void allWithoutAnAnswer_isRefused() {
    assertThatThrownBy(() -> read("image,label,answer,p_all,p_hem\na,all,none,.9,.1\n"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("has no answer for any of its images");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "answer|healthy|hem",
        "class|hem|hem",
        "Prediction|HEM|hem",
        "y_pred|0|hem",
        "answer|negative|hem",
        "class|sick|all",
        "class|who knows|?",
      })
  void wordsContradictingProbabilities_areSaid(String column, String word, String meant)
      throws IOException {
    Predictions read =
        read(
            "image,label,%s,p_hem,p_all\na,all,,.1,.9\nb,all,%2$s,.1,.9\nc,hem,%2$s,.1,.9\nd,hem,%2$s,.9,.1\n"
                .formatted(column, word));

    int differing = meant.equals("hem") ? 2 : meant.equals("all") ? 1 : 3;
    assertThat(read.rows()).hasSize(4);
    assertThat(read.notes())
        .map(Sentence::toString)
        .singleElement()
        .asString()
        .startsWith(
            "The probabilities are evaluated, not the answers in words, which say otherwise in "
                + differing
                + " of 4 rows; the first is "
                + (meant.equals("all") ? "d" : "b")
                + ",")
        .contains("says '" + word + "'");
    assertThat(ByRole.of(read).notes()).containsAll(read.notes());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "predicted_label",
        "PredictedLabel",
        "Predicted label",
        "pred_label",
        "predicted_class",
        "pred_class",
        "prediction_label",
        "prediction_class",
        ".pred_class",
        "predict",
        "y_hat",
        "yhat",
        "y_predicted",
        "label_pred",
        "class_predicted",
        "predicted_y",
        "model_prediction",
        "predicted_diagnosis",
        "predictions",
      })
  void answersOfOtherPrograms_areCompared(String column) throws IOException {
    assertThat(read("image,label,%s,p_hem,p_all\na,all,hem,0,1\n".formatted(column)).notes())
        .map(Sentence::toString)
        .singleElement()
        .asString()
        .contains("say otherwise in 1 of 1 row", "whose column '" + column + "' says 'hem'");
    assertThatThrownBy(
            () -> read("image,label,%s,score\na,all,all,.9\nb,hem,hem,.8\n".formatted(column)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("the confidence of the answer in column '" + column + "'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"prediction_score", "pred_time", "predicted_age", "prediction_id", "hat"})
  void otherPredictionColumns_areNoAnswers(String column) throws IOException {
    assertThat(read("image,label,%s,p_hem,p_all\na,all,hem,0,1\n".formatted(column)).notes())
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"y_hat", "y_pred", "prediction"})
  void probabilitiesInAColumnOfAnswers_areNoWords(String column) throws IOException {
    assertThat(
            read("image,label,%s,p_hem,p_all\na,all,0.93,.07,.93\nb,hem,1e-3,.999,.001\n"
                    .formatted(column))
                .notes())
        .isEmpty();
  }

  @Test
  void wordsThatFit_needNoNote() throws IOException {
    Predictions own =
        read(
            "image,label,answer,class,rule_positive,rule_threshold,p_all,p_hem\n"
                + "a,all,blast,all,all,0.3,.35,.65\nb,hem,healthy,hem,all,0.3,.29,.71\n"
                + "c,hem,healthy,hem,all,0.3,.3004,.6996\nd,all,blast,all,all,0.3,.2995,.7005\n");

    assertThat(own.notes()).isEmpty();
    assertThat(own.with(List.of()).notes()).isEmpty();
  }

  @Test
  void referredRows_areCounted() throws IOException {
    Predictions read =
        read("image,label,answer,class,p_all,p_hem\na,all,refer,,.6,.4\nb,hem,healthy,hem,0,1\n");

    assertThat(read.notes())
        .map(Sentence::toString)
        .singleElement()
        .asString()
        .startsWith("1 of 2 rows is answered 'refer'");
  }

  @Test
  void subjectsThatAreNobody_areNoPersonAndSaid() throws IOException {
    Predictions read =
        read("image,subject,label,p_all,p_hem\na,nan,all,.6,.4\nb,nan,hem,0,1\nc,P1,hem,0,1\n");

    assertThat(read.rows()).extracting(Prediction::subject).containsExactly(null, null, "P1");
    assertThat(read.rows()).extracting(Prediction::person).startsWith(null, null);
    assertThat(read.notes())
        .map(Sentence::toString)
        .containsExactly("Subject 'nan' is no person, in 2 rows.");
  }
}
