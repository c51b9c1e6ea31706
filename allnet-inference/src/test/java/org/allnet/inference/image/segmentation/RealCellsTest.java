package org.allnet.inference.image.segmentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.Raster;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.allnet.data.image.CellPixels;
import org.allnet.data.image.SegmentationMode;
import org.allnet.inference.compute.Device;
import org.allnet.inference.engine.device.ComputeDevice;
import org.allnet.inference.engine.device.Tensors;
import org.allnet.inference.image.pixels.Frames;
import org.allnet.testing.RealImages;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

class RealCellsTest {

  private static final ComputeDevice CPU = ComputeDevice.of(Device.CPU);

  private static double[] sortedKeptFractions(SegmentationMode mode) throws IOException {
    List<Path> files = RealImages.files("cnmc", ".bmp");
    double[] fractions = new double[files.size()];
    for (int i = 0; i < fractions.length; i++) {
      List<CellPixels> cell = List.of(RealImages.read(files.get(i)));
      try (PointerScope scope = new PointerScope()) {
        fractions[i] = Segmenter.segment(mode, Frames.stack(cell, 450, CPU)).keptFraction()[0];
      }
    }
    Arrays.sort(fractions);
    return fractions;
  }

  @Test
  void stretched_realCells_keepsMostOfTheCell() throws IOException {
    double[] fractions = sortedKeptFractions(SegmentationMode.STRETCHED);
    double mean = Arrays.stream(fractions).average().orElseThrow();

    // Measured elsewhere on 124 cells: 81 % on average, 51 to 92 % from the 5th to the 95th
    // percentile. Stretching the cell without its padding gives 71 %.
    assertThat(mean).isBetween(0.79, 0.84);
    assertThat(fractions[fractions.length / 20]).isBetween(0.45, 0.57);
    assertThat(fractions[fractions.length - 1 - fractions.length / 20]).isBetween(0.90, 0.95);
  }

  @Test
  void literal_realCells_erasesThemAndWarns() throws IOException {
    double[] fractions = sortedKeptFractions(SegmentationMode.LITERAL);

    assertThat(Arrays.stream(fractions).average().orElseThrow()).isLessThan(0.0005);
    assertThat(Segmented.literalWarning(SegmentationMode.LITERAL, fractions)).isPresent();
  }

  @Test
  void otsu_realMasks_findsTheNucleus() throws IOException {
    // Measured 0.791 and 0.879 as mean Dice of the nucleus.
    assertThat(meanNucleusDice("wbc-masks/dataset-1")).isGreaterThan(0.78);
    assertThat(meanNucleusDice("wbc-masks/dataset-2")).isGreaterThan(0.87);
  }

  private static double meanNucleusDice(String folder) throws IOException {
    List<Path> files = RealImages.files(folder, ".bmp");
    double sum = 0;
    for (Path file : files) {
      float[] mask;
      try (PointerScope scope = new PointerScope()) {
        Tensor field = Frames.stackAsIs(List.of(RealImages.read(file)), CPU);
        mask = Tensors.toFloats(Segmenter.segment(SegmentationMode.OTSU, field).mask());
      }
      Raster truth =
          ImageIO.read(Path.of(file.toString().replace(".bmp", ".png")).toFile()).getRaster();
      int found = 0;
      int nucleus = 0;
      int both = 0;
      for (int i = 0; i < mask.length; i++) {
        boolean isNucleus = truth.getSample(i % truth.getWidth(), i / truth.getWidth(), 0) > 200;
        found += mask[i] > 0 ? 1 : 0;
        nucleus += isNucleus ? 1 : 0;
        both += isNucleus && mask[i] > 0 ? 1 : 0;
      }
      sum += 2.0 * both / Math.max(1, found + nucleus);
    }
    return sum / files.size();
  }
}
