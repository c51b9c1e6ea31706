package org.allnet.detect.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.allnet.data.field.BoundingBox;
import org.allnet.data.field.Field;
import org.allnet.data.field.FieldPart;
import org.allnet.data.field.format.FieldReadingOptions;
import org.allnet.data.field.format.FieldSetReader;
import org.allnet.detect.Detector;
import org.allnet.detect.DetectorEvaluation;
import org.allnet.detect.box.FieldInference;
import org.allnet.detect.box.FieldPixels;
import org.allnet.detect.box.NonMaximumSuppression;
import org.allnet.detect.field.FieldParts;
import org.allnet.detect.field.FieldReading;
import org.allnet.evaluation.detection.CountMetric;
import org.allnet.evaluation.detection.Detection;
import org.allnet.evaluation.detection.DetectionEvaluation;
import org.allnet.evaluation.interval.BootstrapOptions;
import org.allnet.inference.compute.Device;
import org.allnet.inference.compute.InferenceMode;
import org.allnet.inference.engine.device.ComputeDevice;
import org.allnet.testing.RealImages;
import org.junit.jupiter.api.Test;

/** The detector that comes with ALLNet: what its file says, and that it finds cells. */
final class ShippedDetectorTest {

  private static final long MOST_BYTES = 6L << 20;

  @Test
  void file_saysWhatItIsMadeOf() throws IOException {
    Path file = ShippedDetector.file();
    DetectorDescription described = DetectorFile.describe(file);

    assertThat(Files.size(file)).isLessThanOrEqualTo(MOST_BYTES);
    assertThat(file).hasFileName(ShippedDetector.NAME + ".safetensors");
    assertThat(described.classes()).containsExactlyInAnyOrder("WBC", "RBC", "Platelets");
    assertThat(described.redCell()).isBetween(0.1, 0.4);
    assertThat(described.recipe()).isEqualTo("light-416");
    assertThat(described.suppression()).isEqualTo(NonMaximumSuppression.USUAL);
    assertThat(described.seen())
        .satisfies(
            seen -> {
              assertThat(seen.trainedOn()).hasSizeBetween(870, 882);
              assertThat(seen.chosenOn()).hasSizeBetween(245, 252);
            });
    assertThat(described.training().provenance())
        .satisfies(
            made -> {
              assertThat(made.fingerprint()).startsWith("bfdc7013");
              assertThat(made.parts()).isEqualTo(FieldParts.Origin.OWN);
              assertThat(made.recipe()).hasSize(15).containsEntry("input-size", "416");
              assertThat(made.synthetic()).isFalse();
            });
  }

  @Test
  void file_askedTwiceOrDeleted_isThere() throws IOException {
    Path first = ShippedDetector.file();

    assertThat(ShippedDetector.file()).isEqualTo(first);
    Files.delete(first);
    assertThat(ShippedDetector.file()).isNotEmptyFile();
  }

  /** Batch norms are parts of convolutions, but for the mode that computes layer by layer. */
  @Test
  void found_layerByLayer_isTheSame() {
    byte[] rgb = new byte[3 * 64 * 48];
    new Random(1).nextBytes(rgb);
    FieldPixels field = new FieldPixels(64, 48, rgb);
    ComputeDevice device = ComputeDevice.of(Device.CPU);
    try (DetectorFile file = DetectorFile.read(ShippedDetector.file(), device);
        FieldInference usual = FieldInference.of(file.network(), device);
        FieldInference exact =
            new FieldInference(
                file.network().inference(InferenceMode.EXACT), usual.options(), device)) {
      List<Detection> expected = exact.found(field, 0);

      List<Detection> found = usual.found(field, 0);

      assertThat(found).hasSameSizeAs(expected).hasSizeGreaterThan(1000);
      assertThat(expected).anyMatch(cell -> cell.score() > 0.01);
      for (int i = 0; i < found.size(); i++) {
        assertThat(found.get(i).classIndex()).isEqualTo(expected.get(i).classIndex());
        assertThat(found.get(i).score()).isCloseTo(expected.get(i).score(), within(1e-5));
        assertThat(edges(found.get(i))).containsExactly(edges(expected.get(i)), within(1e-4));
      }
    }
  }

  /** In pixels: a box that the edge of the field cuts may be a thousandth of one high. */
  private static double[] edges(Detection cell) {
    BoundingBox box = cell.box();
    return new double[] {box.left(), box.top(), box.right(), box.bottom()};
  }

  /** None of these fields was trained on; the epoch was chosen by them, so that it is no metric. */
  @Test
  void detect_fieldsOfAnotherPart_findsWhiteCells() throws IOException {
    Path set = RealImages.files("txl-pbc", "data.yaml").get(0).getParent();
    List<Field> fields =
        FieldSetReader.read(set, FieldReadingOptions.DEFAULTS).fields().stream()
            .filter(field -> FieldPart.ofKey("val").equals(Optional.of(field.part())))
            .limit(40)
            .toList();
    try (Detector detector = Detector.open(Device.CPU)) {
      DetectionEvaluation found =
          DetectorEvaluation.of(
              detector,
              DetectorEvaluation.detected(
                  detector,
                  fields,
                  new FieldReading(detector.classes(), Map.of()),
                  (step, done, total) -> {}),
              "slide",
              BootstrapOptions.DEFAULTS);
      int white = detector.classes().indexOf("WBC");
      assertThat(found.ofClass().get(white).counts().get(CountMetric.RECALL).valueOrNull())
          .isGreaterThan(0.9);
    }
  }
}
