package org.allnet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Class folders 0 and 1 whose files' names say that 1 is the healthy: no command goes on. */
final class CodedFoldersTest {

  @TempDir static Path folder;

  private static Path contradicted;
  private static Path silent;

  @BeforeAll
  static void draw() throws IOException {
    contradicted = folder.resolve("contradicted");
    silent = folder.resolve("silent");
    for (int i = 0; i < 24; i++) {
      int label = i % 2;
      ModelFixture.disc(
          contradicted.resolve("%d/c%d_%s.png".formatted(label, i, label == 0 ? "all" : "hem")),
          9 + i % 7 - label * 2,
          i);
      ModelFixture.disc(silent.resolve("%d/c%d.png".formatted(label, i)), 9 + i % 7 - label * 2, i);
    }
  }

  private static void assertRefused(Ran ran) {
    assertThat(ran.exitCode()).as(ran.out() + ran.err()).isEqualTo(1);
    assertThat(ran.err()).contains("classes 0, 1 are codes", "but '1' would be the positive class");
  }

  @ParameterizedTest
  @ValueSource(strings = {"train", "crossval"})
  void training_isRefused(String command) {
    Path out = folder.resolve("out-" + command);
    assertRefused(
        TinyRun.allnet(command, contradicted, "--out", out, "--protocol", "image", "--epochs", 1));
    assertThat(out).doesNotExist();
  }

  @Test
  void comparisonOfRecipes_isRefused() {
    assertRefused(
        TinyRun.allnet(
            "compare",
            "--recipes",
            "allnet,small",
            "--data",
            contradicted,
            "--protocol",
            "image",
            "--out",
            folder.resolve("out-compare")));
  }

  @Test
  void split_isRefused() {
    Path out = folder.resolve("split.csv");
    assertRefused(
        Ran.allnet("dataset", "split", contradicted, "--protocol", "image", "--out", out));
    assertThat(out).doesNotExist();
  }

  @Test
  void augmentation_isRefused() {
    assertRefused(Ran.allnet("augment", contradicted, "--out", folder.resolve("augmented")));
  }

  @Test
  void evaluationOfAModelOfTheCodes_isRefused() {
    Path out = folder.resolve("model");
    Ran trained =
        TinyRun.allnet("train", silent, "--out", out, "--protocol", "image", "--epochs", 1);
    assertThat(trained.exitCode()).as(trained.err()).isZero();
    Ran ran =
        Ran.allnet("evaluate", out.resolve("fold-1/model.safetensors"), "--data", contradicted);
    assertThat(ran.exitCode()).as(ran.out() + ran.err()).isEqualTo(1);
    assertThat(ran.err()).contains("codes");
  }

  @Test
  void inspection_saysThatThePositiveClassIsNotKnown() {
    Ran ran = Ran.allnet("dataset", "inspect", contradicted);
    assertThat(ran.out()).contains("24 of 24 images have a word for another class", "not known");
  }
}
