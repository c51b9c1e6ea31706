package org.allnet.data.field.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Point;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferInt;
import java.awt.image.PixelInterleavedSampleModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.allnet.data.InputException;
import org.allnet.data.field.BoundingBox;
import org.allnet.data.field.Field;
import org.allnet.data.field.FieldLayout;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LabelImageReaderTest {

  @TempDir Path folder;
  private FieldFolder files;

  @BeforeEach
  void makeImage() {
    files = new FieldFolder(folder).image("a.png", 40, 30);
  }

  private static BufferedImage labels(int type, int... values) {
    return filled(new BufferedImage(40, 30, type), values);
  }

  /** Squares of four pixels a side, one for each value. */
  private static BufferedImage filled(BufferedImage picture, int... values) {
    for (int i = 0; i < values.length; i++) {
      for (int pixel = 0; pixel < 16; pixel++) {
        picture.getRaster().setSample(i * 5 + pixel % 4, pixel / 4, 0, values[i]);
      }
    }
    return picture;
  }

  private void expectTwoCells(Field field) {
    assertThat(field.boxes()).hasSize(2);
    assertThat(field.boxes().get(0).box()).isEqualTo(new BoundingBox(0, 0, 4, 4));
    assertThat(field.boxes().get(1).box()).isEqualTo(new BoundingBox(5, 0, 9, 4));
    assertThat(field.boxes()).allMatch(box -> box.label().equals("cell") && box.area() == 16);
  }

  @Test
  void eightBits_areNumbers() {
    files.picture("a_cp_masks.png", labels(BufferedImage.TYPE_BYTE_GRAY, 1, 2));

    assertThat(files.read().layout()).isEqualTo(FieldLayout.LABEL_IMAGES);
    expectTwoCells(files.field("a.png"));
  }

  @Test
  void sixteenBits_areNumbers() {
    files.picture("a_masks.png", labels(BufferedImage.TYPE_USHORT_GRAY, 300, 65_535));

    expectTwoCells(files.field("a.png"));
  }

  @Test
  void sixteenBitTiff_isRead() {
    files.picture("a_cp_masks.tif", labels(BufferedImage.TYPE_USHORT_GRAY, 300, 301));

    expectTwoCells(files.field("a.png"));
  }

  private static BufferedImage numbers(int... values) {
    WritableRaster raster =
        Raster.createWritableRaster(
            new PixelInterleavedSampleModel(DataBuffer.TYPE_INT, 40, 30, 1, 40, new int[] {0}),
            new DataBufferInt(40 * 30),
            new Point());
    ComponentColorModel grey =
        new ComponentColorModel(
            ColorSpace.getInstance(ColorSpace.CS_GRAY),
            new int[] {32},
            false,
            false,
            java.awt.Transparency.OPAQUE,
            DataBuffer.TYPE_INT);
    return filled(new BufferedImage(grey, raster, false, null), values);
  }

  @Test
  void thirtyTwoBitTiff_isRead() {
    files.picture("a_cp_masks.tif", numbers(70_000, 70_001));

    expectTwoCells(files.field("a.png"));
  }

  @Test
  void folderOfMasks_isPairedByName() {
    FieldFolder other =
        new FieldFolder(folder.resolve("set"))
            .image("images/x.jpg", 40, 30)
            .picture("masks/x.png", labels(BufferedImage.TYPE_BYTE_GRAY, 1, 2));

    expectTwoCells(other.field("images/x.jpg"));
    assertThat(other.read().fields()).hasSize(1);
  }

  @Test
  void seg_npy_isRefusedWithWhy() {
    files.text("a_seg.npy", "x");

    assertThatThrownBy(() -> files.read())
        .isInstanceOf(InputException.class)
        .hasMessageContaining("a_seg.npy, a Python pickle, which can run any program");
  }

  @Test
  void coloursAndOtherSizes_areRefused() {
    files.image("a_cp_masks.png", 40, 30);
    assertThatThrownBy(() -> files.read()).hasMessageContaining("has colours");

    files.picture("a_cp_masks.png", new BufferedImage(20, 30, BufferedImage.TYPE_BYTE_GRAY));
    assertThatThrownBy(() -> files.read()).hasMessageContaining("has 20x30 pixels, but its image");
  }

  @Test
  void blackAndWhite_isSaidToTellNoCellsApart() {
    files.picture("a_cp_masks.png", labels(BufferedImage.TYPE_BYTE_GRAY, 255, 255));

    assertThat(files.read().notes().toString()).contains("tells no cells apart");
    assertThat(files.field("a.png").boxes()).hasSize(1);
  }

  @Test
  void zeroAndOne_tellNoCellsApart() {
    files.picture("a_cp_masks.png", labels(BufferedImage.TYPE_BYTE_GRAY, 1, 1));
    assertThat(files.read().notes().toString())
        .contains("no other value than 0 and 1", "tells no cells apart");

    files.picture("a_cp_masks.png", labels(BufferedImage.TYPE_BYTE_BINARY, 1));
    assertThat(files.read().notes().toString()).contains("tells no cells apart");

    files.picture("a_cp_masks.png", labels(BufferedImage.TYPE_BYTE_GRAY, 1));
    assertThat(files.read().notes().toString()).doesNotContain("tells no cells apart");
  }

  @Test
  void severalPages_areSaid() throws IOException {
    BufferedImage page = labels(BufferedImage.TYPE_USHORT_GRAY, 300, 301);
    ImageWriter writer = ImageIO.getImageWritersByFormatName("tiff").next();
    try (ImageOutputStream out =
        ImageIO.createImageOutputStream(folder.resolve("a_cp_masks.tif").toFile())) {
      writer.setOutput(out);
      writer.prepareWriteSequence(null);
      writer.writeToSequence(new IIOImage(page, null, null), null);
      writer.writeToSequence(new IIOImage(page, null, null), null);
      writer.endWriteSequence();
    }

    expectTwoCells(files.field("a.png"));
    assertThat(files.read().notes().toString()).contains("has 2 pictures; page 1 is read");
  }

  @Test
  void valuesBelowZero_areGround() {
    files.picture("a_cp_masks.tif", numbers(-1, 70_000, 70_001));

    assertThat(files.field("a.png").boxes()).hasSize(2);
    assertThat(files.read().notes().toString()).contains("has values below 0");
  }

  @Test
  void maskInJpeg_isNoLabelImage() {
    FieldFolder other = new FieldFolder(folder.resolve("set")).image("x.png", 40, 30);
    other.picture("x_masks.jpg", labels(BufferedImage.TYPE_BYTE_GRAY, 1));

    assertThatThrownBy(() -> other.read()).hasMessageContaining("holds no labels of fields");
  }
}
