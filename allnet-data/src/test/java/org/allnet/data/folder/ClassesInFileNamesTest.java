package org.allnet.data.folder;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Class folders beside what the names of their files say. */
final class ClassesInFileNamesTest {

  private static List<String> problems(String one, String other) {
    List<String> paths = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      paths.add(one.formatted(i));
      paths.add(other.formatted(i));
    }
    return ClassFolders.ofPaths("d", paths).problems();
  }

  @ParameterizedTest
  @CsvSource({
    "ALL/hem_%d.png,hem/all_%d.png",
    "0/%d_all.png,1/%d_hem.png",
    "leukemia/c%d_normal.png,healthy/c%d_blast.png",
    "negative/blast-%d.png,positive/healthy-%d.png",
    "Benign/WBC-Malignant-Early-00%d.jpg,Early/WBC-Benign-00%d.jpg",
    "ALL/hem%d.png,hem/all%d.png",
    // The digit of ALL-IDB's names: 1 is a blast.
    "ALL/Im00%d_0.jpg,HEM/Im10%d_1.jpg",
  })
  void namesOfAnotherClass_areSaid(String one, String other) {
    assertThat(problems(one, other))
        .filteredOn(problem -> problem.contains("in their names"))
        .singleElement()
        .asString()
        .startsWith("12 of 12 images have a word for another class than their folder")
        .contains(one.formatted(0));
  }

  @Test
  void digitsThatRecurBehindNumbers_areFrames() {
    assertThat(problems("ALL/Im00%d_0.jpg", "HEM/Im00%d_1.jpg"))
        .noneMatch(problem -> problem.contains("in their names"));
  }

  @Test
  void wordForAnotherOfSeveralSickClasses_isSaid() {
    List<String> paths = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      paths.add("Benign/WBC-Benign-00%d.jpg".formatted(i));
      paths.add("Early/WBC-Malignant-Pro-00%d.jpg".formatted(i));
      paths.add("Pre/WBC-Malignant-Early-00%d.jpg".formatted(i));
      paths.add("Pro/WBC-Malignant-Pre-00%d.jpg".formatted(i));
    }

    assertThat(ClassFolders.ofPaths("d", paths).problems())
        .filteredOn(problem -> problem.contains("in their names"))
        .singleElement()
        .asString()
        .startsWith("18 of 24 images have a word for another class than their folder");
  }

  @Test
  void numberedPeopleOfAWord_areNoClass() {
    List<String> paths = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      paths.add("HEM/control%d_a.png".formatted(i));
      paths.add("HEM/ALL%d_c1.png".formatted(i));
      paths.add("ALL/ALL%d_c2.png".formatted(i));
    }

    assertThat(ClassFolders.ofPaths("d", paths).problems())
        .noneMatch(problem -> problem.contains("in their names"));
  }

  @ParameterizedTest
  @CsvSource({
    "ALL/all_%d.png,hem/hem_%d.png",
    "0/%d_hem.png,1/%d_all.png",
    "ALL/slide_all_%d.png,hem/slide_all_x%d.png",
    "mono/hem_%d.png,lymph/all_%d.png",
    "ALL/c%d.png,hem/d%d.png",
    "ALL/patient_%d.png,hem/control_%d.png",
  })
  void namesThatAgreeOrTellNothing_areNotSaid(String one, String other) {
    assertThat(problems(one, other)).noneMatch(problem -> problem.contains("in their names"));
  }
}
