package org.allnet.cli;

import static org.allnet.cli.Ran.allnet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import javax.imageio.ImageIO;
import org.allnet.detect.Detector;
import org.allnet.inference.compute.Device;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The size of red cells that {@code detect train} keeps in a detector's file. */
final class DetectTrainScaleTest {

  private static final int WIDTH = 96;
  private static final int HEIGHT = 72;
  private static final int CELL = 12;

  @TempDir private Path folder;

  /** A field with one large cell and six small ones, of which the edge cuts one. */
  private void field(String set, String part, int number) throws IOException {
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    Graphics2D pen = image.createGraphics();
    pen.setColor(new Color(235, 225, 230));
    pen.fillRect(0, 0, WIDTH, HEIGHT);
    StringBuilder labels = new StringBuilder();
    pen.setColor(new Color(90, 40, 140));
    cell(pen, labels, 0, 4 + 4 * number, 30, 24);
    pen.setColor(new Color(210, 150, 150));
    for (int i = 0; i < 6; i++) {
      cell(pen, labels, 1, 16 * i, 8, CELL);
    }
    pen.dispose();
    Path images = Files.createDirectories(folder.resolve(set + "/images/" + part));
    Path texts = Files.createDirectories(folder.resolve(set + "/labels/" + part));
    ImageIO.write(image, "png", images.resolve("f" + number + ".png").toFile());
    Files.writeString(texts.resolve("f" + number + ".txt"), labels);
  }

  private static void cell(
      Graphics2D pen, StringBuilder labels, int label, int left, int top, int side) {
    pen.fillOval(left, top, side, side);
    labels.append(
        String.format(
            Locale.ROOT,
            "%d %.6f %.6f %.6f %.6f%n",
            label,
            (left + side / 2.0) / WIDTH,
            (top + side / 2.0) / HEIGHT,
            (double) side / WIDTH,
            (double) side / HEIGHT));
  }

  private Detector trained(String set, String classes) throws IOException {
    for (int i = 0; i < 7; i++) {
      field(set, i < 5 ? "train" : "val", i);
    }
    Files.writeString(
        folder.resolve(set + "/data.yaml"),
        "train: images/train\nval: images/val\nnc: 2\nnames: " + classes + "\n");
    Path out = folder.resolve(set + "-run");
    Ran ran =
        allnet(
            "detect",
            "train",
            folder.resolve(set),
            "--out",
            out,
            "--epochs",
            1,
            "--batch",
            2,
            "--input-size",
            64,
            "--device",
            "cpu");
    assertThat(ran.exitCode()).as(ran.err()).isZero();
    return Detector.open(out.resolve("detector.safetensors"), Device.CPU);
  }

  @Test
  void train_redCells_theirSideIsInTheFile() throws IOException {
    try (Detector detector = trained("film", "[WBC, RBC]")) {
      // 12 of 96 pixels across, of an input of 64; YOLO's labels have six digits.
      assertThat(detector.trainedRedCell()).hasValueCloseTo(8.0, within(1e-4));
    }
  }

  @Test
  void train_noRedCells_theFileSaysNone() throws IOException {
    try (Detector detector = trained("marrow", "[blast, lymphocyte]")) {
      assertThat(detector.trainedRedCell()).isEmpty();
    }
  }
}
