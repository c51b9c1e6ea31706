package org.allnet.detect.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.allnet.detect.box.FieldInference;
import org.allnet.detect.field.LabelledField;
import org.allnet.detect.model.DetectorDescription;
import org.allnet.detect.model.DetectorFile;
import org.allnet.evaluation.detection.BoxMetric;
import org.allnet.evaluation.detection.CocoEvaluation;
import org.allnet.evaluation.detection.CocoMetric;
import org.allnet.evaluation.detection.DetectedField;
import org.allnet.evaluation.detection.DetectionBootstrap;
import org.allnet.evaluation.detection.Froc;
import org.allnet.inference.compute.Device;
import org.allnet.inference.engine.device.ComputeDevice;
import org.allnet.training.trainer.TrainingListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a detector's file promises is measured with the weights that it holds. */
class StoredWeightsTest {

  private static final ComputeDevice CPU = ComputeDevice.of(Device.CPU);

  private static final String RECIPE =
      """
      input-size = 96
      epochs = 10
      batch = 2
      lr = 5e-3
      optimiser = adam
      average = 0.9
      mosaic = 0
      """;

  @TempDir private Path folder;

  @Test
  void metricsAndPoints_areOfTheStoredWeights() {
    List<LabelledField> fields = SyntheticFields.of(4, 96, 96, 3);
    new DetectionTraining(
            DetectionRecipe.parse("test", RECIPE, "test"),
            SyntheticFields.CLASSES,
            7,
            Device.CPU,
            null,
            null,
            null)
        .into(folder, new LabelledParts("fields", fields, fields), TrainingListener.NONE);

    try (DetectorFile file = DetectorFile.read(folder.resolve(DetectionTraining.MODEL), CPU);
        FieldInference inference = FieldInference.of(file.network(), CPU)) {
      List<DetectedField> found =
          fields.stream().map(field -> DetectionTask.detected(inference, field)).toList();
      DetectorDescription said = file.description();
      for (int c = 0; c < SyntheticFields.CLASSES.size(); c++) {
        assertThat(said.operatingPoints().get(c))
            .isEqualTo(
                Froc.of(found, c, DetectionBootstrap.COUNTED_IOU).bestOperatingPoint().orElse(0.5));
      }
      assertThat(said.operatingPoints()).isNotEqualTo(List.of(0.5, 0.5));
      assertThat(said.training().metrics().get(BoxMetric.AP))
          .isEqualTo(
              CocoEvaluation.of(found, SyntheticFields.CLASSES.size())
                  .value(CocoMetric.AP)
                  .orElseThrow());
    }
  }
}
