package org.allnet.detect.tile;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.allnet.data.image.region.LargePictures;
import org.allnet.data.image.region.PictureRegions;
import org.allnet.detect.Detector;
import org.allnet.detect.scale.FieldScale;
import org.allnet.detect.scale.RedCells;
import org.allnet.inference.compute.Device;
import org.allnet.testing.RealImages;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real fields whose red cells appear larger than a detector has learned. */
final class LargerCellsTest {

  /** BCCD's red cells measure about so many of 640 pixels. */
  private static final double RED_CELL = 102;

  @TempDir private Path folder;

  /** The middle of a field, so many times as large. */
  private PictureRegions middle(Path field, double times) throws IOException {
    BufferedImage whole = ImageIO.read(field.toFile());
    BufferedImage large =
        new BufferedImage(whole.getWidth(), whole.getHeight(), BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D pen = large.createGraphics();
    pen.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    int width = (int) (whole.getWidth() * times);
    int height = (int) (whole.getHeight() * times);
    pen.drawImage(
        whole,
        (whole.getWidth() - width) / 2,
        (whole.getHeight() - height) / 2,
        width,
        height,
        null);
    pen.dispose();
    Path file = folder.resolve("middle.png");
    ImageIO.write(large, "png", file.toFile());
    return LargePictures.open(file);
  }

  /** How many of twenty fields have a scale, and how many of these the right one. */
  private record Told(int any, int right) {}

  private Told told(double times) throws IOException {
    int any = 0;
    int right = 0;
    try (Detector detector = Detector.open(Device.CPU)) {
      double trained = detector.trainedRedCell().orElseThrow();
      int redCell = RedCells.classOf(detector.classes()).orElseThrow();
      int input = detector.description().inputSize();
      ScaleProbe probe = new ScaleProbe(detector::detect, input, trained, redCell);
      double largest = new LearnedSize(input, trained, redCell).largest(640, 480);
      for (Path field : RealImages.files("bccd", "jpg").subList(0, 20)) {
        try (PictureRegions picture = middle(field, times)) {
          FieldScale scale = probe.roughlyLarger(picture, largest);
          any += scale.isKnown() ? 1 : 0;
          right += Math.abs(scale.redCell() / (RED_CELL * times) - 1) < 0.25 ? 1 : 0;
        }
      }
    }
    return new Told(any, right);
  }

  /** Of most such fields too few red cells are left; one of a folder is enough. */
  @Test
  void fieldsTwiceAsLarge_redCellsTellTheirSize() throws IOException {
    Told told = told(2);

    assertThat(told.right()).isGreaterThanOrEqualTo(6).isEqualTo(told.any());
  }

  @Test
  void fieldsOfTheLearnedSize_tellNothingElse() throws IOException {
    assertThat(told(1).any()).isZero();
  }
}
