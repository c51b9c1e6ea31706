package org.allnet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A split whose labels differ from the class folders in letter case alone. */
final class SplitInOtherLettersTest {

  @TempDir Path folder;

  private static void good(Object... words) {
    Ran ran = Ran.allnet(words);
    assertThat(ran.exitCode()).as(ran.err()).isZero();
  }

  @Test
  void split_labelsInOtherCase_isTaken() throws IOException {
    Path data = folder.resolve("data");
    StringBuilder people = new StringBuilder("image,subject\n");
    for (int i = 0; i < 24; i++) {
      String label = i % 2 == 0 ? "all" : "hem";
      ModelFixture.disc(data.resolve(label + "/c" + i + ".png"), 9 + i % 7 + (i % 2) * -2, i);
      people.append("%s/c%d.png,person%d\n".formatted(label, i, i % 12));
    }
    Files.writeString(data.resolve("subjects.csv"), people);
    Path drawn = folder.resolve("drawn.csv");
    good("dataset", "split", data, "--folds", 2, "--hold-out", 0.3, "--out", drawn);
    Path split = folder.resolve("split.csv");
    Files.writeString(
        split, Files.readString(drawn).replace(",all,", ",ALL,").replace(",hem,", ",Hem,"));
    assertThat(split).content().contains(",ALL,", ",Hem,");

    good("dataset", "split", data, "--check", split);
    Path augmented = folder.resolve("augmented");
    good(
        "augment",
        data,
        "--split",
        split,
        "--fold",
        1,
        "--out",
        augmented,
        "--per-class",
        9,
        "--input-size",
        32,
        "--segmentation",
        "none");
    Path model = ModelFixture.model(folder.resolve("model.safetensors"), "all", "hem");
    good("evaluate", model, "--data", data, "--split", split);
    Path run = folder.resolve("run");
    Ran trained =
        TinyRun.allnet("train", data, "--split", split, "--epochs", 1, "--batch", 4, "--out", run);
    assertThat(trained.exitCode()).as(trained.err()).isZero();
    assertThat(run.resolve("split.csv")).content().contains(",all,").doesNotContain(",ALL,");
  }
}
