package org.allnet.data.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.allnet.data.InputException;
import org.allnet.data.dataset.CellImage;
import org.allnet.data.dataset.Dataset;
import org.allnet.data.integrity.SubjectGroups;
import org.allnet.data.split.Split.Place;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each place of a split against its image, and the split of other images, names and people. */
class SplitPlacesTest {

  private static final String ANEW = "; make the split anew from this data set";

  private static final List<Place> PLACES =
      List.of(
          new Place("all/a.png", "all", "P1", "P1", 1),
          new Place("hem/b.png", "hem", "P2", "P2", 1),
          new Place("all/c.png", "all", "P3", "P3", 2),
          new Place("hem/d.png", "hem", "P4", "P4", Split.HOLD_OUT));

  private static Split split(Protocol protocol, List<Place> places) {
    return new Split(protocol, 2, 7, places);
  }

  private static List<CellImage> images() {
    List<CellImage> images = new ArrayList<>();
    for (Place place : PLACES) {
      Path file = Path.of(place.image());
      images.add(new CellImage(place.image(), file, "all", place.label(), place.subject()));
    }
    return images;
  }

  /** Refuses the split with the place at an index changed. */
  private static void requireRefused(
      Protocol protocol, int index, UnaryOperator<Place> change, String message) {
    List<Place> places = new ArrayList<>(PLACES);
    places.set(index, change.apply(places.get(index)));
    assertThatThrownBy(() -> SplitCheck.checkPlaces(split(protocol, places), images()))
        .isInstanceOf(InputException.class)
        .hasMessage("split: image " + message + ANEW);
  }

  @Test
  void checkPlaces_eachContradiction_isSaid() {
    assertThatCode(() -> SplitCheck.checkPlaces(split(Protocol.SUBJECT, PLACES), images()))
        .doesNotThrowAnyException();
    requireRefused(Protocol.SUBJECT, 1, place -> PLACES.get(0), "all/a.png is in it twice");
    requireRefused(
        Protocol.SUBJECT,
        1,
        place -> new Place(place.image(), "all", "P2", "P2", 1),
        "hem/b.png has the label 'all' there and 'hem' here");
    requireRefused(
        Protocol.SUBJECT,
        2,
        place -> new Place(place.image(), "all", "P1", "P1", 2),
        "all/c.png has the subject P1 there and P3 here");
    requireRefused(
        Protocol.IMAGE,
        2,
        place -> new Place(place.image(), "all", "P3", "P3", 3),
        "all/c.png is in fold 3 of a split with 2 folds");
    requireRefused(
        Protocol.IMAGE,
        2,
        place -> new Place(place.image(), "all", "P3", "P3", -1),
        "all/c.png is in fold -1 of a split with 2 folds");
  }

  /** A name in another spelling is the same person, and a split may leave names out. */
  @Test
  void checkPlaces_subjectsOfTheSamePerson_areTaken() {
    List<Place> places = new ArrayList<>(PLACES);
    places.set(0, new Place("all/a.png", "all", "p 1", "P1", 1));
    places.set(1, new Place("hem/b.png", "hem", null, "hem/b.png", 1));

    assertThatCode(() -> SplitCheck.checkPlaces(split(Protocol.SUBJECT, places), images()))
        .doesNotThrowAnyException();
  }

