package org.allnet.data.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.allnet.data.InputException;
import org.allnet.data.dataset.CellImage;
import org.allnet.data.dataset.ClassSet;
import org.allnet.data.integrity.SubjectGroups;
import org.allnet.data.split.Split.Place;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a split's file, its checks and its smaller methods say, by cases of a few images. */
class SplitPartsTest {

  @TempDir Path folder;

  private static final List<Place> PLACES =
      List.of(
          new Place("a", "all", "P1", "P1", 1),
          new Place("b", "hem", "P2", "P2", 1),
          new Place("c", "all", "P3", "P3", 2),
          new Place("d", "hem", "P4", "P4", 2),
          new Place("e", "hem", "P5", "P5", Split.HOLD_OUT));

  private static Split split(Protocol protocol) {
    return new Split(protocol, 2, 7, PLACES);
  }

  private static List<CellImage> images() {
    List<CellImage> images = new ArrayList<>();
    for (Place place : PLACES) {
      images.add(
          new CellImage(
              place.image(), Path.of(place.image()), "all", place.label(), place.subject()));
    }
    return images;
  }

  /** Checks a split in which two images are copies of each other. */
  private static void check(Protocol protocol, String image, String copy) {
    Map<String, String> hashes = new HashMap<>();
    PLACES.forEach(place -> hashes.put(place.image(), place.image()));
    hashes.put(copy, image);
    SplitCheck.check(split(protocol), images(), SubjectGroups.ofFiles(images(), hashes));
  }

  @Test
  void check_splitOfARun_isOfItsFile() {
    List<CellImage> fewer = images().subList(0, 4);
    SubjectGroups groups =
        SubjectGroups.ofFiles(fewer, Map.of("a", "a", "b", "b", "c", "c", "d", "d"));
    SplitOrigin origin = new SplitOrigin(Path.of("run", "split.csv"), "begin a new run");
    InputException wrong =
        catchThrowableOfType(
            InputException.class,
            () -> SplitCheck.check(split(Protocol.SUBJECT), fewer, groups, origin));
    assertThat(wrong)
        .hasMessage(
            Path.of("run", "split.csv")
                + ": image e is not among the labelled images of the data set; begin a new run");
    assertThat(wrong.file()).contains(Path.of("run", "split.csv").toString());
  }

