package org.allnet.explain.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.allnet.data.image.CellPixels;
import org.allnet.data.image.SegmentationMode;
import org.allnet.inference.compute.Device;
import org.allnet.inference.engine.device.ComputeDevice;
import org.allnet.inference.image.feature.MaskedCell;
import org.allnet.testing.RealImages;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The estimated nucleus beside nuclei that people drew (Zheng et al. 2018, doi
 * 10.1016/j.micron.2018.01.010), if the whole cell is known as they drew it. {@code
 * docs/explanation.md} has these values.
 */
class DrawnNucleusTest {

  private static final int CYTOPLASM = 128;
  private static final int NUCLEUS = 255;

  /** An image, and what people drew in it. */
  private record Drawn(CellPixels image, boolean[] cell, boolean[] nucleus) {}

  private static List<Drawn> drawn(String below) throws IOException {
    List<Drawn> all = new ArrayList<>();
    for (Path file : RealImages.files("wbc-masks/" + below, ".bmp")) {
      CellPixels image = RealImages.read(file);
      BufferedImage mask = ImageIO.read(Path.of(file.toString().replace(".bmp", ".png")).toFile());
      boolean[] cell = new boolean[image.frameHeight() * image.frameWidth()];
      boolean[] nucleus = new boolean[cell.length];
      for (int at = 0; at < cell.length; at++) {
        int of = mask.getRaster().getSample(at % image.frameWidth(), at / image.frameWidth(), 0);
        cell[at] = of == CYTOPLASM || of == NUCLEUS;
        nucleus[at] = of == NUCLEUS;
      }
      all.add(new Drawn(image, cell, nucleus));
    }
    return all;
  }

  private static double dice(boolean[] found, boolean[] drawn) {
    long both = 0;
    long together = 0;
    for (int at = 0; at < found.length; at++) {
      both += found[at] && drawn[at] ? 1 : 0;
      together += (found[at] ? 1 : 0) + (drawn[at] ? 1 : 0);
    }
    return 2.0 * both / together;
  }

  @ParameterizedTest
  @CsvSource({
    "dataset-1, 150, 0.942, 0.965, 0.943",
    "dataset-2, 50, 0.918, 0.952, 0.921",
  })
  void nucleus_ofAKnownCell_isNearTheDrawnOne(
      String set, int images, double mean, double median, double quarterBelow) throws IOException {
    List<Double> overlaps =
        drawn(set).stream()
            .map(one -> dice(nucleus(one.image(), one.cell()), one.nucleus()))
            .sorted()
            .toList();

    assertThat(overlaps).hasSize(images);
    assertThat(mean(overlaps)).isEqualTo(mean);
    assertThat(rounded(overlaps.get(images / 2))).isEqualTo(median);
    assertThat(rounded(overlaps.get(images / 4))).isEqualTo(quarterBelow);
  }

  /** What Otsu's threshold on the saturation keeps of a whole image is nuclei rather than cells. */
  @ParameterizedTest
  @CsvSource({
    "dataset-1, 0.79, 0.53, 0.75",
    "dataset-2, 0.88, 0.57, 0.70",
  })
  void cellThatIsNotCutOut_isMostlyNucleus(
      String set, double withNucleus, double withCell, double darkerPart) throws IOException {
    List<Double> nuclei = new ArrayList<>();
    List<Double> cells = new ArrayList<>();
    List<Double> parts = new ArrayList<>();
    for (Drawn one : drawn(set)) {
      boolean[] found =
          MaskedCell.cut(one.image(), SegmentationMode.OTSU, ComputeDevice.of(Device.CPU)).mask();
      nuclei.add(dice(found, one.nucleus()));
      cells.add(dice(found, one.cell()));
      parts.add(dice(nucleus(one.image(), found), one.nucleus()));
    }

    assertThat(mean(nuclei)).isCloseTo(withNucleus, within(0.006));
    assertThat(mean(cells)).isCloseTo(withCell, within(0.006));
    assertThat(mean(parts)).isCloseTo(darkerPart, within(0.006));
  }

  private static boolean[] nucleus(CellPixels image, boolean[] cell) {
    return CellRegions.of(image, cell).nucleus().orElseThrow();
  }

  private static double mean(List<Double> values) {
    return rounded(values.stream().mapToDouble(one -> one).average().orElseThrow());
  }

  private static double rounded(double value) {
    return Math.round(1000 * value) / 1000.0;
  }
}
