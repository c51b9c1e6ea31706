package org.allnet.cli;

import static org.allnet.cli.Ran.allnet;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.allnet.data.split.Split;
import org.allnet.data.split.SplitFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code detect split} as a user meets it. */
class DetectSplitTest {

  @TempDir Path folder;

  private void field(String name, int seed) throws IOException {
    ModelFixture.disc(folder.resolve("set/images/" + name + ".png"), 8 + seed % 7, seed);
    Files.createDirectories(folder.resolve("set/labels"));
    Files.writeString(folder.resolve("set/labels/" + name + ".txt"), "0 0.5 0.5 0.5 0.5\n");
    Files.writeString(folder.resolve("set/data.yaml"), "names: [WBC]");
  }

  private Split split(Ran ran) {
    assertThat(ran.exitCode()).as(ran.err()).isZero();
    return SplitFile.read(folder.resolve("split.csv"));
  }

  private Ran run() {
    return allnet(
        "detect",
        "split",
        folder.resolve("set"),
        "--out",
        folder.resolve("split.csv"),
        "--folds",
        "2",
        "--hold-out",
        "0");
  }

  @Test
  void fieldsOfASlide_stayOnOneSide() throws IOException {
    for (int i = 0; i < 24; i++) {
      field("slide_%d_field_%d".formatted(i / 4, i), i);
    }

    Ran ran = run();

    Map<String, Set<Integer>> sides = new HashMap<>();
    for (Split.Place place : split(ran).places()) {
      String slide = place.image().replaceAll(".*slide_(\\d+)_.*", "$1");
      sides.computeIfAbsent(slide, key -> new HashSet<>()).add(place.fold());
    }
    assertThat(sides).hasSize(6);
    assertThat(sides.values()).allMatch(of -> of.size() == 1);
    assertThat(ran.out()).contains("24 fields split by slide or person");
  }

  @Test
  void subjectsOfSomeFields_areRefused() throws IOException {
    StringBuilder table = new StringBuilder("image,subject\n");
    for (int i = 0; i < 12; i++) {
      field("f" + i, i);
      table.append(i == 5 ? "" : "images/f%d.png,P%d\n".formatted(i, i / 4));
    }
    Files.writeString(folder.resolve("set/subjects.csv"), table);

    Ran ran = run();

    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.err())
        .contains("no subject in subjects.csv: images/f5.png")
        .contains("the subject of 1 of 12 images is unknown", "complete a subjects.csv");
    assertThat(folder.resolve("split.csv")).doesNotExist();
  }

  @Test
  void runningNumbers_areNoSlides() throws IOException {
    for (int i = 0; i < 12; i++) {
      field("smear_%03d".formatted(i), i);
    }

    Ran ran = run();

    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(ran.out()).contains("12 fields split by field");
    assertThat(ran.err()).contains("each of 12 fields has a number of its own");
  }

  @Test
  void train_foldThatTheSplitHasNot_isRefused() throws IOException {
    for (int i = 0; i < 6; i++) {
      field("f" + i, i);
    }
    run();

    Ran ran =
        allnet(
            "detect",
            "train",
            folder.resolve("set"),
            "--out",
            folder.resolve("run"),
            "--split",
            folder.resolve("split.csv"),
            "--fold",
            3);

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err()).contains("--fold 3", "1 to 2");
    assertThat(folder.resolve("run")).doesNotExist();
  }

  @Test
  void datasetInspect_labelledFields_namesTheirOwn() throws IOException {
    field("a", 1);
    field("b", 2);

    Ran labelled = allnet("dataset", "inspect", folder.resolve("set"), "--files-only");
    Ran plain = allnet("dataset", "inspect", folder.resolve("set/images"), "--files-only");

    assertThat(labelled.err()).contains("YOLO text", "detect inspect " + folder.resolve("set"));
    assertThat(plain.err()).doesNotContain("detect inspect");
  }

  @Test
  void copiesOfAField_stayTogether() throws IOException {
    for (int i = 0; i < 10; i++) {
      field("f" + i, i);
    }
    for (int i = 0; i < 5; i++) {
      field("copy" + i, i);
    }

    Ran ran = run();

    Map<String, Integer> folds = new HashMap<>();
    split(ran).places().forEach(place -> folds.put(place.image(), place.fold()));
    for (int i = 0; i < 5; i++) {
      assertThat(folds.get("images/copy%d.png".formatted(i)))
          .isNotNull()
          .isEqualTo(folds.get("images/f%d.png".formatted(i)));
    }
    assertThat(ran.err()).contains("names tell no slide or person");
    assertThat(ran.out()).contains("15 fields split by field");
  }

  @Test
  void notesOfTheSet_areTold() throws IOException {
    for (int i = 0; i < 6; i++) {
      field("f" + i, i);
    }
    Files.writeString(folder.resolve("set/labels/gone.txt"), "0 0.5 0.5 0.5 0.5\n");

    assertThat(run().err()).contains("note: labels/gone.txt: has labels and no image");
  }
}
