package org.allnet.data.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.allnet.data.OptionException;
import org.allnet.data.dataset.CellImage;
import org.allnet.data.dataset.Dataset;
import org.allnet.data.integrity.SubjectGroups;
import org.allnet.data.split.Split.Place;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How many parts training images are divided into, and which of them is cut off. */
class InnerPartsTest {

  /** Images as {@code class:subject}, all in fold 2: fold model 1 trains on them. */
  private record Training(Dataset dataset, Split split, SubjectGroups groups) {

    static Training of(Protocol protocol, List<String> images) {
      List<CellImage> cells = new ArrayList<>();
      List<Place> places = new ArrayList<>();
      Map<String, String> hashes = new HashMap<>();
      for (String image : images) {
        String name = image + "-" + cells.size();
        String label = image.substring(0, 1);
        String subject = image.substring(2);
        cells.add(new CellImage(name, Path.of(name), "all", label, subject));
        places.add(new Place(name, label, subject, name, 2));
        hashes.put(name, name);
      }
      List<String> classes = images.stream().map(i -> i.substring(0, 1)).distinct().toList();
      return new Training(
          SplitCells.of(classes, cells),
          new Split(protocol, 2, 1, places),
          SubjectGroups.ofFiles(cells, hashes));
    }

    InnerSplit cut(long seed) {
      return InnerSplit.cut(split, 1, dataset, groups, seed);
    }

    InnerFolds folds(long seed) {
      return InnerFolds.of(split, 1, dataset, groups, seed);
    }
  }

  /** Subjects with an image each, of two classes. */
  private static List<String> people(int each) {
    List<String> images = new ArrayList<>();
    for (int i = 0; i < each; i++) {
      images.add("x:X" + i);
      images.add("y:Y" + i);
    }
    return images;
  }

  /** Three people have cells of two of three classes: two are on one side, and share a class. */
  private static final List<String> ENTANGLED = List.of("x:A", "z:A", "x:B", "y:B", "y:C", "z:C");

  @ParameterizedTest
  @CsvSource({"2,2", "3,3", "4,4", "5,5", "6,5", "9,5"})
  void folds_areFiveOrAsManyAsGroups(int subjects, int expected) {
    InnerFolds folds = Training.of(Protocol.SUBJECT, people(subjects)).folds(1);

    assertThat(folds.folds()).hasSize(2 * subjects);
    assertThat(new HashSet<>(folds.folds().values())).hasSize(expected);
    assertThat(folds.folds().values()).allSatisfy(fold -> assertThat(fold).isBetween(1, expected));
    folds.folds().forEach((image, fold) -> assertThat(folds.of(image)).isEqualTo(fold));
    assertThatThrownBy(() -> folds.of("strange"))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("strange");
  }

  @ParameterizedTest
  @CsvSource({"10,2", "5,1", "3,1", "2,1"})
  void part_ofEqualGroups_isAFifth(int each, int ofEachClass) {
    for (Protocol protocol : List.of(Protocol.SUBJECT, Protocol.IMAGE)) {
      for (int seed = 0; seed < 10; seed++) {
        List<Place> part = Training.of(protocol, people(each)).cut(seed).part();
        assertThat(part.stream().filter(place -> place.label().equals("x"))).hasSize(ofEachClass);
        assertThat(part.stream().filter(place -> place.label().equals("y"))).hasSize(ofEachClass);
      }
    }
  }

  /** One half has 1 + 3 images, the other 5 + 3. */
  @Test
  void part_ofUnequalHalves_isTheSmaller() {
    Training training =
        Training.of(
            Protocol.SUBJECT,
            List.of(
                "x:A", "x:B", "x:B", "x:B", "x:B", "x:B", "y:C", "y:C", "y:C", "y:D", "y:D",
                "y:D"));
    for (int seed = 0; seed < 10; seed++) {
      InnerSplit inner = training.cut(seed);
      assertThat(inner.part()).hasSize(4);
      assertThat(inner.rest().training(1)).hasSize(8);
      assertThat(inner.rest().seed()).isEqualTo(1);
    }
  }

  @Test
  void part_thatHasNotEveryClass_isRefused() {
    Training entangled = Training.of(Protocol.SUBJECT, ENTANGLED);

    assertThatThrownBy(() -> entangled.cut(1))
        .isInstanceOf(OptionException.class)
        .hasMessage(
            "no part with every class can be cut from the training images of a fold model without dividing a subject group; use more 'folds' or a smaller 'hold-out'");
  }

  @Test
  void folds_thatLeaveAClassOut_areRefused() {
    Training entangled = Training.of(Protocol.SUBJECT, ENTANGLED);

    assertThatThrownBy(() -> entangled.folds(1))
        .isInstanceOf(OptionException.class)
        .hasMessageStartingWith("the training images of fold model 1 can't be divided so that '")
        .hasMessageEndingWith(
            "' is in two parts without dividing a subject group; use more 'folds' or a smaller 'hold-out'");
  }

  @Test
  void tooFewGroups_areCountedByProtocol() {
    assertThatThrownBy(() -> Training.of(Protocol.IMAGE, List.of("x:A", "y:B", "y:C")).cut(1))
        .isInstanceOf(OptionException.class)
        .hasMessage(
            "class 'x' has 1 distinct image among the training images of fold model 1, and an inner part to measure on needs 2; use more 'folds' or a smaller 'hold-out'");
  }

  @Test
  void whole_cutsNothingOff() {
    Split split = Training.of(Protocol.IMAGE, people(3)).split();

    assertThat(InnerSplit.whole(split).part()).isEmpty();
    assertThat(InnerSplit.whole(split).rest()).isEqualTo(split);
  }

  /** An image that the data set has no more stays with its group of the split. */
  @Test
  void imageThatIsGone_staysWithItsGroup() {
    Training all = Training.of(Protocol.IMAGE, people(2));
    List<Place> places = new ArrayList<>(all.split().places());
    places.add(new Place("gone-1", "x", "G", "gone", 2));
    places.add(new Place("gone-2", "x", "G", "gone", 2));
    TrainingGroups groups =
        TrainingGroups.of(new Split(Protocol.IMAGE, 2, 1, places), 1, all.dataset(), all.groups());

    assertThat(groups.members()).hasSize(5).anySatisfy(group -> assertThat(group).hasSize(2));
    assertThat(groups.classes()).containsExactly("x", "y");
    assertThat(groups.protocol()).isEqualTo(Protocol.IMAGE);
  }
}
