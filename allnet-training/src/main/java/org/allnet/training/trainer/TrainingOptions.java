package org.allnet.training.trainer;

import org.allnet.data.Counted;
import org.allnet.data.OptionException;
import org.allnet.data.OptionName;
import org.allnet.data.OptionValue;
import org.allnet.data.Sentence;
import org.allnet.data.option.OptionRange;
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
 * @param learningRate how large steps are
 * @param optimiser how weights follow their gradients
 * @param objective what is made small
 * @param changes how images are changed at random in every epoch
 * @param kept which weights are validated and saved
 * @param precision what layers are computed in
 */
public record TrainingOptions(
    int epochs,
    int batch,
    LearningRate learningRate,
    OptimiserOptions optimiser,
    Objective objective,
    ImageAugmentation changes,
    KeptWeights kept,
    Precision precision) {

  /**
   * What training makes small.
   *
   * @param loss how far answers are from their targets
   * @param weighted whether each class counts by one through its fraction of the training images
   */
  public record Objective(Loss loss, boolean weighted) {

    /** Cross-entropy, all classes alike. */
    public static final Objective PLAIN = new Objective(new Loss.CrossEntropy(0), false);
  }

  /**
   * How images are changed at random in every epoch.
   *
   * @param augmentation changes of each image
   * @param mixUp how strongly images are mixed, 0 for not at all to 1
   */
  public record ImageAugmentation(RandomAugmentation augmentation, double mixUp) {

    /** No change. */
    public static final ImageAugmentation NONE = new ImageAugmentation(RandomAugmentation.NONE, 0);

    /**
     * Checks how strongly images are mixed.
     *
     * @throws OptionException if {@code mixUp} is not in [0,1]
     */
    public ImageAugmentation {
      OptionRange.require(mixUp >= 0 && mixUp <= 1, "mixup", mixUp, "0 to 1");
    }
  }

  /**
   * Which weights are validated and saved.
   *
   * @param average fraction of itself that a running average of the weights keeps at each step, 0
   *     for no average to below 1
   * @param batchNorm which statistics inference uses
   */
  public record KeptWeights(double average, BatchNormStatistics batchNorm) {

    /** The weights themselves, their batch norms with precise statistics. */
    public static final KeptWeights PLAIN = new KeptWeights(0, BatchNormStatistics.PRECISE);

    /**
     * Checks the average's fraction.
     *
     * @throws OptionException if {@code average} is not in [0,1)
     */
    public KeptWeights {
      OptionRange.require(average >= 0 && average < 1, "average", average, "0 to below 1");
    }
  }

  /** Which mean and variance a batch norm uses in inference. */
  public enum BatchNormStatistics {
    /** Recomputed over training images before each validation and save. */
    PRECISE,
    /** The running averages of training, as the paper's engine does. */
    RUNNING
  }

  /**
   * Checks epochs and batch, and that schedule and optimiser fit each other.
   *
   * @throws OptionException if {@code epochs} is not 1 to 100,000, {@code batch} is not 2 to 4096,
   *     the frozen epochs are not 0 to fewer than {@code epochs}, or a one-cycle schedule has
   *     another momentum than the optimiser
   */
  public TrainingOptions {
    requireEpochs(epochs);
    if (batch < 2 || batch > 4096) {
      throw OptionException.outOfRange(OptionName.BATCH.with(batch), "2 to 4096");
    }
    int frozen = learningRate.frozen().epochs();
    if (frozen < 0 || frozen >= epochs) {
      throw OptionException.ofSetting(
          "frozen-epochs",
          frozen,
          Sentence.of(
              "frozen-epochs %d is out of range; use 0 to fewer than %s",
              frozen, OptionName.EPOCHS),
          null);
    }
    if (learningRate.schedule() instanceof Schedule.OneCycle cycle
        && optimiser.kind() == OptimiserOptions.Kind.SGD
        && optimiser.momentum() != cycle.highMomentum()) {
      throw OptionException.ofSetting(
          "optimiser",
          optimiser.text(),
          "optimiser '%s': one-cycle moves the momentum from %s to %s and back; use '%s', or other momenta in the schedule"
              .formatted(
                  optimiser.text(),
                  cycle.highMomentum(),
                  cycle.lowMomentum(),
                  optimiser.withMomentum(cycle.highMomentum()).text()));
    }
  }

  /**
   * Refuses a number of epochs that no training has.
   *
   * @param epochs passes over a training set
   * @throws OptionException if it is not 1 to 100,000
   */
  public static void requireEpochs(int epochs) {
    if (epochs < 1 || epochs > 100_000) {
      throw OptionException.outOfRange(OptionName.EPOCHS.with(epochs), "1 to 100000");
    }
  }

  /**
   * Refuses fewer examples than a batch.
   *
   * @param examples how many there are at most
   * @throws OptionException if {@code batch} is larger
   */
  public void requireBatch(Counted examples) {
    if (batch > examples.count()) {
      OptionValue given = OptionName.BATCH.with(batch);
      throw new OptionException(
          given,
          Sentence.of("%s is larger than the %s there are; use a smaller batch", given, examples));
    }
  }

  /**
   * Returns the paper's loss and optimiser with other numbers.
   *
   * @param epochs passes over the training set
   * @param batch images a step
   * @param learningRate the rate
   * @param schedule how it changes
   */
  public static TrainingOptions plain(
      int epochs, int batch, double learningRate, Schedule schedule) {
    return new TrainingOptions(
        epochs,
        batch,
        LearningRate.of(learningRate, schedule),
        OptimiserOptions.ADAM,
        Objective.PLAIN,
        ImageAugmentation.NONE,
        KeptWeights.PLAIN,
        Precision.FP32);
  }

  /**
   * Returns the same in another precision.
   *
   * @param other what layers are computed in
   */
  public TrainingOptions with(Precision other) {
    return new TrainingOptions(
        epochs, batch, learningRate, optimiser, objective, changes, kept, other);
  }

  /**
   * Returns the learning rate at a step.
   *
   * @param step steps done before, from 0
   * @param stepsPerEpoch steps of an epoch
   */
  public double rate(long step, long stepsPerEpoch) {
    LearningRate.Frozen frozen = learningRate.frozen();
    Schedule schedule = learningRate.schedule();
    long first = frozen.epochs() * stepsPerEpoch;
    return step < first
        ? frozen.learningRate() * schedule.factor(step, first)
        : learningRate.base() * schedule.factor(step - first, epochs * stepsPerEpoch - first);
  }

  /**
   * Returns the momentum at a step.
   *
   * @param step steps done before, from 0
   * @param stepsPerEpoch steps of an epoch
   * @return the fraction of itself that the optimiser's first moment keeps
   */
  public double momentum(long step, long stepsPerEpoch) {
    Schedule schedule = learningRate.schedule();
    long first = learningRate.frozen().epochs() * stepsPerEpoch;
    return step < first
        ? schedule.momentum(step, first, optimiser.momentum())
        : schedule.momentum(step - first, epochs * stepsPerEpoch - first, optimiser.momentum());
  }
}
