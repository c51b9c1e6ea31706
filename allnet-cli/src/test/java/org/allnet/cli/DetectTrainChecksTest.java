package org.allnet.cli;

import static org.allnet.cli.Ran.allnet;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is wrong with the options of a training on fields is said before fields are read, and before
 * anything is written.
 */
final class DetectTrainChecksTest {

  @TempDir private Path folder;

  private void assertRefused(String said, Object... words) {
    Ran ran = allnet(words);
    assertThat(ran.exitCode()).as(ran.err()).isEqualTo(2);
    assertThat(ran.err()).isEqualTo("allnet: " + said + System.lineSeparator());
    assertThat(folder.resolve("out")).doesNotExist();
  }

  @Test
  void inputOfNoDetector_isRefusedFirst() throws IOException {
    Path out = folder.resolve("out");
    Path none = folder.resolve("none");
    String range = " is out of range; use a multiple of 32 from 32 to 2048 pixels";
    for (String side : new String[] {"333", "0", "2080"}) {
      assertRefused(
          "--input-size " + side + range,
          "detect",
          "train",
          none,
          "--input-size",
          side,
          "--out",
          out);
    }
    Path recipe = Files.writeString(folder.resolve("own.recipe"), "input-size = 333\n");
    Ran ran = allnet("detect", "train", none, "--recipe", recipe, "--out", out);
    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.err())
        .isEqualTo("allnet: " + recipe + ": input-size 333" + range + System.lineSeparator());
    assertThat(out).doesNotExist();
  }

  @Test
  void numbersOfMasks_areRefusedFirst() {
    Path none = folder.resolve("none");
    Path out = folder.resolve("out");
    assertRefused(
        "--batch 1 is out of range; use 2 to 4096",
        "detect",
        "train-masks",
        none,
        "--batch",
        1,
        "--out",
        out);
    assertRefused(
        "--epochs 0 is out of range; use 1 to 100000",
        "detect",
        "train-masks",
        none,
        "--epochs",
        0,
        "--out",
        out);
  }

  @Test
  void batchOfMoreFieldsThanThereAre_isRefused() throws IOException {
    Path data = Files.createDirectories(folder.resolve("data"));
    for (int i = 0; i < 5; i++) {
      ModelFixture.disc(data.resolve("f" + i + ".png"), 12, i);
      Files.writeString(
          data.resolve("f" + i + ".xml"),
          """
          <annotation><filename>f%d.png</filename>
          <size><width>40</width><height>40</height><depth>3</depth></size>
          <object><name>WBC</name>
          <bndbox><xmin>4</xmin><ymin>4</ymin><xmax>30</xmax><ymax>30</ymax></bndbox>
          </object></annotation>
          """
              .formatted(i));
    }
    Ran ran =
        allnet(
            "detect",
            "train",
            data,
            "--batch",
            6,
            "--out",
            folder.resolve("out"),
            "--device",
            "cpu");
    assertThat(ran.exitCode()).as(ran.err()).isEqualTo(2);
    assertThat(ran.err())
        .contains("--batch 6 is larger than the 5 fields there are; use a smaller batch");
    assertThat(folder.resolve("out")).doesNotExist();
  }
}
