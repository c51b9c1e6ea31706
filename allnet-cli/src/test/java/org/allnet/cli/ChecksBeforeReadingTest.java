package org.allnet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.allnet.data.split.Protocol;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is wrong with options is said before images are read: none of the images here can be
 * decoded, so that whoever decodes first says something else.
 */
final class ChecksBeforeReadingTest {

  @TempDir Path folder;

  private Path two;
  private Path four;

  @BeforeEach
  void write() throws IOException {
    two = unreadable("two", 8, "all", "hem");
    four = unreadable("four", 8, "all", "hem", "aml", "cml");
  }

  private Path unreadable(String name, int people, String... classes) throws IOException {
    Path data = folder.resolve(name);
    StringBuilder subjects = new StringBuilder("image,subject\n");
    for (String label : classes) {
      Files.createDirectories(data.resolve(label));
      for (int i = 0; i < 3 * people; i++) {
        Files.writeString(data.resolve(label + "/c" + i + ".png"), "no picture " + i);
        subjects.append("%s/c%d.png,%s%d\n".formatted(label, i, label, i % people));
      }
    }
    Files.writeString(data.resolve("subjects.csv"), subjects);
    return data;
  }

  private void assertRefused(String said, Object... words) {
    Ran ran = Ran.allnet(words);
    assertThat(ran.exitCode()).as(ran.err()).isIn(1, 2);
    assertThat(ran.err()).contains(said);
    assertThat(folder.resolve("out")).doesNotExist();
  }

  private void assertTrainingRefused(String said, Path data, Object... more) {
    List<Object> words =
        new ArrayList<>(
            Arrays.asList(
                "train",
                data,
                "--out",
                folder.resolve("out"),
                "--input-size",
                27,
                "--width",
                0.0625));
    words.addAll(Arrays.asList(more));
    assertRefused(said, words.toArray());
  }

  @Test
  void undecodableImage_isNoErrorBesideWorseOnes() {
    assertTrainingRefused("has no labelled image to split", two);
  }

  @Test
  void ruleOfTwoClasses_isRefusedOfFour() {
    assertTrainingRefused(
        "--operating-point youden can't act with 4 classes", four, "--operating-point", "youden");
  }

  @Test
  void precisionThatCanNotAct_isRefused() {
    assertTrainingRefused(
        "--precision tf32 can't act", two, "--precision", "tf32", "--device", "cpu");
  }

  @Test
  void batchOfMoreImagesThanThereAre_isRefused() {
    assertTrainingRefused(
        "--batch 64 is larger than the 48 images there are; use a smaller batch",
        two,
        "--per-class",
        0,
        "--batch",
        64);
  }

  @Test
  void splitOfAugmentedImages_wantsSome() throws IOException {
    StringBuilder rows = new StringBuilder("image,label,subject,group,fold,protocol,folds,seed\n");
    for (int i = 0; i < 48; i++) {
      String label = i < 24 ? "all" : "hem";
      rows.append(
          "%s/c%d.png,%s,,%d,%d,%s,2,7\n"
              .formatted(
                  label, i % 24, label, i, 1 + i % 2, Protocol.IMAGE_AUGMENTED_BEFORE_SPLIT.key()));
    }
    Path split = Files.writeString(folder.resolve("augmented.csv"), rows);
    assertTrainingRefused(
        "augmented.csv: its protocol is %s, and recipe allnet augments no images; say how many with --per-class N"
            .formatted(Protocol.IMAGE_AUGMENTED_BEFORE_SPLIT.key()),
        two,
        "--split",
        split,
        "--per-class",
        0);
  }

  @Test
  void correctionOfFourClasses_isRefused() {
    assertRefused(
        "knows two classes, the data set has 4",
        "train",
        four,
        "--recipe",
        "neighbourhood-correction",
        "--out",
        folder.resolve("out"));
  }

  @Test
  void weightsOfAnotherNetwork_areRefused() {
    Path weights = ModelFixture.model(folder.resolve("small.safetensors"));
    assertRefused(
        "small.safetensors",
        "train",
        two,
        "--input-size",
        54,
        "--width",
        0.125,
        "--pretrained",
        weights,
        "--out",
        folder.resolve("out"));
  }