  /** Rows as other programs write paths: absolute, without folders or without ending. */
  @ParameterizedTest
  @ValueSource(
      strings = {"/data/set/ALL/a.png", "D:\\set\\ALL\\a.png", "set/ALL/a.png", "a.png", "ALL/a"})
  void check_pathFromElsewhere_saysWhichIsMeant(String name) {
    List<CellImage> images =
        List.of(
            new CellImage("ALL/a.png", Path.of("a"), "all", "ALL", "P1"),
            new CellImage("hem/b.png", Path.of("b"), "all", "hem", "P2"));
    Split split =
        new Split(Protocol.SUBJECT, 2, 7, List.of(new Place(name, "ALL", "P1", "P1", "P1", 1)));

    assertThatThrownBy(() -> SplitCheck.checkPlaces(split, images))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "split: image %s is not among the labelled images of the data set; if 'ALL/a.png' is meant, write the path of every image below the data set's folder, as that"
                .formatted(name));
  }

  @Test
  void inCaseOf_otherLetterCase_isTheDataSets() {
    ClassSet capitals = ClassSet.of(List.of("ALL", "Hem"));
    assertThat(split(Protocol.SUBJECT).inCaseOf(capitals).places())
        .extracting(Place::label)
        .containsExactly("ALL", "Hem", "ALL", "Hem", "Hem");
    ClassSet both = ClassSet.of(List.of("All", "ALL", "blast"));
    assertThat(split(Protocol.SUBJECT).inCaseOf(both)).isEqualTo(split(Protocol.SUBJECT));
  }

  @Test
  void check_copiesOnTwoSides_areAlwaysRefused() {
    for (Protocol protocol : List.of(Protocol.IMAGE, Protocol.SUBJECT)) {
      check(protocol, "a", "b");
      assertThatThrownBy(() -> check(protocol, "a", "c"))
          .isInstanceOf(InputException.class)
          .hasMessageContaining("split: image c is a copy")
          .hasMessageContaining("of a but is on another side (fold 2 and fold 1)");
      assertThatThrownBy(() -> check(protocol, "d", "e"))
          .hasMessageContaining("of d but is on another side (hold-out and fold 2)");
    }
  }

  @Test
  void check_imageOfAPartMissing_isRefused() {
    List<CellImage> more = images();
    more.add(new CellImage("f", Path.of("f"), "all", "all", "P6"));
    List<CellImage> otherPart = images();
    otherPart.add(new CellImage("f", Path.of("f"), "preliminary", "all", "P6"));

    SplitCheck.check(split(Protocol.SUBJECT), otherPart, groups(otherPart));
    assertThatThrownBy(() -> SplitCheck.check(split(Protocol.SUBJECT), more, groups(more)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("image f is missing, though others of part all are in it");
  }

  private static SubjectGroups groups(List<CellImage> images) {
    Map<String, String> hashes = new HashMap<>();
    images.forEach(image -> hashes.put(image.name(), image.name()));
    return SubjectGroups.ofFiles(images, hashes);
  }

  @Test
  void read_aPredictionsFile_isNoSplit() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("p.csv"), "image,label,subject,p_hem,p_all\na,all,1,0,1\n");
    assertThatThrownBy(() -> SplitFile.read(file))
        .isInstanceOf(InputException.class)
        .hasMessage(
            file
                + ": is no split: it has no column 'group', its columns are image, label, subject, p_hem, p_all; make a split with 'dataset split', or write the columns image, label, subject, group, fold, protocol, folds, seed");
  }

  @Test
  void read_wrongFold_namesItsLine() throws IOException {
    Path file = folder.resolve("split.csv");
    SplitFile.write(file, split(Protocol.SUBJECT));
    List<String> lines = new ArrayList<>(Files.readAllLines(file));
    int wrong = lines.size() - 2;
    lines.set(wrong, lines.get(wrong).replace(",2,subject,", ",9,subject,"));
    Files.write(file, lines);

    assertThatThrownBy(() -> SplitFile.read(file))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(
            "line " + (wrong + 1) + ": fold 9 is out of range; use 1 to 2 for the fold");
  }

  @Test
  void without_leavesTheOtherPlaces() {
    Split fewer = split(Protocol.SUBJECT).without(Set.of("b", "none"));

    assertThat(fewer)
        .isEqualTo(
            new Split(
                Protocol.SUBJECT,
                2,
                7,
                PLACES.stream().filter(place -> !place.image().equals("b")).toList()));
  }

  @Test
  void fingerprint_changesWithPlaceAndProtocol() {
    Split split = split(Protocol.SUBJECT);
    List<Place> moved = new ArrayList<>(PLACES);
    moved.set(0, new Place("a", "all", "P1", "P1", 2));

    assertThat(split.fingerprint())
        .matches("[0-9a-f]{64}")
        .isEqualTo(new Split(Protocol.SUBJECT, 2, 8, PLACES).fingerprint())
        .isNotEqualTo(new Split(Protocol.SUBJECT, 2, 7, moved).fingerprint())
        .isNotEqualTo(split(Protocol.IMAGE).fingerprint());
  }

  @Test
  void protocols_sayWhetherSubjectsArePresumed() {
    assertThat(Protocol.values())
        .allSatisfy(
            protocol ->
                assertThat(protocol.presumed()).isEqualTo(protocol.label().contains("presumed")));
    assertThat(Protocol.SUBJECT.label()).isEqualTo("subject-level");
    assertThat(Protocol.PRESUMED_SUBJECT.presumed()).isTrue();
  }
}
