package org.allnet.data.folder;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.allnet.data.dataset.DatasetProblem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Class folders beside what the names of their files say. */
final class ClassesInFileNamesTest {

  private static List<String> problems(String one, String other) {
    List<String> paths = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      paths.add(one.formatted(i));
      paths.add(other.formatted(i));
    }
    return ClassFolders.ofPaths("d", paths).problems().stream()
        .map(DatasetProblem::toString)
        .toList();
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

  /** A copy, a photo or other names beside them do not take the meaning from ALL-IDB's. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "ALL/Im101_0 (1).tif",
        "ALL/Im101_0 - Copy.tif",
        "HEM/Im001_1_crop.png",
        "HEM/IMG_0001.jpg",
        "HEM/Im001.jpg",
        "ALL/scan1.png,ALL/scan2.png,HEM/scan3.png,HEM/im501_2.png"
      })
  void allIdbNamesBesideOthers_areCompared(String others) {
    List<String> paths = new ArrayList<>(List.of(others.split(",")));
    for (int i = 0; i < 6; i++) {
      paths.add("ALL/Im10%d_0.tif".formatted(i));
      paths.add("HEM/Im00%d_1.tif".formatted(i));
    }

    assertThat(ClassFolders.ofPaths("d", paths).problems())
        .map(DatasetProblem::toString)
        .anyMatch(problem -> problem.contains("in their names"));
  }

  /** Converted, put together from two sets, cut into numbered parts. */
  @ParameterizedTest
  @ValueSource(strings = {"%s.tif.png", "ALLIDB2_%s.png", "%s_2.png", "%s_cell3.png"})
  void allIdbNamesInLongerOnes_areCompared(String form) {
    List<String> paths = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      paths.add("ALL/" + form.formatted("Im10%d_0".formatted(i)));
      paths.add("HEM/" + form.formatted("Im00%d_1".formatted(i)));
    }

    assertThat(ClassFolders.ofPaths("d", paths).problems())
        .map(DatasetProblem::toString)
        .anyMatch(problem -> problem.contains("in their names"));
  }

  /** As programs that rename files write them, and put together from two sets without a mark. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Im%s-%s",
        "Im%s.%s",
        "Im%s %s",
        "Im%s__%s",
        "IM_%s_%s",
        "im-%s-%s",
        "Im%s - %s",
        "ALLIDB2Im%s_%s",
        "ALLIDBIm%s_%s",
        "idb2im%s_%s",
        "cropIm%s_%s",
        "Im%s_%scopy",
        "Im%s_%sa",
        "x2Im%s_%s"
      })
  void allIdbNamesWithOtherMarks_areCompared(String form) {
    String healthy = form.replaceFirst("%s", "10%d").replace("%s", "0") + ".tif";
    String sick = form.replaceFirst("%s", "00%d").replace("%s", "1") + ".tif";

    assertThat(problems("ALL/" + healthy, "HEM/" + sick))
        .anyMatch(problem -> problem.contains("in their names"));
  }

  /** A number of another length, a word that ends with im, and a day. */
  @ParameterizedTest
  @CsvSource({
    "Im10%d_000.tif,Im00%d_100.tif",
    "Im1%d_0.tif,Im0%d_1.tif",
    "Joachim10%d_0.tif,Joachim00%d_1.tif",
    "Im2021-10-0%d.tif,Im2021-11-0%d.tif",
  })
  void otherNumbers_areNotComparedAsAllIdbs(String one, String other) {
    assertThat(problems("ALL/" + one, "HEM/" + other))
        .noneMatch(problem -> problem.contains("in their names"));
  }

  /** Most names say nothing, but those of both classes that do say the other one. */
  @Test
  void fewNamesOfBothClasses_areSaid() {
    List<String> paths = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      paths.add("ALL/" + (i < 6 ? "hem_" : "c") + i + ".png");
      paths.add("HEM/" + (i < 6 ? "all_" : "d") + i + ".png");
    }

    assertThat(ClassFolders.ofPaths("d", paths).problems())
        .map(DatasetProblem::toString)
        .anyMatch(problem -> problem.startsWith("12 of 80 images have a word for another class"));
  }

  /** Fields counted from 0 and from 1, and one digit that hardly ever occurs. */
  @ParameterizedTest
  @CsvSource({
    "im00%d_0.png,im00%d_1.png",
    "im00%d_1.png,im00%d_2.png",
    "im00%d_0.png,im10%d_2.png",
    "im00%d_0.png,im10%d_0.png"
  })
  void digitsOfFields_areNotCompared(String one, String other) {
    assertThat(problems("ALL/" + one, "HEM/" + other))
        .noneMatch(problem -> problem.contains("in their names"));
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
        .map(DatasetProblem::toString)
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
        .map(DatasetProblem::toString)
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