  @Test
  void checkPlaces_unknownSubject_goesByImageAlone() {
    List<CellImage> images = images();
    images.set(0, new CellImage("all/a.png", Path.of("a"), "all", "all", null));
    List<Place> places = new ArrayList<>(PLACES);
    places.set(0, new Place("all/a.png", "all", null, "all/a.png", 1));

    assertThatCode(() -> SplitCheck.checkPlaces(split(Protocol.IMAGE, places), images))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> SplitCheck.checkPlaces(split(Protocol.SUBJECT, places), images))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "split: image all/a.png has no known subject, but the split is by subject" + ANEW);
  }

  @Test
  void refusal_carriesTheSubject() {
    List<Place> stranger = List.of(new Place("e.png", "all", "P9", "P9", 1));
    List<Place> nobody = List.of(new Place("e.png", "all", null, "e.png", 1));

    assertThatThrownBy(() -> SplitCheck.checkPlaces(split(Protocol.SUBJECT, stranger), images()))
        .isInstanceOfSatisfying(InputException.class, e -> assertThat(e.subject()).contains("P9"));
    assertThatThrownBy(() -> SplitCheck.checkPlaces(split(Protocol.SUBJECT, nobody), images()))
        .isInstanceOfSatisfying(InputException.class, e -> assertThat(e.subject()).isEmpty());
  }

  @Test
  void checkPlaces_nameThatMayBeTwo_advisesNoOther() {
    List<CellImage> images = images();
    images.add(new CellImage("hem/a.png", Path.of("a"), "all", "hem", "P5"));
    List<Place> places = List.of(new Place("a.png", "all", "P1", "P1", 1));

    assertThatThrownBy(() -> SplitCheck.checkPlaces(split(Protocol.SUBJECT, places), images))
        .hasMessage("split: image a.png is not among the labelled images of the data set" + ANEW);
  }

  private static SubjectGroups groups(List<CellImage> images) {
    Map<String, String> hashes = new HashMap<>();
    images.forEach(image -> hashes.put(image.name(), image.name()));
    return SubjectGroups.ofFiles(images, hashes);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void check_foldWithoutImage_isRefused(int empty) {
    List<Place> places = new ArrayList<>();
    for (Place place : PLACES) {
      int fold = place.fold() == empty ? 3 - empty : place.fold();
      places.add(new Place(place.image(), place.label(), place.subject(), place.group(), fold));
    }

    assertThatThrownBy(
            () -> SplitCheck.check(split(Protocol.SUBJECT, places), images(), groups(images())))
        .isInstanceOf(InputException.class)
        .hasMessage("split: fold " + empty + " has no image" + ANEW);
    SplitCheck.check(split(Protocol.SUBJECT, PLACES), images(), groups(images()));
  }

  /** Two images of one subject on two sides are no fault of a split by image. */
  @Test
  void check_subjectOnTwoSides_refusedBySubjectAlone() {
    List<CellImage> images = images();
    images.add(new CellImage("all/e.png", Path.of("e"), "all", "all", "P1"));
    List<Place> places = new ArrayList<>(PLACES);
    places.add(new Place("all/e.png", "all", "P1", "P1", 2));

    SplitCheck.check(split(Protocol.IMAGE, places), images, groups(images));
    assertThatThrownBy(
            () -> SplitCheck.check(split(Protocol.SUBJECT, places), images, groups(images)))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "split: image all/e.png is of the same subject group as all/a.png but is on another side (fold 2 and fold 1)"
                + ANEW);
  }

  @Test
  void sides_areThoseOfTheFolds() {
    Split split = split(Protocol.SUBJECT, PLACES);

    assertThat(split.images()).containsExactly("all/a.png", "hem/b.png", "all/c.png", "hem/d.png");
    assertThat(split.training(1)).containsExactly(PLACES.get(2));
    assertThat(split.training(2)).containsExactly(PLACES.get(0), PLACES.get(1));
    assertThat(split.validation(1)).containsExactly(PLACES.get(0), PLACES.get(1));
    assertThat(split.holdOut()).containsExactly(PLACES.get(3));
    assertThat(PLACES.get(0).isNamed()).isTrue();
    assertThat(new Place("a", "all", null, "a", 1).isNamed()).isFalse();
  }

  @Test
  void withPresumedSubjects_areThoseOfTheSplit() {
    List<Place> places = new ArrayList<>(PLACES);
    places.set(1, new Place("hem/b.png", "hem", null, "hem/b.png", 1));
    Dataset nameless =
        SplitCells.of(
            images().stream()
                .map(image -> new CellImage(image.name(), image.file(), "all", image.label(), null))
                .toList());

    assertThat(split(Protocol.PRESUMED_SUBJECT, places).withPresumedSubjects(nameless).images())
        .extracting(CellImage::subject)
        .containsExactly("P1", null, "P3", "P4");
    assertThat(split(Protocol.SUBJECT, places).withPresumedSubjects(nameless)).isSameAs(nameless);
  }

  @Test
  void withPeople_imageThatIsGone_staysAsItIs() {
    List<CellImage> fewer =
        List.of(new CellImage("all/a.png", Path.of("a"), "all", "all", "P1", "somebody"));
    Split known = split(Protocol.SUBJECT, PLACES).withPeople(SplitCells.of(fewer));

    assertThat(known.places())
        .extracting(Place::person)
        .containsExactly("somebody", "p2", "p3", "p4");
    assertThat(known.places().subList(1, 4)).isEqualTo(PLACES.subList(1, 4));
  }

  /** The root of a disk has no name that a longer path could begin with. */
  @Test
  void withNames_belowTheRootOfADisk_areKnown() {
    Split split = split(Protocol.IMAGE, List.of(new Place("a.png", "all", null, "a.png", 1)));

    assertThat(split.withNames(Path.of("/"), List.of("all/a.png")).images())
        .containsExactly("all/a.png");
  }

  @Test
  void fingerprint_changesWithLabelSubjectAndFolds() {
    Split split = split(Protocol.SUBJECT, PLACES);
    List<Place> labelled = new ArrayList<>(PLACES);
    labelled.set(0, new Place("all/a.png", "hem", "P1", "P1", 1));
    List<Place> named = new ArrayList<>(PLACES);
    named.set(0, new Place("all/a.png", "all", "P2", "P1", 1));

    assertThat(split.fingerprint())
        .isNotEqualTo(split(Protocol.SUBJECT, labelled).fingerprint())
        .isNotEqualTo(split(Protocol.SUBJECT, named).fingerprint())
        .isNotEqualTo(new Split(Protocol.SUBJECT, 3, 7, PLACES).fingerprint());
  }
}
