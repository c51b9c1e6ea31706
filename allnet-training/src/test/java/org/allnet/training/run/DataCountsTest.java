package org.allnet.training.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.allnet.data.Sentence;
import org.allnet.data.dataset.ClassSet;
import org.allnet.data.split.Protocol;
import org.allnet.data.split.Split;
import org.allnet.data.split.Split.Place;
import org.junit.jupiter.api.Test;

class DataCountsTest {

  private static final ClassSet CLASSES = new ClassSet(List.of("all", "hem"), 0);

  /** Subjects of each class, with as many images each, in the hold-out and in two folds. */
  private static Split split(Protocol protocol, int[] subjects, int images) {
    List<Place> places = new ArrayList<>();
    for (int label = 0; label < 2; label++) {
      String name = CLASSES.names().get(label);
      for (int fold = 0; fold < 3; fold++) {
        for (int subject = 0; subject < subjects[label]; subject++) {
          for (int image = 0; image < images; image++) {
            String person = name + fold + "-" + subject;
            String file = person + "-" + image;
            places.add(new Place(file, name, person, protocol.imageLevel() ? file : person, fold));
          }
        }
      }
    }
    return new Split(protocol, 2, 7, places);
  }

  @Test
  void lines_enoughOfEach_countAndWarnOfNothing() {
    assertThat(DataCounts.of(split(Protocol.SUBJECT, new int[] {10, 12}, 10), 2, CLASSES).lines())
        .map(Sentence::toString)
        .containsExactly(
            "data: all: 300 images of 30 subjects; a fold model trains on 100 images, and 10 subjects are evaluated",
            "data: hem: 360 images of 36 subjects; a fold model trains on 120 images, and 12 subjects are evaluated");
  }

  @Test
  void lines_tooFewSubjects_sayWhichAndWhatToDo() {
    List<Sentence> lines =
        DataCounts.of(split(Protocol.SUBJECT, new int[] {10, 3}, 40), 2, CLASSES).lines();
    // Wilson's lower end of 3 of 3: 3 / (3 + 1.96^2) = 0.4385
    assertThat(lines)
        .hasSize(3)
        .last()
        .asString()
        .startsWith(
            "little data: 3 subjects of 'hem' are evaluated (to say something, at least 10 of a class;")
        .contains("with 3, all of them right, an interval begins at 0.44)")
        .contains("add images of other subjects")
        .doesNotContain("'all'");
  }

  @Test
  void lines_oneOrPresumedSubjects_areWorded() {
    assertThat(DataCounts.of(split(Protocol.SUBJECT, new int[] {10, 1}, 40), 2, CLASSES).lines())
        .map(Sentence::toString)
        .anyMatch(line -> line.contains("1 subject of 'hem' is evaluated"));
    assertThat(
            DataCounts.of(split(Protocol.PRESUMED_SUBJECT, new int[] {10, 3}, 40), 2, CLASSES)
                .lines())
        .map(Sentence::toString)
        .anyMatch(line -> line.contains("3 presumed subjects of 'hem' are evaluated"))
        .noneMatch(line -> line.matches(".*\\d subjects?\\b.*"));
  }

  @Test
  void lines_tooFewImages_sayHowManyAreTrainedOn() {
    List<Sentence> lines =
        DataCounts.of(split(Protocol.IMAGE, new int[] {12, 12}, 8), 1, CLASSES).lines();
    assertThat(lines.get(0))
        .hasToString(
            "data: all: 288 images; a fold model trains on 96 images, and 96 images are evaluated");
    assertThat(lines.get(2).toString())
        .contains("a fold model trains on 96 images of 'all' and 96 of 'hem' (to learn, ")
        .contains("at least 100 of a class)")
        .contains("add images,");
  }

  /** Both classes lack both, the longest that it gets with two classes. */
  @Test
  void lines_everythingTooLittle_isShort() {
    assertThat(DataCounts.of(split(Protocol.SUBJECT, new int[] {4, 3}, 5), 1, CLASSES).lines())
        .last()
        .asString()
        .satisfies(line -> assertThat(line.split(" ")).hasSizeLessThan(78));
  }

  @Test
  void lines_nothingEvaluated_isCounted() {
    assertThat(DataCounts.of(split(Protocol.SUBJECT, new int[] {10, 0}, 40), 2, CLASSES).lines())
        .last()
        .asString()
        .contains("0 subjects of 'hem' are evaluated (to say something, at least 10 of a class).");
  }

  /** Without a hold-out the validation folds of all fold models are evaluated. */
  @Test
  void lines_withoutAHoldOut_countTheValidationFolds() {
    Split whole = split(Protocol.SUBJECT, new int[] {5, 6}, 40);
    Split folds =
        new Split(
            Protocol.SUBJECT,
            2,
            7,
            whole.places().stream().filter(place -> place.fold() > 0).toList());
    assertThat(DataCounts.of(folds, 2, CLASSES).lines())
        .map(Sentence::toString)
        .containsExactly(
            "data: all: 400 images of 10 subjects; a fold model trains on 200 images, and 10 subjects are evaluated",
            "data: hem: 480 images of 12 subjects; a fold model trains on 240 images, and 12 subjects are evaluated");
    assertThat(DataCounts.of(folds, 1, CLASSES).lines())
        .hasSize(3)
        .last()
        .asString()
        .contains("or let 'crossval' with hold-out 0 evaluate");
  }

  /** What is done already is no advice. */
  @Test
  void lines_foldsOfAllImages_adviseMoreImages() {
    Split whole = split(Protocol.SUBJECT, new int[] {5, 6}, 4);
    Split folds =
        new Split(
            Protocol.SUBJECT,
            2,
            7,
            whole.places().stream().filter(place -> place.fold() > 0).toList());

    assertThat(DataCounts.of(folds, 2, CLASSES).lines())
        .last()
        .asString()
        .startsWith("little data")
        .endsWith(": add images of other subjects");
  }

  /** The verdict counts people if they are known, however images were split, else 30 images. */
  @Test
  void lines_byImage_askForWhatTheVerdictAsksFor() {
    Split known = split(Protocol.IMAGE, new int[] {10, 3}, 40);
    assertThat(DataCounts.of(known, 2, CLASSES).lines())
        .hasSize(3)
        .last()
        .asString()
        .contains("little data: 3 subjects of 'hem' are evaluated", "at least 10 of a class");
    Split unknown =
        new Split(
            Protocol.IMAGE,
            2,
            7,
            split(Protocol.IMAGE, new int[] {10, 29}, 10).places().stream()
                .filter(place -> place.fold() > 0 || place.image().endsWith("-0"))
                .map(
                    place ->
                        new Place(place.image(), place.label(), null, place.group(), place.fold()))
                .toList());
    assertThat(DataCounts.of(unknown, 2, CLASSES).lines())
        .hasSize(3)
        .last()
        .asString()
        .contains("10 images of 'all' and 29 of 'hem' are evaluated")
        .contains("at least 30 of a class", "with 10, all of them right,");
  }
}
