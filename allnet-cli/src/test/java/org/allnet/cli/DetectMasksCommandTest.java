package org.allnet.cli;

import static org.allnet.cli.Ran.allnet;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code detect train-masks} and {@code detect evaluate-masks} on drawn cells. */
final class DetectMasksCommandTest {

  @TempDir static Path folder;

  private static Ran trained;

  @BeforeAll
  static void train() throws IOException {
    for (int i = 0; i < 10; i++) {
      int radius = 10 + i;
      cell(folder.resolve("cells/%s/%d".formatted(i < 8 ? "train" : "val", i)), radius);
    }
    trained =
        allnet(
            "detect",
            "train-masks",
            folder.resolve("cells"),
            "--out",
            folder.resolve("m"),
            "--epochs",
            "1",
            "--batch",
            "4");
  }

  private static void cell(Path file, int radius) throws IOException {
    Files.createDirectories(file.getParent());
    draw(file + ".bmp", "bmp", BufferedImage.TYPE_INT_RGB, radius, 0xE6D7CD, 0xBE96C8, 0x5A2878);
    draw(file + ".png", "png", BufferedImage.TYPE_BYTE_GRAY, radius, 0, 0x808080, 0xFFFFFF);
  }

  private static void draw(
      String file, String format, int type, int radius, int ground, int cell, int nucleus)
      throws IOException {
    BufferedImage image = new BufferedImage(48, 48, type);
    Graphics2D pen = image.createGraphics();
    pen.setColor(new Color(ground));
    pen.fillRect(0, 0, 48, 48);
    disc(image, radius, cell);
    disc(image, radius / 2, nucleus);
    pen.dispose();
    ImageIO.write(image, format, Path.of(file).toFile());
  }

  private static void disc(BufferedImage image, int radius, int rgb) {
    for (int i = 0; i < 48 * 48; i++) {
      if (Math.hypot(i % 48 - 24, i / 48 - 24) < radius) {
        if (image.getRaster().getNumBands() == 1) {
          image.getRaster().setSample(i % 48, i / 48, 0, rgb & 0xFF);
        } else {
          image.setRGB(i % 48, i / 48, rgb);
        }
      }
    }
  }

  @Test
  void train_masks_saysWhatIsReached() {
    assertThat(trained.exitCode()).as(trained.err()).isZero();
    assertThat(trained.out())
        .contains("segmenter.safetensors, Dice of cells 0.", "on 2 validation cells");
    assertThat(trained.err())
        .contains("8 training cells an epoch, 2 validation cells", "epoch 1 of 1");
  }

  @Test
  void evaluate_trainedImages_areLeftOut() throws IOException {
    Ran ran =
        allnet(
            "detect",
            "evaluate-masks",
            folder.resolve("m/segmenter.safetensors"),
            "--data",
            folder.resolve("cells"),
            "--box-error",
            "5",
            "--json");

    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(ran.err()).contains("8 of 10 images left out");
    JsonNode rows = new ObjectMapper().readTree(ran.out());
    assertThat(rows).hasSize(1);
    assertThat(rows.at("/0/images").asText()).isEqualTo("val");
    assertThat(rows.at("/0/cells").asInt()).isEqualTo(2);
    assertThat(rows.at("/0/ellipse/cell/value").asDouble()).isGreaterThan(0.95);
  }

  @Test
  void describe_segmenter_saysWhatItWasMadeOf() {
    Ran ran = allnet("model", "describe", folder.resolve("m/segmenter.safetensors"));

    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(ran.out())
        .contains(
            "a segmenter, which outlines cells", "unet-small", "trained on 8 images of cells");
  }

  @Test
  void predict_segmenter_isRefused() {
    Ran ran = allnet("predict", folder.resolve("m/segmenter.safetensors"), folder.resolve("cells"));

    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.err()).contains("is a segmenter, which outlines cells");
  }

  @Test
  void train_boxesAlone_isRefused() throws IOException {
    Path fields = folder.resolve("boxes");
    Files.createDirectories(fields.resolve("labels"));
    for (int i = 0; i < 4; i++) {
      ModelFixture.disc(fields.resolve("images/a" + i + ".png"), 8 + i, i);
      Files.writeString(fields.resolve("labels/a" + i + ".txt"), "0 0.5 0.5 0.5 0.5");
    }
    Files.writeString(fields.resolve("data.yaml"), "names: [WBC]");
    Ran ran = allnet("detect", "train-masks", fields, "--out", folder.resolve("new"));

    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.err()).contains("has no cell whose outline and nucleus are both labelled");
  }
}
