package org.allnet.detect.training;

import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.allnet.data.OptionException;
import org.allnet.detect.field.OutlinedCell;
import org.allnet.detect.field.TrainedFields;
import org.allnet.detect.model.KnownImages;
import org.allnet.detect.model.NetworkTraining;
import org.allnet.detect.model.SegmenterDescription;
import org.allnet.detect.model.SegmenterFile;
import org.allnet.evaluation.metric.ValidationMetric;
import org.allnet.inference.compute.Device;
import org.allnet.inference.engine.device.ComputeDevice;
import org.allnet.inference.model.Safetensors;
import org.allnet.inference.network.architecture.Network;
import org.allnet.inference.network.architecture.NetworkPlan;
import org.allnet.inference.network.architecture.Precision;
import org.allnet.training.augmentation.Sample;
import org.allnet.training.trainer.EpochRecord;
import org.allnet.training.trainer.LearningRate;
import org.allnet.training.trainer.TaskTrainer;
import org.allnet.training.trainer.TrainingFold;
import org.allnet.training.trainer.TrainingListener;
import org.allnet.training.trainer.TrainingOptions;
import org.allnet.training.trainer.TrainingOptions.BatchNormStatistics;
import org.allnet.training.trainer.TrainingOptions.ImageAugmentation;
import org.allnet.training.trainer.TrainingOptions.KeptWeights;
import org.allnet.training.trainer.TrainingOptions.Objective;
import org.allnet.training.trainer.optimiser.OptimiserOptions;
import org.allnet.training.trainer.schedule.Schedule;

/**
 * Trains a segmenter into a folder. Its latest epoch is always in {@value #MODEL}, and from {@value
 * #STATE} a stopped training goes on. No epoch is chosen, so that what validation cells say holds
 * for cells that were not seen.
 *
 * @param epochs passes over the training cells, 1 to 100,000
 * @param batch cells a step, 2 to 4,096
 * @param dataset the name of the data set
 * @param seed what everything random is drawn from
 * @param device where to train
 * @param provenance what the segmenter is made of and by
 * @param fields the images that it is made of, by their content
 */
public record MaskTraining(
    int epochs,
    int batch,
    String dataset,
    long seed,
    Device device,
    NetworkTraining.Provenance provenance,
    TrainedFields fields) {

  /** The segmenter's file in the folder. */
  public static final String MODEL = "segmenter" + Safetensors.ENDING;

  /** The training's state in the folder. */
  public static final String STATE = "state" + Safetensors.ENDING;

  /** How often a training passes over its cells, if nothing is said. */
  public static final int EPOCHS = 60;

  /** How many cells a step has, if nothing is said. */
  public static final int BATCH = 8;

  private static final String NETWORK = "unet-small";
  private static final int SIDE = 96;
  private static final double WINDOW = 1.4;
  private static final double RATE = 2e-3;
  private static final String SCHEDULE = "cosine warm-up=0.05";
  private static final String OPTIMISER = "adam";
  private static final double AVERAGE = 0.99;

  /**
   * Checks the numbers.
   *
   * @throws OptionException if {@code epochs} is not 1 to 100,000 or {@code batch} is not 2 to 4096
   */
  public MaskTraining {
    options(epochs, batch);
  }

  /**
   * Returns how a segmenter is trained.
   *
   * @param epochs passes over the training cells
   * @param batch cells a step
   * @throws OptionException if {@code epochs} is not 1 to 100,000 or {@code batch} is not 2 to 4096
   */
  public static TrainingOptions options(int epochs, int batch) {
    return new TrainingOptions(
        epochs,
        batch,
        LearningRate.of(RATE, Schedule.parse(SCHEDULE)),
        OptimiserOptions.parse(OPTIMISER),
        Objective.PLAIN,
        ImageAugmentation.NONE,
        new KeptWeights(AVERAGE, BatchNormStatistics.PRECISE),
        Precision.FP32);
  }

  /** {@return the values that it is trained by, by name} */
  public static Map<String, String> values(int epochs, int batch) {
    return Map.of(
        "network", NETWORK,
        "input-size", Integer.toString(SIDE),
        "window", Double.toString(WINDOW),
        "epochs", Integer.toString(epochs),
        "batch", Integer.toString(batch),
        "lr", Double.toString(RATE),
        "schedule", SCHEDULE,
        "optimiser", OPTIMISER,
        "average", Double.toString(AVERAGE));
  }

  /**
   * Trains, or goes on.
   *
   * @param training the training cells
   * @param validation cells on which each epoch is measured
   * @param folder an existing folder
   * @param listener is told how it goes
   * @return what the epochs gave
   * @throws org.allnet.data.RunException if the loss is no number or the thread was interrupted
   */
  public List<EpochRecord> into(
      Path folder,
      List<OutlinedCell> training,
      List<OutlinedCell> validation,
      TrainingListener listener) {
    ComputeDevice where = ComputeDevice.of(device);
    MaskTask task = new MaskTask(SIDE, WINDOW, training, validation, where);
    String created = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    Set<String> seen = KnownImages.of(fields).trainedOn();
    SegmenterDescription fresh =
        new SegmenterDescription(
            NETWORK, SIDE, WINDOW, made(1, Map.of(), training, validation, created), seen);
    return new TaskTrainer<>(
            task, new NetworkPlan(fresh.options()), options(epochs, batch), seed, listener)
        .train(
            new TrainingFold(
                1, 1, 1, samples(training), samples(validation), null, identity(training)),
            folder.resolve(STATE),
            network -> {},
            (network, epoch) ->
                write(
                    folder,
                    network,
                    made(epoch.epoch(), epoch.validation(), training, validation, created),
                    seen));
  }

  private static List<Sample> samples(List<OutlinedCell> cells) {
    return cells.stream().map(cell -> Sample.original(cell.name(), 0)).toList();
  }

  /** What tells this training from all others: a state of another is refused. */
  private String identity(List<OutlinedCell> training) {
    int names = training.stream().map(OutlinedCell::name).toList().hashCode();
    return "masks, %s, seed %d, %d cells %x, content %s"
        .formatted(
            new TreeMap<>(values(epochs, batch)), seed, training.size(), names, fields.identity());
  }

  private NetworkTraining made(
      int epoch,
      Map<ValidationMetric, Double> metrics,
      List<OutlinedCell> training,
      List<OutlinedCell> validation,
      String created) {
    return NetworkTraining.of(dataset, images(training), images(validation))
        .seed(seed)
        .epoch(epoch, epochs)
        .metrics(metrics)
        .provenance(provenance)
        .created(created);
  }

  private static int images(List<OutlinedCell> cells) {
    return (int) cells.stream().map(OutlinedCell::image).distinct().count();
  }

  private static void write(Path folder, Network network, NetworkTraining made, Set<String> seen) {
    new SegmenterFile(network, new SegmenterDescription(NETWORK, SIDE, WINDOW, made, seen))
        .write(folder.resolve(MODEL));
  }
}