  @Test
  void moreSidesThanSubjects_areRefused() throws IOException {
    assertTrainingRefused(
        "class 'all' has 3 subject groups", unreadable("few", 3, "all", "hem"), "--folds", 5);
    assertRefused(
        "class 'all' has 3 subject groups",
        "dataset",
        "split",
        folder.resolve("few"),
        "--out",
        folder.resolve("out"));
  }

  @Test
  void subjectsThatNobodyNames_areMissed() throws IOException {
    Files.delete(two.resolve("subjects.csv"));
    assertTrainingRefused("the subject of 48 of 48 images is unknown", two);
    assertRefused(
        "the subject of 48 of 48 images is unknown",
        "dataset",
        "split",
        two,
        "--out",
        folder.resolve("out"));
  }

  @Test
  void subjectsPresumedBesideNamedOnes_areRefused() {
    assertTrainingRefused("no subject may be presumed", two, "--group-by", "runs");
  }

  @Test
  void splitOfAnotherDataSet_isRefused() throws IOException {
    Path split = folder.resolve("other.csv");
    Path other = folder.resolve("other");
    Ran.allnet("dataset", "synthesize", other, "--subjects", 8, "--cells", 2, "--size", 32);
    Ran drawn = Ran.allnet("dataset", "split", other, "--folds", 2, "--out", split);
    assertThat(drawn.exitCode()).as(drawn.err()).isZero();
    String said = "is not among the labelled images of the data set";

    assertTrainingRefused(said, two, "--split", split);
    Path model = ModelFixture.model(folder.resolve("model.safetensors"));
    assertRefused(said, "evaluate", model, "--data", two, "--split", split);
    assertRefused(said, "dataset", "split", two, "--check", split);
    assertRefused(
        said, "augment", two, "--split", split, "--fold", 1, "--out", folder.resolve("out"));
  }

  @Test
  void existingSplitFile_isRefusedBeforeRunSearch() throws IOException {
    Files.delete(two.resolve("subjects.csv"));
    Path there = Files.writeString(folder.resolve("there.csv"), "mine");
    assertRefused(
        "is there already", "dataset", "split", two, "--group-by", "runs", "--out", there);
  }

  @Test
  void augmentation_saysFirstWhatIsMissing() {
    assertRefused(
        "needs --split FILE", "augment", two, "--fold", 1, "--out", folder.resolve("out"));
    assertRefused("--device", "augment", two, "--device", "abacus", "--out", folder.resolve("out"));
    assertRefused("--device", "segment", two, "--device", "abacus", "--out", folder.resolve("out"));
  }

  @Test
  void augment_codesThatFilesContradict_isRefused() throws IOException {
    Path codes = folder.resolve("codes");
    Files.createDirectories(codes.resolve("0"));
    Files.createDirectories(codes.resolve("1"));
    for (int i = 0; i < 6; i++) {
      Files.writeString(codes.resolve("0/c%d_all.png".formatted(i)), "no picture " + i);
      Files.writeString(codes.resolve("1/c%d_hem.png".formatted(i)), "no picture either " + i);
    }
    assertRefused("classes 0, 1 are codes", "augment", codes, "--out", folder.resolve("out"));
  }

  @Test
  void evaluation_looksAtTheModelFirst() throws IOException {
    Path model = ModelFixture.model(folder.resolve("model.safetensors"));
    assertRefused("class 'aml' is unknown to the model", "evaluate", model, "--data", four);
    Path capitals = unreadable("capitals", 8, "ALL", "Hem");
    assertThat(Ran.allnet("evaluate", model, "--data", capitals, "--positive", "ALL").err())
        .contains("evaluating: ")
        .doesNotContain("unknown", "--positive");
    assertRefused(
        "class 'ALL' is unknown to the model",
        "evaluate",
        model,
        "--data",
        unreadable("both", 8, "ALL", "all", "hem"));
    byte[] broken = Files.readAllBytes(model);
    broken[broken.length - 1] ^= 1;
    Files.write(model, broken);
    assertRefused("model.safetensors", "evaluate", model, "--data", two);
  }
}
