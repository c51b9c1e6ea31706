package org.allnet.data.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.allnet.data.InputException;
import org.allnet.data.OptionException;
import org.allnet.data.OptionName;
import org.allnet.data.dataset.CellImage;
import org.allnet.data.dataset.ClassSet;
import org.allnet.data.dataset.Dataset;
import org.allnet.data.dataset.DatasetKind;
import org.allnet.data.dataset.DatasetProblem;
import org.allnet.data.dataset.DatasetProblem.Kind;
import org.allnet.data.integrity.SubjectGroups;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What can't be split, and what is said to do about it. */
class SplitRefusalsTest {

  private static Dataset dataset(
      DatasetKind kind, List<CellImage> images, DatasetProblem... problems) {
    return new Dataset(
        "cells",
        Path.of("cells"),
        kind,
        ClassSet.of(List.of("hem", "all")),
        images,
        false,
        List.of(problems));
  }

  /** An image, named by its class and number, of that subject. */
  private static CellImage image(String label, int number, String part, String subject) {
    String name = label + "/" + number;
    return new CellImage(name, Path.of(name), part, label, subject);
  }

  /** So many images of each class, each of a subject of its own. */
  private static Dataset ofSubjects(int hem, int all) {
    List<CellImage> images = new ArrayList<>();
    for (int i = 0; i < hem; i++) {
      images.add(image("hem", i, "all", "H" + i));
    }
    for (int i = 0; i < all; i++) {
      images.add(image("all", i, "all", "A" + i));
    }
    return dataset(DatasetKind.CLASS_FOLDERS, images);
  }

  private static SubjectGroups groups(Dataset dataset) {
    Map<String, String> hashes = new HashMap<>();
    dataset.images().forEach(image -> hashes.put(image.name(), image.name()));
    return SubjectGroups.ofFiles(dataset.images(), hashes);
  }

  /** What the split refuses is refused before an image is decoded, in the same words. */
  private static void requireRefused(Dataset dataset, SplitOptions options, String message) {
    SubjectGroups groups = groups(dataset);
    assertThatThrownBy(() -> Splitter.split(dataset, groups, options)).hasMessage(message);
    assertThatThrownBy(() -> Splitter.checkPossible(dataset, options)).hasMessage(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1|9|2|0.2|class 'hem' has 1 subject group, fewer than the 3 needed for folds 2 and the hold-out side; add images of other subjects, two are the least of each class",
        "2|9|2|0.2|class 'hem' has 2 subject groups, fewer than the 3 needed for folds 2 and the hold-out side; use folds 2 hold-out 0",
        "3|9|5|0.2|class 'hem' has 3 subject groups, fewer than the 6 needed for folds 5 and the hold-out side; use folds 2",
        "9|4|5|0|class 'all' has 4 subject groups, fewer than the 5 needed for folds 5; use folds 4",
        "4|3|5|0|class 'hem' has 4 subject groups, class 'all' has 3 subject groups, fewer than the 5 needed for folds 5; use folds 3",
      })
  void tooFewSubjects_areCountedWithAdvice(
      int hem, int all, int folds, double holdOut, String message) {
    Dataset dataset = ofSubjects(hem, all);
    SplitOptions options = new SplitOptions(Protocol.SUBJECT, folds, holdOut, 1);

    requireRefused(dataset, options, message);
    assertThatThrownBy(() -> Splitter.checkPossible(dataset, options))
        .isInstanceOfSatisfying(
            OptionException.class, e -> assertThat(e.option()).contains(OptionName.FOLDS));
  }

  @Test
  void tooFewImages_areDistinctOnes() {
    requireRefused(
        ofSubjects(1, 9),
        new SplitOptions(Protocol.IMAGE, 2, 0, 1),
        "class 'hem' has 1 distinct image, fewer than the 2 needed for folds 2; add images, two are the least of each class");
  }

  @ParameterizedTest
  @CsvSource({"SUBJECT,0.2,3", "SUBJECT,0,2", "IMAGE,0.2,3", "IMAGE,0,2"})
  void justEnoughOfEachClass_areSplit(Protocol protocol, double holdOut, int needed) {
    Dataset dataset = ofSubjects(needed, needed);
    SplitOptions options = new SplitOptions(protocol, 2, holdOut, 1);

    assertThatCode(() -> Splitter.checkPossible(dataset, options)).doesNotThrowAnyException();
    assertThat(Splitter.split(dataset, groups(dataset), options).places()).hasSize(2 * needed);
  }

  /** A person under two ways of writing is one subject, also before an image is decoded. */
  @Test
  void checkPossible_countsPeople() {
    Dataset dataset =
        dataset(
            DatasetKind.CLASS_FOLDERS,
            List.of(
                image("hem", 0, "all", "P 1"),
                image("hem", 1, "all", "p1"),
                image("all", 0, "all", "A"),
                image("all", 1, "all", "B")));

    assertThatThrownBy(
            () -> Splitter.checkPossible(dataset, new SplitOptions(Protocol.SUBJECT, 2, 0, 1)))
        .isInstanceOf(OptionException.class)
        .hasMessageContaining("class 'hem' has 1 subject group,");
    Splitter.checkPossible(dataset, new SplitOptions(Protocol.IMAGE, 2, 0, 1));
  }

