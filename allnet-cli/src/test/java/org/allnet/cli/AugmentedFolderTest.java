package org.allnet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders that {@code augment} and {@code segment} write of synthetic cells. */
final class AugmentedFolderTest {

  @TempDir Path folder;

  private Path cells;

  @BeforeEach
  void paint() {
    cells = folder.resolve("cells");
    good(Ran.allnet("dataset", "synthesize", cells, "--subjects", 2, "--cells", 3, "--size", 40));
  }

  private static Ran good(Ran ran) {
    assertThat(ran.exitCode()).as(ran.err()).isZero();
    return ran;
  }

  private Path augmented() {
    Path out = folder.resolve("augmented");
    good(
        Ran.allnet(
            "augment",
            cells,
            "--out",
            out,
            "--per-class",
            10,
            "--input-size",
            32,
            "--segmentation",
            "none"));
    return out;
  }

  @Test
  void augment_syntheticCells_keepTheirMark() {
    assertThat(good(Ran.allnet("dataset", "inspect", augmented())).out()).contains("SYNTHETIC");
  }

  @Test
  void segment_syntheticCells_keepTheirMark() {
    Path out = folder.resolve("segmented");
    good(
        Ran.allnet(
            "segment",
            cells.resolve("training_data").resolve("fold_0"),
            "--out",
            out,
            "--segmentation",
            "none"));
    assertThat(good(Ran.allnet("dataset", "inspect", out)).out()).contains("SYNTHETIC");
  }

  @Test
  void train_augmentedFolder_isRefused() {
    Ran ran =
        Ran.allnet(
            "train",
            augmented(),
            "--protocol",
            "image",
            "--folds",
            2,
            "--epochs",
            1,
            "--out",
            folder.resolve("run"));
    assertThat(ran.exitCode()).isNotZero();
    assertThat(ran.err()).contains("holds augmented images").contains("--per-class");
  }

  @Test
  void split_augmentedFolderByImage_isRefused() {
    Ran ran =
        Ran.allnet(
            "dataset",
            "split",
            augmented(),
            "--protocol",
            "image",
            "--out",
            folder.resolve("split.csv"));
    assertThat(ran.exitCode()).isNotZero();
    assertThat(ran.err()).contains("holds augmented images");
  }
}
