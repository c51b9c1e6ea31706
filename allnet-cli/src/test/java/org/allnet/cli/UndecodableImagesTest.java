package org.allnet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images that can't be decoded or show nothing are left out by all commands alike. */
final class UndecodableImagesTest {

  private static final String BROKEN = "training_data/fold_0/all/UID_1_1_1_all.bmp";
  private static final String BLACK = "training_data/fold_0/all/UID_1_2_1_all.bmp";

  @TempDir Path folder;

  private static Ran good(Ran ran) {
    assertThat(ran.exitCode()).as(ran.err()).isZero();
    return ran;
  }

  private Ran train(Path cells, Path split, String name) {
    return Ran.allnet(
        "train", cells, "--recipe", "handcrafted", "--split", split, "--out", folder.resolve(name));
  }

  @Test
  void allCommands_leaveUndecodableImageOut() throws IOException {
    Path cells = folder.resolve("cells");
    good(Ran.allnet("dataset", "synthesize", cells, "--subjects", 8, "--cells", 3, "--size", 40));
    Path before = folder.resolve("before.csv");
    String[] drawn = {"--folds", "2", "--hold-out", "0.3"};
    good(split(cells, before, drawn));
    byte[] whole = Files.readAllBytes(cells.resolve(BROKEN));
    Files.write(cells.resolve(BROKEN), Arrays.copyOf(whole, 40));
    ImageIO.write(
        new BufferedImage(40, 40, BufferedImage.TYPE_INT_RGB),
        "bmp",
        cells.resolve(BLACK).toFile());

    Path split = folder.resolve("split.csv");
    Ran ran = good(split(cells, split, drawn));
    assertThat(ran.err()).contains("left out, as in training", BROKEN, BLACK);
    assertThat(Files.readString(split)).doesNotContain(BROKEN, BLACK);
    assertThat(good(train(cells, split, "run")).err()).contains(BROKEN, BLACK);

    // A split that was drawn while the image was whole: training leaves it out and says so.
    assertThat(Files.readString(before)).contains(BROKEN, BLACK);
    assertThat(good(train(cells, before, "older")).err()).contains(BROKEN, BLACK);
    Path own = folder.resolve("older/split.csv");
    assertThat(Files.readString(own)).doesNotContain(BROKEN, BLACK);

    for (Path one : List.of(before, own)) {
      good(Ran.allnet("dataset", "split", cells, "--check", one));
      Ran evaluated =
          Ran.allnet(
              "evaluate",
              folder.resolve("older/fold-1/model.safetensors"),
              "--data",
              cells,
              "--split",
              one);
      assertThat(evaluated.out()).as(evaluated.err()).contains("accuracy");
      Ran augmented =
          Ran.allnet(
              "augment",
              cells,
              "--split",
              one,
              "--fold",
              1,
              "--per-class",
              20,
              "--input-size",
              32,
              "--out",
              folder.resolve("augmented-" + one.getFileName()));
      assertThat(augmented.out()).as(augmented.err()).contains("40 images written");
    }
  }

  private static Ran split(Path cells, Path out, String[] options) {
    return Ran.allnet(
        "dataset", "split", cells, "--out", out, options[0], options[1], options[2], options[3]);
  }
}
