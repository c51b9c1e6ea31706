package org.allnet.data.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.allnet.data.Sentence;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SharedSubjectsTest {

  private static List<Sentence> problems(String subjects) {
    List<CellImage> images = new ArrayList<>();
    for (String subject : subjects.split("; ")) {
      String name = "all/" + images.size() + ".png";
      images.add(new CellImage(name, Path.of(name), "all", "all", subject));
    }
    return DatasetProblem.sentences(
        new Layout("x", DatasetKind.CLASS_FOLDERS, List.of("all"), images, List.of())
            .toDataset(Path.of("x"), DatasetOptions.DEFAULTS, false)
            .problems());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "P00; P01; P00+P01 | 1 subject looks like a sample pooled of several people",
        "P00; P01; p00 & P02 | 1 subject looks like a sample pooled of several people",
        "A7; B9; A7 und B9 | 1 subject looks like a sample pooled of several people",
        "P00; P01; control | subject 'control' is a word for a class",
        "P00; healthy; Gesund | subject 'healthy', 'Gesund' is a word for a class",
      })
  void toDataset_subjectForSeveralPeople_isNamed(String subjects, String line) {
    assertThat(problems(subjects)).singleElement().asString().startsWith(line);
  }

  @ParameterizedTest
  @ValueSource(strings = {"P00; P01; P02", "control 1; control 2", "A+; B-", "Anna; Bo; Li"})
  void toDataset_onePersonEach_saysNothing(String subjects) {
    assertThat(problems(subjects)).isEmpty();
  }
}
