package org.allnet.detect.training;

import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.allnet.detect.field.LabelledField;
import org.allnet.detect.field.TrainedFields;
import org.allnet.detect.loss.DetectorWeights;
import org.allnet.detect.model.DetectorDescription;
import org.allnet.detect.model.DetectorFile;
import org.allnet.detect.model.KnownImages;
import org.allnet.detect.model.NetworkTraining;
import org.allnet.detect.scale.RedCells;
import org.allnet.evaluation.detection.DetectedField;
import org.allnet.evaluation.detection.DetectionBootstrap;
import org.allnet.evaluation.detection.Froc;
import org.allnet.inference.compute.Device;
import org.allnet.inference.engine.device.ComputeDevice;
import org.allnet.inference.model.Safetensors;
import org.allnet.inference.network.architecture.Network;
import org.allnet.inference.network.architecture.NetworkOptions;
import org.allnet.inference.network.architecture.NetworkPlan;
import org.allnet.training.augmentation.Sample;
import org.allnet.training.trainer.EpochRecord;
import org.allnet.training.trainer.TaskTrainer;
import org.allnet.training.trainer.TrainingFold;
import org.allnet.training.trainer.TrainingListener;
import org.jspecify.annotations.Nullable;

/**
 * Trains a detector into a folder: its best epoch so far is always in {@value #MODEL}, and from
 * {@value #STATE} a stopped training goes on.
 *
 * @param recipe how to train
 * @param classes the names of the classes
 * @param seed what everything random is drawn from
 * @param device where to train
 * @param provenance what the detector is made of and by; absent if that is not known
 * @param fields the fields that it is made of, by their content; absent if that is not known
 * @param earlier the detector whose weights it begins with; absent if these are drawn
 */
public record DetectionTraining(
    DetectionRecipe recipe,
    List<String> classes,
    long seed,
    Device device,
    NetworkTraining.@Nullable Provenance provenance,
    @Nullable TrainedFields fields,
    @Nullable EarlierDetector earlier) {

  /** The detector's file in the folder. */
  public static final String MODEL = "detector" + Safetensors.ENDING;

  /** The training's state in the folder. */
  public static final String STATE = "state" + Safetensors.ENDING;

  /** If no point is better than none, boxes of half certainty are kept. */
  private static final double UNKNOWN_POINT = 0.5;

  /** Copies {@code classes}, so that nothing changes it from outside. */
  public DetectionTraining {
    classes = List.copyOf(classes);
  }

  /**
   * Refuses a device that is not there, before any field is read.
   *
   * @param device where to train
   * @throws org.allnet.data.OptionException if it is a GPU, and this build or machine has none
   */
  public static void requireDevice(Device device) {
    ComputeDevice.of(device);
  }

  /**
   * Trains, or goes on.
   *
   * @param folder an existing folder
   * @param parts the fields
   * @param listener is told how it goes
   * @return what the epochs gave
   * @throws org.allnet.data.RunException if the loss is no number or the thread was interrupted
   */
  public List<EpochRecord> into(Path folder, LabelledParts parts, TrainingListener listener) {
    List<LabelledField> training = parts.training();
    List<LabelledField> validation = parts.validation();
    NetworkOptions options =
        NetworkOptions.detector(recipe.network(), classes.size(), recipe.inputSize());
    ComputeDevice where = ComputeDevice.of(device);
    DetectionTask task = new DetectionTask(recipe, options, classes, training, validation, where);
    Double redCell = RedCells.inInput(training, classes);
    String created = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    return new TaskTrainer<>(task, new NetworkPlan(options), recipe.training(), seed, listener)
        .train(
            new TrainingFold(
                1, 1, 1, samples(training), samples(validation), null, identity(training)),
            folder.resolve(STATE),
            this::beginWeights,
            (network, epoch) -> {
              if (epoch.best()) {
                write(folder, network, epoch, task.latest(), parts, redCell, created);
              }
            });
  }

  private void beginWeights(Network network) {
    DetectorWeights.begin(network);
    if (earlier != null) {
      earlier.begin(network, classes);
    }
  }

  private @Nullable KnownImages seen() {
    if (fields == null) {
      return null;
    }
    KnownImages own = KnownImages.of(fields);
    return earlier == null ? own : own.and(earlier.seen());
  }

  private static List<Sample> samples(List<LabelledField> fields) {
    return fields.stream().map(field -> Sample.original(field.name(), 0)).toList();
  }

  /** What tells this training from all others: a state of another is refused. */
  private String identity(List<LabelledField> training) {
    int names = training.stream().map(LabelledField::name).toList().hashCode();
    return "%s, %s, seed %d, %d fields %x%s%s"
        .formatted(
            recipe,
            classes,
            seed,
            training.size(),
            names,
            fields == null ? "" : ", content " + fields.identity(),
            earlier == null ? "" : ", begun with " + earlier.sha256());
  }

  private void write(
      Path folder,
      Network network,
      EpochRecord epoch,
      List<DetectedField> validated,
      LabelledParts parts,
      @Nullable Double redCell,
      String created) {
    List<Double> points = new ArrayList<>();
    for (int c = 0; c < classes.size(); c++) {
      points.add(
          Froc.of(validated, c, DetectionBootstrap.COUNTED_IOU)
              .bestOperatingPoint()
              .orElse(UNKNOWN_POINT));
    }
    NetworkTraining training =
        NetworkTraining.of(parts.dataset(), parts.training().size(), validated.size())
            .seed(seed)
            .epoch(epoch.epoch(), recipe.training().epochs())
            .metrics(epoch.validation())
            .provenance(provenance)
            .created(created);
    new DetectorFile(
            network,
            DetectorDescription.of(recipe.name(), recipe.network(), recipe.inputSize())
                .classes(classes, points)
                .redCell(redCell)
                .seen(seen())
                .trained(training))
        .write(folder.resolve(MODEL), true);
  }
}
