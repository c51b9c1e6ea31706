package org.allnet.data.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.allnet.data.InputException;
import org.allnet.data.dataset.CodedClasses;
import org.allnet.data.dataset.Dataset;
import org.allnet.data.dataset.DatasetOptions;
import org.allnet.data.dataset.DatasetProblem;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Folders 0 and 1 of which the files' names tell who is sick, in all ways of joining words. */
final class JoinedClassWordsTest {

  /** How two words and a number make a name. */
  enum Form {
    CAMEL,
    SMALL_CAMEL,
    SNAKE,
    DASH,
    BLANK,
    DIGIT;

    String join(String one, String other, int number) {
      String name =
          switch (this) {
            case CAMEL, SMALL_CAMEL -> capital(one) + capital(other);
            case SNAKE -> one.toLowerCase(Locale.ROOT) + "_" + other.toLowerCase(Locale.ROOT);
            case DASH -> one + "-" + other;
            case BLANK -> one + " " + other;
            case DIGIT -> one + number + other;
          };
      boolean small = this == SMALL_CAMEL && !one.equals(one.toUpperCase(Locale.ROOT));
      return (small ? one.toLowerCase(Locale.ROOT) + capital(other) : name)
          + "%02d".formatted(number);
    }

    private static String capital(String word) {
      return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }
  }

  private static final List<String> SICK =
      List.of("Leukemia", "ALL", "all", "Blast", "Sick", "Malignant", "Cancer", "lymphoblast");

  private static final List<String> HEALTHY =
      List.of("Normal", "HEM", "hem", "Healthy", "Control", "Benign", "gesund", "NORMAL");

  private static final List<String> NEUTRAL =
      List.of(
          "Field",
          "Child",
          "View",
          "Scan",
          "Region",
          "Roi",
          "Frame",
          "Tile",
          "Stain",
          "Giemsa",
          "Lab",
          "Day",
          "Adult",
          "Male",
          "Volunteer",
          "Microscopy",
          "Cell",
          "Slide",
          "Donor",
          "Sample",
          "Ward",
          "Zeiss",
          "Ankara",
          "Bone",
          "Objektiv",
          "Kutu",
          "Xyz",
          "BMA",
          "WBC");

  private static Dataset dataset(String zero, String one) {
    List<String> paths = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      paths.add("0/" + zero.replace("NUMBER", "%02d".formatted(i)) + ".png");
      paths.add("1/" + one.replace("NUMBER", "%02d".formatted(20 + i)) + ".png");
    }
    return ClassFolders.ofPaths("d", paths)
        .toDataset(Path.of("d"), new DatasetOptions(Map.of(), null), false);
  }

  private static String name(Form form, boolean behind, String word, String neutral) {
    String joined = behind ? form.join(neutral, word, 77) : form.join(word, neutral, 77);
    return joined.substring(0, joined.length() - 2) + "NUMBER";
  }

  @ParameterizedTest
  @EnumSource(Form.class)
  void onePairOfEachWord_isReadAlike(Form form) {
    requireReadAlike(form, 1);
  }

  @ParameterizedTest
  @EnumSource(Form.class)
  @Tag("nightly")
  void manyPairsOfEachWord_areReadAlike(Form form) {
    requireReadAlike(form, 8);
  }

  /** Each word that says nothing, before and behind some of the sick and of the healthy. */
  private static void requireReadAlike(Form form, int pairs) {
    Random random = new Random(14);
    List<String> wrong = new ArrayList<>();
    for (String neutral : NEUTRAL) {
      for (boolean behind : new boolean[] {false, true}) {
        for (int k = 0; k < pairs; k++) {
          String sick = name(form, behind, SICK.get(random.nextInt(SICK.size())), neutral);
          String healthy = name(form, behind, HEALTHY.get(random.nextInt(HEALTHY.size())), neutral);
          if (!isRefused(dataset(sick, healthy))) {
            wrong.add("swapped: " + sick + ", " + healthy);
          }
          Dataset right = dataset(healthy, sick);
          if (isRefused(right) || !CodedClasses.positive(right, null).isKnown()) {
            wrong.add("refused: " + healthy + ", " + sick);
          }
        }
      }
    }

    assertThat(wrong).isEmpty();
  }

  private static boolean isRefused(Dataset dataset) {
    try {
      CodedClasses.refuse(dataset, null);
      return false;
    } catch (InputException e) {
      return true;
    }
  }

  @Test
  void leukemiaFields_inFolder0_areRefused() {
    assertThatThrownBy(
            () -> CodedClasses.refuse(dataset("LeukemiaFieldNUMBER", "NormalFieldNUMBER"), null))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("NormalField")
        .hasMessageContaining("positive class");
  }

  @Test
  void wordsThatEndAsClass_areNotRefused() {
    for (String pair : List.of("SmALL,wALL", "Small,Normalized", "footbALL,Hemoglobin")) {
      String[] words = pair.split(",");
      Dataset dataset = dataset(words[0] + "NUMBER", words[1] + "NUMBER");

      assertThatCode(() -> CodedClasses.refuse(dataset, null)).doesNotThrowAnyException();
    }
  }

  @Test
  void joinedWordsForAnotherFolder_areSaid() {
    List<String> paths = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      paths.add("ALL/HealthyField%02d.png".formatted(i));
      paths.add("Normal/LeukemiaField%02d.png".formatted(i + 20));
    }

    assertThat(ClassFolders.ofPaths("d", paths).problems())
        .map(DatasetProblem::toString)
        .anyMatch(line -> line.startsWith("24 of 24 images have a word for another class"));
  }

  /** Words that are written without a mark, in scripts and letters of one case. */
  @ParameterizedTest
  @CsvSource({
    "\u767d\u8840\u75c5\u89c6\u91ce, \u6b63\u5e38\u89c6\u91ce",
    "\u82bd\u7403\u753b\u50cf, \u6b63\u5e38\u753b\u50cf",
    "\ubc31\ud608\ubcd1\uc0ac\uc9c4, \uc815\uc0c1\uc0ac\uc9c4",
    "ALLCELL, HEMCELL",
    "ALLIMG, HEMIMG"
  })
  void wordsWithoutMarks_areRead(String sick, String healthy) {
    Dataset swapped = dataset(sick + "NUMBER", healthy + "NUMBER");
    Dataset right = dataset(healthy + "NUMBER", sick + "NUMBER");

    assertThatThrownBy(() -> CodedClasses.refuse(swapped)).isInstanceOf(InputException.class);
    assertThatCode(() -> CodedClasses.refuse(right)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Early_Pre,Pre",
        "AML_M2,AML",
        "ALL-relapse,ALL",
        "lymphocyte_atypical,lymphocyte"
      })
  void filesCalledAsTheirFolderOfTwoWords_areRight(String folders) {
    List<String> paths = new ArrayList<>();
    for (String folder : folders.split(",")) {
      for (int i = 0; i < 12; i++) {
        paths.add("%s/%s_%03d.png".formatted(folder, folder, i));
      }
    }

    assertThat(ClassFolders.ofPaths("d", paths).problems())
        .map(DatasetProblem::toString)
        .noneMatch(line -> line.contains("a word for another class"));
  }
}
