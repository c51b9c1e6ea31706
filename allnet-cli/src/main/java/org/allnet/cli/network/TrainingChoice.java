package org.allnet.cli.network;

import java.nio.file.Path;
import org.allnet.data.dataset.DatasetOptions;
import org.allnet.data.split.Protocol;
import org.allnet.data.split.SplitOptions;
import org.allnet.network.run.RunOptions;
import org.allnet.network.segmentation.SegmentationMode;
import org.allnet.network.training.TrainingOptions;
import org.allnet.network.training.TrainingOptions.BatchNormStatistics;
import org.allnet.network.training.TrainingOptions.Schedule;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that {@code train} and {@code crossval} share. */
final class TrainingChoice {

  @Option(
      names = "--epochs",
      paramLabel = "N",
      defaultValue = "65",
      description = "Times that an instance sees its training images. Default: ${DEFAULT-VALUE}.")
  int epochs;

  @Option(
      names = "--batch",
      paramLabel = "N",
      defaultValue = "16",
      description = "Images in a training step. Default: ${DEFAULT-VALUE}.")
  int batch;

  @Option(
      names = "--lr",
      paramLabel = "RATE",
      defaultValue = "1e-5",
      description = "Learning rate of Adam. Default: ${DEFAULT-VALUE}, the paper's.")
  double learningRate;

  @Option(
      names = "--schedule",
      paramLabel = "NAME",
      defaultValue = "constant",
      description =
          "How the learning rate goes: constant (the paper's) or cosine (down to 0 over the run)."
              + " Default: ${DEFAULT-VALUE}.")
  Schedule schedule = Schedule.CONSTANT;

  @Option(
      names = "--input-size",
      paramLabel = "PIXELS",
      defaultValue = "450",
      description = "Side of the square that the network sees. Default: ${DEFAULT-VALUE}.")
  int inputSize;

  @Option(
      names = "--width",
      paramLabel = "FACTOR",
      defaultValue = "1",
      description =
          "Scale of the network's channels, such as 0.25 for a small machine. Default: 1.")
  double width;

  @Option(
      names = "--per-class",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "Training images of each class after balancing by augmentation; the paper's 6000. Default:"
              + " ${DEFAULT-VALUE}, the originals alone.")
  int perClass;

  @Option(
      names = "--segmentation",
      paramLabel = "MODE",
      defaultValue = "stretched",
      description =
          "How a cell is cut out: stretched, literal, otsu or none. Default: ${DEFAULT-VALUE}.")
  String segmentation = "stretched";

  @Option(
      names = "--dropout",
      paramLabel = "RATE",
      defaultValue = "0.5",
      description =
          "Share of the dense layers' outputs dropped in training. Default: ${DEFAULT-VALUE}.")
  double dropout;

  @Option(
      names = "--batch-norm",
      paramLabel = "WAY",
      defaultValue = "precise",
      description =
          "Statistics that validation and the saved model use: precise (recomputed over training"
              + " images) or running (averages, the paper's way). Default: ${DEFAULT-VALUE}.")
  BatchNormStatistics batchNorm = BatchNormStatistics.PRECISE;

  @Option(
      names = "--protocol",
      paramLabel = "NAME",
      defaultValue = "subject",
      description =
          "What stays on one side of the split: subject, or image (the paper's; its figures are too"
              + " good). Default: ${DEFAULT-VALUE}.")
  Protocol protocol = Protocol.SUBJECT;

  @Option(
      names = "--folds",
      paramLabel = "K",
      defaultValue = "5",
      description = "Folds, 2 to 50. Default: ${DEFAULT-VALUE}.")
  int folds;

  @Option(
      names = "--hold-out",
      paramLabel = "SHARE",
      defaultValue = "0.2",
      description = "Share of the images kept for the final figures. Default: ${DEFAULT-VALUE}.")
  double holdOut;

  @Option(
      names = "--split",
      paramLabel = "FILE",
      description = "Use this split (see 'allnet dataset split') instead of drawing one.")
  @Nullable Path split;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "7",
      description = "What everything random is drawn from. Default: ${DEFAULT-VALUE}.")
  long seed;

  @Option(
      names = "--device",
      paramLabel = "NAME",
      defaultValue = "auto",
      description = "auto, cpu or cuda. Default: ${DEFAULT-VALUE}.")
  String device = "auto";

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads of the tensor engine on the processor. Default: one for each core.")
  @Nullable Integer threads;

  @Option(
      names = "--dense",
      description =
          "Compute whole frames even where the foreground's window would do; same result, slower.")
  boolean dense;

  @Option(
      names = "--half",
      description =
          "Store the model's weights as 16-bit numbers: half the size. The figures are those of the"
              + " stored weights.")
  boolean half;

  @Mixin RuleChoice rule = new RuleChoice();

  /**
   * The options of a run.
   *
   * @param data the data set's folder
   * @param dataset how its classes are read
   * @param allInstances whether every fold has its instance
   * @return the options
   * @throws org.allnet.data.OptionException where one is out of range
   */
  RunOptions options(Path data, DatasetOptions dataset, boolean allInstances) {
    int cores = Runtime.getRuntime().availableProcessors();
    return new RunOptions(
        data.toString(),
        dataset,
        new SplitOptions(protocol, folds, holdOut, seed),
        split == null ? null : split.toString(),
        new TrainingOptions(
            epochs,
            batch,
            learningRate,
            schedule,
            inputSize,
            width,
            dropout,
            perClass,
            SegmentationMode.of(segmentation),
            batchNorm,
            dense,
            seed),
        rule.options(),
        allInstances,
        half,
        device,
        threads == null ? cores : threads);
  }
}
