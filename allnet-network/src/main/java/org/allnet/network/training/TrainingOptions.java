package org.allnet.network.training;

import org.allnet.data.OptionException;
import org.allnet.network.segmentation.SegmentationMode;

/**
 * How a network is trained.
 *
 * @param epochs passes over the training set, 1 to 100,000; the paper's are 65
 * @param batch images a step, 2 to 4,096; the paper's are 16
 * @param learningRate Adam's step, above 0 to 1; the paper's is 1e-5
 * @param schedule how the rate changes over the epochs
 * @param inputSize side of the network's input in pixels
 * @param width factor on the network's channels
 * @param dropout dropout rate
 * @param perClass images of each class after augmentation, 0 for the originals alone; the paper's
 *     are 6,000
 * @param segmentation what is done to images before they enter
 * @param batchNorm which statistics inference uses
 * @param dense whether whole frames are computed even where a window would do
 * @param seed what everything random is drawn from
 */
public record TrainingOptions(
    int epochs,
    int batch,
    double learningRate,
    Schedule schedule,
    int inputSize,
    double width,
    double dropout,
    int perClass,
    SegmentationMode segmentation,
    BatchNormStatistics batchNorm,
    boolean dense,
    long seed) {

  /** The paper's, with the recomputed batch-norm statistics. */
  public static final TrainingOptions DEFAULTS =
      new TrainingOptions(
          65,
          16,
          1e-5,
          Schedule.CONSTANT,
          450,
          1,
          0.5,
          0,
          SegmentationMode.STRETCHED,
          BatchNormStatistics.PRECISE,
          false,
          1);

  /** How the learning rate changes. */
  public enum Schedule {
    /** It stays. */
    CONSTANT,
    /** It falls to 0 along half a cosine (Loshchilov and Hutter 2017, without restarts). */
    COSINE
  }

  /** Which mean and variance a batch norm uses in inference. */
  public enum BatchNormStatistics {
    /** Recomputed over training images before each validation and save. */
    PRECISE,
    /** The running averages of training, as the paper's engine does. */
    RUNNING
  }

  /** Checks the ranges. */
  public TrainingOptions {
    require(epochs >= 1 && epochs <= 100_000, "--epochs", epochs, "1 to 100000");
    require(batch >= 2 && batch <= 4096, "--batch", batch, "2 to 4096");
    require(learningRate > 0 && learningRate <= 1, "--lr", learningRate, "above 0 to 1");
    require(inputSize >= 9 && inputSize <= 2048, "--input-size", inputSize, "9 to 2048");
    require(width > 0 && width <= 4, "--width", width, "above 0 to 4");
    require(dropout >= 0 && dropout < 1, "--dropout", dropout, "0 to below 1");
    require(perClass >= 0 && perClass <= 1_000_000, "--per-class", perClass, "0 to 1000000");
  }

  private static void require(boolean good, String option, Object value, String range) {
    if (!good) {
      throw new OptionException(option + " " + value + " is out of range; use " + range);
    }
  }

  /**
   * The learning rate at a step.
   *
   * @param step steps done before, from 0
   * @param steps steps of the whole training
   * @return the rate
   */
  public double rate(long step, long steps) {
    return schedule == Schedule.CONSTANT
        ? learningRate
        : learningRate * 0.5 * (1 + Math.cos(Math.PI * step / Math.max(1, steps)));
  }
}