  private static Dataset ofUnknown(int unknown, int known, DatasetProblem... problems) {
    List<CellImage> images = new ArrayList<>();
    for (int i = 0; i < unknown; i++) {
      images.add(image("hem", i, "all", null));
    }
    for (int i = 0; i < known; i++) {
      images.add(image("all", i, "all", "A" + i));
    }
    return dataset(DatasetKind.CLASS_FOLDERS, images, problems);
  }

  private static void requireUnknown(Dataset dataset, String words) {
    requireRefused(
        dataset,
        SplitOptions.DEFAULTS,
        "cells: the subject of "
            + words
            + " a subjects.csv (image,subject), use group-by runs for presumed subjects, or use protocol image");
  }

  @Test
  void unknownSubjects_areNamedUpToTen() {
    requireUnknown(
        ofUnknown(1, 0),
        "1 of 1 image is unknown (hem/0), so that a split by subject is not possible; add");
    requireUnknown(
        ofUnknown(2, 1),
        "2 of 3 images is unknown (hem/0, hem/1), so that a split by subject is not possible; complete");
    String ten = "hem/0, hem/1, hem/2, hem/3, hem/4, hem/5, hem/6, hem/7, hem/8, hem/9";
    requireUnknown(
        ofUnknown(10, 2),
        "10 of 12 images is unknown ("
            + ten
            + "), so that a split by subject is not possible; complete");
  }

  @Test
  void unknownSubjects_moreThanTen_areCutShort() {
    SplitOptions options = SplitOptions.DEFAULTS;
    assertThatThrownBy(() -> Splitter.checkPossible(ofUnknown(11, 2), options))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("the subject of 11 of 13 images is unknown (hem/0, ")
        .hasMessageContaining(", ...), so that");
  }

  @Test
  void unknownSubjects_problemOfTheirTable_isSaid() {
    requireUnknown(
        ofUnknown(
            1,
            0,
            DatasetProblem.other("subjects.csv is in the name of a folder"),
            DatasetProblem.of(Kind.SUBJECT_TABLE, "subjects.csv: line 2: no image")),
        "1 of 1 image is unknown (hem/0), so that a split by subject is not possible; subjects.csv: line 2: no image; complete");
  }

  @Test
  void noLabelledImage_isRefused() {
    Dataset none =
        dataset(
            DatasetKind.CLASS_FOLDERS,
            List.of(new CellImage("a", Path.of("a"), "all", null, "P1")));
    SubjectGroups groups = groups(none);

    assertThatThrownBy(() -> Splitter.split(none, groups, SplitOptions.DEFAULTS))
        .isInstanceOf(InputException.class)
        .hasMessage("cells: has no labelled image to split; put the images into class folders");
  }

  @ParameterizedTest
  @CsvSource({
    "CLASS_FOLDERS,all,test,1",
    "CLASS_FOLDERS,train,val,2",
    "CLASS_FOLDERS,test,test,2",
    "CNMC_2019,fold_0,preliminary,1",
    "CNMC_2019,fold_0,other,1",
    "CNMC_2019,other,final,1",
    "CNMC_2019,preliminary,final,2",
    "CLASS_FOLDERS,fold_0,other,2",
  })
  void testParts_areLeftOutBesideOthers(DatasetKind kind, String one, String other, int split) {
    CellImage first = image("hem", 0, one, "A");
    CellImage second = image("hem", 1, other, "B");
    Dataset dataset = dataset(kind, List.of(first, second));

    assertThat(Splitter.candidates(dataset))
        .isEqualTo(split == 1 ? List.of(first) : List.of(first, second));
    assertThat(Splitter.leftOut(dataset)).isEqualTo(split == 1 ? List.of(second) : List.of());
  }

  @Test
  void options_areTakenAtTheirBoundsAlone() {
    assertThat(new SplitOptions(Protocol.SUBJECT, 2, 0, 1).sides()).isEqualTo(3);
    assertThat(new SplitOptions(Protocol.SUBJECT, 50, 0.9, 1).sides()).isEqualTo(51);
    for (int folds : new int[] {1, 51, -1}) {
      assertThatThrownBy(() -> new SplitOptions(Protocol.SUBJECT, folds, 0.2, 1))
          .isInstanceOf(OptionException.class)
          .hasMessageContaining("folds " + folds);
    }
    for (double holdOut : new double[] {-0.001, 0.901, Double.NaN}) {
      assertThatThrownBy(() -> new SplitOptions(Protocol.SUBJECT, 5, holdOut, 1))
          .isInstanceOf(OptionException.class)
          .hasMessageContaining("hold-out " + holdOut);
    }
  }
}
