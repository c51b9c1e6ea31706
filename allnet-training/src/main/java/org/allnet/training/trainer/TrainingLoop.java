package org.allnet.training.trainer;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.allnet.data.OptionName;
import org.allnet.data.RunException;
import org.allnet.data.Sentence;
import org.allnet.inference.engine.group.BatchPart;
import org.allnet.inference.image.input.ImageBatch;
import org.allnet.inference.network.architecture.Network;
import org.allnet.inference.network.architecture.Precision;
import org.allnet.training.augmentation.Sample;
import org.allnet.training.trainer.TrainingOptions.BatchNormStatistics;
import org.allnet.training.trainer.optimiser.Optimiser;
import org.allnet.training.trainer.optimiser.WeightAverage;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.jspecify.annotations.Nullable;

/**
 * The epochs of training, whatever the task: shuffled batches, batch-norm statistics recomputed,
 * validation. It keeps nothing on disk and knows no run.
 *
 * @param task what is trained for
 * @param options how
 * @param fold the images
 * @param seed what everything random is drawn from
 * @param parts what training moves
 * @param listener is told how it goes
 * @param <B> a batch of the task
 */
record TrainingLoop<B>(
    Task<B> task,
    TrainingOptions options,
    TrainingFold fold,
    long seed,
    Parts parts,
    TrainingListener listener) {

  /** Training images that batch-norm statistics are recomputed over. */
  static final int STATISTICS_IMAGES = 1024;

  /** Steps after which a GPU is waited for, to look at the loss. */
  private static final int STEPS_BETWEEN_READS = 50;

  private static final long SHUFFLE = 1;
  private static final long DROPOUT = 2;
  private static final long STATISTICS = 4;

  /**
   * What training moves.
   *
   * @param network the network
   * @param optimiser over its trainable tensors
   * @param average the average of these, or null if there is none
   */
  record Parts(Network network, Optimiser optimiser, @Nullable WeightAverage average) {}

  /** Is told of an epoch while the network has the weights that were validated. */
  interface Validated {

    /**
     * Takes the epoch.
     *
     * @param epoch what it gave
     * @param network its weights
     */
    void epoch(EpochRecord epoch, Network network);
  }

  /**
   * Trains for an epoch and validates.
   *
   * @param epoch which, from 1
   * @param history the epochs before it
   * @param validated is told of it
   * @return what it gave
   * @throws RunException if the loss is no number or the thread was interrupted
   */
  EpochRecord epoch(int epoch, List<EpochRecord> history, Validated validated) {
    long started = System.nanoTime();
    Network network = parts.network();
    thaw(network, epoch);
    task.begin(epoch, options.epochs());
    List<Sample> shuffled = new ArrayList<>(fold.training());
    Collections.shuffle(shuffled, new Random(fold.seed(seed, SHUFFLE, epoch)));
    double loss = pass(shuffled, epoch);
    double trained = (System.nanoTime() - started) / 1e9;
    WeightAverage average = parts.average();
    if (average != null) {
      average.exchange();
    }
    if (options.kept().batchNorm() == BatchNormStatistics.PRECISE) {
      recomputeStatistics(network, epoch);
    }
    Task.Validation validation =
        task.validate(network, fold.validation(), () -> endIfInterrupted(epoch));
    EpochRecord record =
        EpochRecord.of(fold.number(), fold.network(), epoch)
            .trained(
                options.rate(parts.optimiser().steps() - 1, stepsPerEpoch(shuffled.size())), loss)
            .validated(validation)
            .took((System.nanoTime() - started) / 1e9, shuffled.size() / trained)
            .best(
                history.stream().allMatch(earlier -> validation.loss() < earlier.validationLoss()))
            .build();
    validated.epoch(record, network);
    if (average != null) {
      average.exchange();
    }
    return record;
  }

  /** In the first phase only the heads record gradients. */
  private void thaw(Network network, int epoch) {
    Set<String> heads =
        epoch <= options.learningRate().frozen().epochs()
            ? network.plan().heads()
            : network.trainable().keySet();
    network.trainable().forEach((name, weight) -> weight.requires_grad_(heads.contains(name)));
  }

  /** A last batch of one image has no variance and is left to another epoch. */
  private long stepsPerEpoch(int images) {
    int rest = images % options.batch();
    return images / options.batch() + (rest >= 2 ? 1 : 0);
  }

  /** Before every batch, whatever it is for. */
  private static void endIfInterrupted(int epoch) {
    if (Thread.currentThread().isInterrupted()) {
      throw RunException.interrupted(
          "interrupted in epoch " + epoch + "; the epochs before it are kept, resume the run",
          null);
    }
  }

  private double pass(List<Sample> shuffled, int epoch) {
    long stepsPerEpoch = stepsPerEpoch(shuffled.size());
    boolean everyStep = !task.device().isCuda();
    try (RunningLoss loss = new RunningLoss(task.device())) {
      for (int step = 1; step <= stepsPerEpoch; step++) {
        endIfInterrupted(epoch);
        int start = (step - 1) * options.batch();
        List<Sample> samples =
            shuffled.subList(start, Math.min(shuffled.size(), start + options.batch()));
        double rate = options.rate(parts.optimiser().steps(), stepsPerEpoch);
        double momentum = options.momentum(parts.optimiser().steps(), stepsPerEpoch);
        long own = fold.seed(seed, DROPOUT, epoch, step - 1);
        step(samples, new TrainingStep(rate, momentum, options.precision(), own), loss);
        if (everyStep || step % STEPS_BETWEEN_READS == 0 || step == stepsPerEpoch) {
          double mean = loss.mean();
          if (!Double.isFinite(mean)) {
            throw new RunException(
                Sentence.of(
                    "the loss is %s in epoch %d, step %d of fold model %d; the epochs before it are kept, lower %s (now %s)",
                    mean, epoch, step, fold.number(), OptionName.LR, rate));
          }
          listener.stepDone(epoch, (int) loss.images(), shuffled.size(), mean);
        }
      }
      return loss.mean();
    }
  }

  private void step(List<Sample> samples, TrainingStep step, RunningLoss loss) {
    try (PointerScope scope = new PointerScope()) {
      B batch = task.changed(samples, step.seed());
      task.device().allowTf32(options.precision() == Precision.TF32);
      try {
        loss.add(
            step.run(
                parts.network(),
                parts.optimiser(),
                task.input(batch),
                outputs -> task.loss(outputs, batch),
                BatchPart.of(task.group(), samples.size())),
            samples.size());
      } finally {
        task.device().allowTf32(false);
      }
      WeightAverage average = parts.average();
      if (average != null) {
        average.add(parts.optimiser()::steps);
      }
    }
  }

  private void recomputeStatistics(Network network, int epoch) {
    List<Sample> chosen = new ArrayList<>(fold.training());
    Collections.shuffle(chosen, new Random(fold.seed(seed, STATISTICS, epoch)));
    int count = Math.min(STATISTICS_IMAGES, chosen.size());
    try (Network.StatisticsPass pass = network.recomputeStatistics()) {
      for (int start = 0; start + 1 < count; start += options.batch()) {
        endIfInterrupted(epoch);
        try (PointerScope scope = new PointerScope();
            NoGradGuard guard = new NoGradGuard()) {
          List<Sample> samples = chosen.subList(start, Math.min(count, start + options.batch()));
          BatchPart part = BatchPart.of(task.group(), samples.size());
          ImageBatch input = task.input(task.batch(part.rows(samples)));
          pass.add(input.images(), input.footprints(), part);
        }
      }
      pass.finish(task.group());
    }
  }
}
