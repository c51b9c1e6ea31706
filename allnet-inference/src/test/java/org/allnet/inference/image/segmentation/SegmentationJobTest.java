package org.allnet.inference.image.segmentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import org.allnet.data.RunException;
import org.allnet.data.image.CellPixels;
import org.allnet.data.image.NamedCell;
import org.allnet.data.image.SegmentationMode;
import org.allnet.inference.compute.Device;
import org.allnet.inference.engine.device.ComputeDevice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SegmentationJobTest {

  private static final ComputeDevice CPU = ComputeDevice.of(Device.CPU);

  @TempDir Path folder;

  private static NamedCell cell(String name, int height, int width, long seed) {
    byte[] rgb = new byte[height * width * 3];
    new Random(seed).nextBytes(rgb);
    return new NamedCell(name, new CellPixels(height, width, 0, 0, height, width, rgb));
  }

  @Test
  void run_mixedSizes_writesEachAndASheet() throws IOException {
    List<NamedCell> cells = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      cells.add(cell("part/cell_" + i + ".bmp", 20 + i / 3, 31, i));
    }
    for (LosslessFormat format : LosslessFormat.values()) {
      Path out = folder.resolve(format.extension());
      List<Integer> seen = new ArrayList<>();
      SegmentationOptions options = new SegmentationOptions(SegmentationMode.NONE, format, 5, 2);
      SegmentationSummary summary = SegmentationJob.run(cells, out, options, CPU, seen::add);

      assertThat(summary.images()).isEqualTo(7);
      assertThat(summary.meanKeptFraction()).isEqualTo(1);
      assertThat(summary.warnings())
          .as("nothing is erased, and noise is no cell")
          .singleElement()
          .asString()
          .contains("7 of 7 images show no cell", "noise");
      assertThat(seen).containsExactly(2, 3, 5, 6, 7);
      for (NamedCell cell : cells) {
        String name = cell.name().replace(".bmp", "." + format.extension());
        BufferedImage read = ImageIO.read(out.resolve(name).toFile());
        assertThat(read.getWidth()).isEqualTo(31);
        assertThat(read.getHeight()).isEqualTo(cell.pixels().height());
        byte[] rgb = cell.pixels().rgb();
        for (int i = 0; i < rgb.length; i += 3) {
          int expected = (rgb[i] & 0xff) << 16 | (rgb[i + 1] & 0xff) << 8 | (rgb[i + 2] & 0xff);
          assertThat(read.getRGB(i / 3 % 31, i / 3 / 31) & 0xffffff).isEqualTo(expected);
        }
      }
      BufferedImage sheet = ImageIO.read(out.resolve("contact-sheet.png").toFile());
      assertThat(sheet.getHeight()).isGreaterThan(5 * 160).isLessThan(6 * 190);
    }
  }

  @Test
  void run_literalOnPaleCells_warns() {
    byte[] rgb = new byte[30 * 30 * 3];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) (200 + i / 90);
    }
    NamedCell pale = new NamedCell("pale.png", new CellPixels(60, 60, 15, 15, 30, 30, rgb));
    SegmentationOptions options =
        new SegmentationOptions(SegmentationMode.LITERAL, LosslessFormat.PNG, 0, 8);
    SegmentationSummary summary =
        SegmentationJob.run(List.of(pale), folder, options, CPU, done -> {});

    assertThat(summary.warnings()).hasSize(1).first().asString().contains("use 'stretched'");
    assertThat(summary.contactSheet()).isNull();
    assertThat(folder.resolve("contact-sheet.png")).doesNotExist();
  }

  @Test
  void run_cellErasedByOneSaturatedPixel_isNamed() {
    byte[] rgb = new byte[30 * 30 * 3];
    for (int i = 0; i < 900; i++) {
      System.arraycopy(new byte[] {90, 45, 110}, 0, rgb, i * 3, 3);
    }
    System.arraycopy(new byte[] {1, 0, 1}, 0, rgb, 0, 3);
    NamedCell dot = new NamedCell("dot.png", new CellPixels(60, 60, 15, 15, 30, 30, rgb));
    byte[] even = new byte[30 * 30 * 3];
    java.util.Arrays.fill(even, (byte) 90);
    NamedCell blank = new NamedCell("blank.png", new CellPixels(30, 30, 0, 0, 30, 30, even));
    SegmentationSummary summary =
        SegmentationJob.run(
            List.of(blank, dot), folder, SegmentationOptions.DEFAULTS, CPU, done -> {});

    assertThat(summary.warnings()).hasSize(2);
    assertThat(summary.warnings().get(0)).contains("visible pixels of 1 of 1", "'dot.png'");
    assertThat(summary.warnings().get(1))
        .contains("1 of 2 images shows no cell", "'blank.png': nothing to see");
  }

  /**
   * 2 % of all pixels, but nearly all of what is visible: as training, so does segment evaluate it.
   */
  @Test
  void run_smallCellOnLightGround_isNotErased() {
    int side = 300;
    byte[] rgb = new byte[side * side * 3];
    for (int i = 0; i < side * side; i++) {
      boolean inside = Math.hypot(i % side - 140.0, i / side - 160.0) < 24;
      int[] colour = inside ? new int[] {225, 212, 230} : new int[] {240, 240, 245};
      for (int k = 0; k < 3; k++) {
        rgb[i * 3 + k] = (byte) colour[k];
      }
    }
    NamedCell small = new NamedCell("small.png", new CellPixels(side, side, 0, 0, side, side, rgb));

    SegmentationSummary summary =
        SegmentationJob.run(List.of(small), folder, SegmentationOptions.DEFAULTS, CPU, done -> {});

    assertThat(summary.meanKeptFraction()).isLessThan(0.05);
    assertThat(summary.warnings()).isEmpty();
    assertThat(summary.written()).containsEntry("small.png", "small.png");
  }

  @Test
  void run_nothing_writesNothing() {
    SegmentationSummary summary =
        SegmentationJob.run(List.of(), folder, SegmentationOptions.DEFAULTS, CPU, done -> {});

    assertThat(summary.images()).isZero();
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void run_nameThatLeadsOut_staysInTheFolder() {
    Path out = folder.resolve("deep/out");
    SegmentationJob.run(
        List.of(cell("../../out.bmp", 4, 4, 1)),
        out,
        SegmentationOptions.DEFAULTS,
        CPU,
        done -> {});
    assertThat(out.resolve("out.png")).exists();
    assertThat(folder).isDirectoryNotContaining(path -> path.toString().endsWith(".png"));
  }

  @Test
  void run_folderIsAFile_saysSo() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "x");
    List<NamedCell> cells = List.of(cell("a.png", 4, 4, 1));
    assertThatThrownBy(
            () -> SegmentationJob.run(cells, file, SegmentationOptions.DEFAULTS, CPU, done -> {}))
        .isInstanceOf(RunException.class)
        .hasMessageContaining("file");
  }
}
