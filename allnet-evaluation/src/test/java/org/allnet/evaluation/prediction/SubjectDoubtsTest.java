package org.allnet.evaluation.prediction;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntFunction;
import org.allnet.data.Sentence;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names of subjects in predictions that may number slides or images, and no people. */
final class SubjectDoubtsTest {

  @TempDir Path folder;

  private Predictions read(int images, IntFunction<String> subject) throws IOException {
    StringBuilder table = new StringBuilder("image,subject,label,p_hem,p_all\n");
    for (int i = 0; i < images; i++) {
      table.append("c%d,%s,all,0.1,0.9\n".formatted(i, subject.apply(i)));
    }
    return PredictionFile.read(Files.writeString(folder.resolve("p.csv"), table.toString()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "P%02d_%d",
        "P%02d/slide%d",
        "2021-%03d-0%d",
        "TARGET-10-PAR%02dX-0%dA",
        "S21-%04d-A%d"
      })
  void samplesOfAPerson_areSaid(String form) throws IOException {
    assertThat(read(24, i -> form.formatted(i / 4, i % 4 + 1)).notes())
        .map(Sentence::toString)
        .anySatisfy(
            note -> assertThat(note).startsWith("24 subjects look like 6 people").endsWith("."));
  }

  @Test
  void spellingsOfAName_areSaidAndNotJoined() throws IOException {
    Predictions read = read(24, i -> List.of("Müller", "Mueller", "Weiß", "Weiss").get(i % 4));

    assertThat(read.notes())
        .map(Sentence::toString)
        .singleElement()
        .asString()
        .startsWith("4 subjects look like 2 people whose names are written in several ways")
        .endsWith(".");
    assertThat(read.rows())
        .map(Prediction::person)
        .containsOnly("müller", "mueller", "weiß", "weiss");
  }

  @Test
  void oneLetterOfTwoKeyboards_isOnePerson() throws IOException {
    assertThat(read(24, i -> i % 2 == 0 ? "علي" : "علی").rows())
        .map(Prediction::person)
        .containsOnly("علی");
  }

  @ParameterizedTest
  @ValueSource(strings = {"P00/P01", "P00; P01", "mix P00 P01", "P00 and P01", "P00 x P01"})
  void samplesPooledOfSeveral_areSaid(String pooled) throws IOException {
    assertThat(read(24, i -> i == 23 ? pooled : "P0" + i / 4).notes())
        .singleElement()
        .asString()
        .startsWith("1 subject looks like a sample pooled of several people, such as '" + pooled);
  }

  @Test
  void namesAlreadyJoined_areOnePersonWithoutNote() throws IOException {
    StringBuilder table =
        new StringBuilder("image,subject,subject_group,label,protocol,role,p_hem,p_all\n");
    for (int i = 0; i < 8; i++) {
      table.append("c%d,P0%d_%d,g%d,all,subject,hold-out,0.1,0.9\n".formatted(i, i / 4, i, i / 4));
    }
    assertThat(
            PredictionFile.read(Files.writeString(folder.resolve("p.csv"), table.toString()))
                .notes())
        .map(Sentence::toString)
        .noneMatch(note -> note.contains("look like"));
  }

  @Test
  void subjectOfEachImage_isSaid() throws IOException {
    assertThat(read(24, i -> Integer.toHexString(i * 7919 + 104729)).notes())
        .map(Sentence::toString)
        .singleElement()
        .asString()
        .startsWith("Each of 24 images has a subject of its own")
        .contains("column 'subject'");
    assertThat(read(24, i -> "A" + Math.min(i, 22)).notes()).isEmpty();
    assertThat(read(9, i -> "A" + i).notes()).isEmpty();
  }

  @Test
  void subjectThatRepeatsTheImage_isSaidOnce() throws IOException {
    assertThat(read(24, i -> "c" + i).notes())
        .map(Sentence::toString)
        .singleElement()
        .asString()
        .contains("repeats the image's name");
  }
}
