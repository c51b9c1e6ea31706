package org.allnet.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.allnet.data.InputException;
import org.allnet.data.field.BoundingBox;
import org.allnet.detect.box.FieldPixels;
import org.allnet.detect.loss.DetectorWeights;
import org.allnet.detect.model.DetectorDescription;
import org.allnet.detect.model.DetectorFile;
import org.allnet.detect.model.NetworkTraining;
import org.allnet.evaluation.detection.BoxMetric;
import org.allnet.evaluation.detection.Detection;
import org.allnet.inference.compute.Device;
import org.allnet.inference.engine.device.ComputeDevice;
import org.allnet.inference.model.Safetensors;
import org.allnet.inference.network.architecture.Network;
import org.allnet.inference.network.architecture.NetworkPlan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DetectorTest {

  private static final ComputeDevice CPU = ComputeDevice.of(Device.CPU);

  @TempDir Path folder;

  private static DetectorDescription description(double point) {
    return described("light", "yolox-light", point);
  }

  private static DetectorDescription described(String recipe, String network, double point) {
    return DetectorDescription.of(recipe, network, 64)
        .classes(List.of("WBC", "RBC"), List.of(point, point))
        .redCell(0.25)
        .trained(
            NetworkTraining.of("x", 8, 2)
                .seed(7)
                .epoch(3, 10)
                .metrics(Map.of(BoxMetric.AP, 0.5))
                .created("2026-01-01T00:00:00Z"));
  }

  private Path written(double point) {
    Path file = folder.resolve("detector.safetensors");
    DetectorDescription description = description(point);
    try (Network network = DetectorWeights.fresh(new NetworkPlan(description.options()), 1, CPU)) {
      new DetectorFile(network, description).write(file, true);
    }
    return file;
  }

  @Test
  void asManyCellsAsItGives_isNoted() {
    Detection cell = new Detection(0, BoundingBox.ofSize(1, 1, 9, 9), 0.9);
    try (Detector detector = Detector.open(written(0.25), Device.CPU)) {
      assertThat(detector.limitNote(Collections.nCopies(299, cell))).isEmpty();
      assertThat(detector.limitNote(Collections.nCopies(300, cell)).orElseThrow())
          .startsWith("300 cells were found, the most that this detector gives of a field");
    }
  }

  @Test
  void describe_writtenFile_isWhatWasWritten() {
    assertThat(DetectorFile.describe(written(0.25))).isEqualTo(description(0.25));
  }

  /** A fresh detector says a score of .01 x .01 everywhere. */
  @Test
  void detect_untrained_keepsWhatThePointsAsk() {
    byte[] rgb = new byte[3 * 80 * 60];
    Arrays.fill(rgb, (byte) 200);
    FieldPixels field = new FieldPixels(80, 60, rgb);
    try (Detector detector = Detector.open(written(0.25), Device.CPU)) {
      assertThat(detector.detect(field)).isEmpty();
      List<Detection> all = detector.detect(field, List.of(0.0, 1.0));
      assertThat(all).isNotEmpty().allMatch(box -> box.classIndex() == 0);
      assertThat(all.get(0).score()).isBetween(2e-5, 5e-4);
      assertThat(all).allMatch(box -> box.box().right() <= 80 && box.box().bottom() <= 60);
    }
  }

  @Test
  void read_otherFile_isRefused() throws IOException {
    Path text = Files.writeString(folder.resolve("x.safetensors"), "no tensors");
    assertThatThrownBy(() -> DetectorFile.read(text, CPU)).isInstanceOf(InputException.class);

    Path weights = folder.resolve("weights.safetensors");
    Safetensors.write(weights, Map.of(), Map.of(), false);
    assertThatThrownBy(() -> DetectorFile.read(weights, CPU))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("is no detector of ALLNet");
  }

  @Test
  void read_descriptionOfOtherTensors_isRefused() {
    Path file = folder.resolve("wrong.safetensors");
    DetectorDescription small = description(0.25);
    DetectorDescription tiny = described("tiny", "yolox-tiny", 0.25);
    try (Network network = DetectorWeights.fresh(new NetworkPlan(small.options()), 1, CPU)) {
      new DetectorFile(network, tiny).write(file, true);
    }
    assertThatThrownBy(() -> DetectorFile.read(file, CPU))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("is not that of a detector yolox-tiny");
  }

  @Test
  void description_wrongValues_areRefused() {
    assertThatThrownBy(() -> description(1.5)).isInstanceOf(IllegalArgumentException.class);
  }
}
