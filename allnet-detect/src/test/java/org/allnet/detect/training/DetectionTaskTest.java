package org.allnet.detect.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.allnet.detect.field.LabelledField;
import org.allnet.detect.loss.DetectorWeights;
import org.allnet.evaluation.detection.BoxMetric;
import org.allnet.evaluation.detection.CocoMetric;
import org.allnet.inference.compute.Device;
import org.allnet.inference.engine.device.ComputeDevice;
import org.allnet.inference.network.architecture.NetworkOptions;
import org.allnet.inference.network.architecture.NetworkPlan;
import org.allnet.training.augmentation.Sample;
import org.allnet.training.trainer.EpochRecord;
import org.allnet.training.trainer.TaskTrainer;
import org.allnet.training.trainer.TrainingFold;
import org.allnet.training.trainer.TrainingListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A few epochs on four synthetic fields. */
class DetectionTaskTest {

  @TempDir Path folder;

  private List<EpochRecord> train(String network, double width, String text) {
    DetectionRecipe recipe = DetectionRecipe.parse("test", text, "test");
    NetworkOptions options =
        NetworkOptions.detector(network, 2, recipe.inputSize()).with(recipe.inputSize(), width, 0);
    List<LabelledField> fields = SyntheticFields.of(4, 96, 96, 3);
    List<Sample> samples = fields.stream().map(f -> Sample.original(f.name(), 0)).toList();
    DetectionTask task =
        new DetectionTask(
            recipe, options, SyntheticFields.CLASSES, fields, fields, ComputeDevice.of(Device.CPU));
    List<EpochRecord> best = new ArrayList<>();
    return new TaskTrainer<>(
            task, new NetworkPlan(options), recipe.training(), 7, TrainingListener.NONE)
        .train(
            new TrainingFold(1, 1, 1, samples, samples, null, "test"),
            folder.resolve("state.safetensors"),
            DetectorWeights::begin,
            (trained, epoch) -> best.add(epoch));
  }

  @Test
  void train_lightNetwork_lossFalls() {
    List<EpochRecord> epochs =
        train(
            "yolox-light",
            1,
            """
            input-size = 96
            epochs = 14
            batch = 2
            lr = 5e-3
            optimiser = adam
            average = 0.9
            mosaic = 0.3
            closing = 0.3
            """);

    // the last epochs add the distance of the raw numbers
    assertThat(epochs.get(9).trainingLoss()).isLessThan(0.8 * epochs.get(0).trainingLoss());
    assertThat(epochs.get(13).validation())
        .containsKeys(BoxMetric.AP, BoxMetric.AP50, new BoxMetric(CocoMetric.AP50, "large"));
  }

  @Test
  void train_yoloV4_lossFalls() {
    List<EpochRecord> epochs =
        train(
            "yolov4",
            0.125,
            """
            network = yolov4
            input-size = 96
            epochs = 6
            batch = 2
            lr = 5e-3
            schedule = constant
            optimiser = adam
            average = 0
            mosaic = 0
            """);

    assertThat(epochs.get(5).trainingLoss()).isLessThan(0.9 * epochs.get(0).trainingLoss());
  }
}
