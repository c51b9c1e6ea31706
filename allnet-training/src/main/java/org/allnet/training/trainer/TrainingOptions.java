package org.allnet.training.trainer;

import java.util.Map;
import org.allnet.data.OptionException;
import org.allnet.inference.network.architecture.Precision;
import org.allnet.training.augmentation.online.RandomAugmentation;
import org.allnet.training.trainer.loss.Loss;
import org.allnet.training.trainer.optimiser.OptimiserOptions;
import org.allnet.training.trainer.schedule.Schedule;

/**
 * How a network is trained.
 *
 * @param epochs passes over the training set, 1 to 100,000; the paper's are 65
 * @param batch images a step, 2 to 4,096; the paper's are 16
 * @param learningRate the optimiser's step, above 0 to 1; the paper's is 1e-5
 * @param schedule how the rate changes over the epochs
 * @param optimiser how weights follow their gradients
 * @param rates factors on the rate for the tensors whose names begin with a word; the longest word
 *     counts
 * @param frozen the first phase, in which only the layers that say classes and boxes are trained
 * @param loss what is made small
 * @param weighted whether each class counts by one through its share of the training images
 * @param augmentation how images are changed at random in every epoch
 * @param mixUp how strongly images are mixed, 0 for not at all to 1
 * @param average share of itself that a running average of the weights keeps at each step, 0 for no
 *     average to below 1; the average is what validation sees and what is saved
 * @param batchNorm which statistics inference uses
 * @param precision what layers are computed in
 * @param dense whether whole frames are computed even where a window would do
 * @param seed what everything random is drawn from
 */
public record TrainingOptions(
    int epochs,
    int batch,
    double learningRate,
    Schedule schedule,
    OptimiserOptions optimiser,
    Map<String, Double> rates,
    Frozen frozen,
    Loss loss,
    boolean weighted,
    RandomAugmentation augmentation,
    double mixUp,
    double average,
    BatchNormStatistics batchNorm,
    Precision precision,
    boolean dense,
    long seed) {

  /**
   * A first phase in which most weights stay.
   *
   * @param epochs how long, of all epochs
   * @param learningRate the rate in it; the schedule runs once in it and once behind it
   */
  public record Frozen(int epochs, double learningRate) {

    /** No such phase. */
    public static final Frozen NONE = new Frozen(0, 1e-3);
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
    rates = Map.copyOf(rates);
    require(epochs >= 1 && epochs <= 100_000, "--epochs", epochs, "1 to 100000");
    require(batch >= 2 && batch <= 4096, "--batch", batch, "2 to 4096");
    require(learningRate > 0 && learningRate <= 1, "--lr", learningRate, "above 0 to 1");
    require(
        frozen.epochs() >= 0 && frozen.epochs() < epochs,
        "frozen-epochs",
        frozen.epochs(),
        "0 to fewer than --epochs");
    require(
        frozen.learningRate() > 0 && frozen.learningRate() <= 1,
        "frozen-lr",
        frozen.learningRate(),
        "above 0 to 1");
    if (schedule instanceof Schedule.OneCycle cycle
        && optimiser.kind() == OptimiserOptions.Kind.SGD
        && optimiser.momentum() != cycle.highMomentum()) {
      throw new OptionException(
          "optimiser '%s': one-cycle moves the momentum from %s to %s and back; write sgd %s %s, or say others behind one-cycle"
              .formatted(
                  optimiser.text(),
                  cycle.highMomentum(),
                  cycle.lowMomentum(),
                  cycle.highMomentum(),
                  optimiser.weightDecay()));
    }
    require(mixUp >= 0 && mixUp <= 1, "mixup", mixUp, "0 to 1");
    require(average >= 0 && average < 1, "average", average, "0 to below 1");
    rates.forEach(
        (name, factor) ->
            require(factor >= 0 && factor <= 1000, "rates: " + name, factor, "0 to 1000"));
  }

  /**
   * The paper's schedule, loss and optimiser with other numbers.
   *
   * @param epochs passes over the training set
   * @param batch images a step
   * @param learningRate the rate
   * @param schedule how it changes
   * @param seed what everything random is drawn from
   */
  public static TrainingOptions plain(
      int epochs, int batch, double learningRate, Schedule schedule, long seed) {
    return new TrainingOptions(
        epochs,
        batch,
        learningRate,
        schedule,
        OptimiserOptions.ADAM,
        Map.of(),
        Frozen.NONE,
        new Loss.CrossEntropy(0),
        false,
        RandomAugmentation.NONE,
        0,
        0,
        BatchNormStatistics.PRECISE,
        Precision.FP32,
        false,
        seed);
  }

  /**
   * The same in another precision.
   *
   * @param other what layers are computed in
   */
  public TrainingOptions with(Precision other) {
    return new TrainingOptions(
        epochs,
        batch,
        learningRate,
        schedule,
        optimiser,
        rates,
        frozen,
        loss,
        weighted,
        augmentation,
        mixUp,
        average,
        batchNorm,
        other,
        dense,
        seed);
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
   * @param stepsPerEpoch steps of an epoch
   * @return the rate
   */
  public double rate(long step, long stepsPerEpoch) {
    long first = frozen.epochs() * stepsPerEpoch;
    return step < first
        ? frozen.learningRate() * schedule.factor(step, first)
        : learningRate * schedule.factor(step - first, epochs * stepsPerEpoch - first);
  }

  /**
   * The momentum at a step.
   *
   * @param step steps done before, from 0
   * @param stepsPerEpoch steps of an epoch
   * @return the fraction of itself that the optimiser's first moment keeps
   */
  public double momentum(long step, long stepsPerEpoch) {
    long first = frozen.epochs() * stepsPerEpoch;
    return step < first
        ? schedule.momentum(step, first, optimiser.momentum())
        : schedule.momentum(step - first, epochs * stepsPerEpoch - first, optimiser.momentum());
  }

  /**
   * The factor on the rate of a tensor.
   *
   * @param tensor its name
   * @return 1 where no word fits
   */
  public double factor(String tensor) {
    double factor = 1;
    int longest = -1;
    for (Map.Entry<String, Double> rate : rates.entrySet()) {
      if (tensor.startsWith(rate.getKey()) && rate.getKey().length() > longest) {
        longest = rate.getKey().length();
        factor = rate.getValue();
      }
    }
    return factor;
  }
}
