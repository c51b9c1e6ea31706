package org.allnet.network.training;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.allnet.data.OptionException;
import org.allnet.data.RunException;
import org.allnet.data.dataset.ClassSet;
import org.allnet.evaluation.figure.Evaluation;
import org.allnet.evaluation.figure.Figure;
import org.allnet.evaluation.prediction.Prediction;
import org.allnet.evaluation.prediction.Predictions;
import org.allnet.network.architecture.Network;
import org.allnet.network.architecture.NetworkOptions;
import org.allnet.network.architecture.NetworkPlan;
import org.allnet.network.augmentation.Sample;
import org.allnet.network.classifier.Classifier;
import org.allnet.network.training.BatchSource.Batch;
import org.allnet.network.training.TrainingOptions.BatchNormStatistics;
import org.allnet.network.training.optimiser.Optimiser;
import org.allnet.network.training.optimiser.OptimiserOptions;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Trains one network: epochs of shuffled batches, batch-norm statistics recomputed, validation, and
 * a state on disk after each epoch from which a later call goes on.
 *
 * <p>On a processor, the same seed, data and thread count end in the same weights to the bit,
 * however often the training was stopped and taken up again.
 */
public final class Trainer {

  /** Training images that batch-norm statistics are recomputed over. */
  static final int STATISTICS_IMAGES = 1024;

  private static final long SHUFFLE = 1;
  private static final long DROPOUT = 2;
  private static final long WEIGHTS = 3;
  private static final long STATISTICS = 4;

  private final BatchSource source;
  private final TrainingOptions options;
  private final ClassSet classes;
  private final TrainingListener listener;

  /**
   * Prepares.
   *
   * @param source makes the batches
   * @param options how to train
   * @param classes the classes
   * @param listener is told how it goes
   */
  public Trainer(
      BatchSource source, TrainingOptions options, ClassSet classes, TrainingListener listener) {
    this.source = source;
    this.options = options;
    this.classes = classes;
    this.listener = listener;
  }

  /**
   * What one instance trains on.
   *
   * @param number the instance, from 1
   * @param of how many there are
   * @param training the training images and what is done to each
   * @param validation the validation images
   */
  public record Instance(int number, int of, List<Sample> training, List<Sample> validation) {}

  /**
   * Trains an instance, or goes on with one.
   *
   * @param instance what it trains on
   * @param stateFile where its state is kept between epochs
   * @param best is given the network and the epoch whenever the validation loss is the least so far
   * @return what the epochs gave
   * @throws OptionException where a batch is larger than the training set
   * @throws RunException where the loss is no number or the thread was interrupted; the state of
   *     the last whole epoch stays
   */
  public List<EpochRecord> train(
      Instance instance, Path stateFile, BiConsumer<Network, EpochRecord> best) {
    int images = instance.training().size();
    if (options.batch() > images) {
      throw new OptionException(
          "--batch %d is larger than the training set of %d images; use a smaller batch"
              .formatted(options.batch(), images));
    }
    NetworkPlan plan =
        new NetworkPlan(
            NetworkOptions.allnet(
                classes.size(), options.inputSize(), options.width(), options.dropout()));
    long weightsSeed = Seeds.of(options.seed(), WEIGHTS, instance.number());
    try (Network network = Network.fresh(plan, weightsSeed, source.device());
        Optimiser optimiser = OptimiserOptions.ADAM.make(network.trainable(), Map.of())) {
      List<EpochRecord> history =
          Files.exists(stateFile)
              ? TrainingState.read(stateFile, network, optimiser, source.device())
              : new ArrayList<>();
      network.trainable().values().forEach(weight -> weight.requires_grad_(true));
      listener.instanceStarted(
          instance.number(), instance.of(), history.size(), images, instance.validation().size());
      for (int epoch = history.size() + 1; epoch <= options.epochs(); epoch++) {
        EpochRecord record = epoch(network, optimiser, instance, epoch, history);
        history.add(record);
        if (record.best()) {
          best.accept(network, record);
        }
        TrainingState.write(stateFile, network, optimiser, history);
        listener.epochDone(record, options.epochs());
      }
      return history;
    }
  }

  private EpochRecord epoch(
      Network network,
      Optimiser optimiser,
      Instance instance,
      int epoch,
      List<EpochRecord> history) {
    long started = System.nanoTime();
    List<Sample> shuffled = new ArrayList<>(instance.training());
    Collections.shuffle(
        shuffled, new Random(Seeds.of(options.seed(), SHUFFLE, instance.number(), epoch)));
    double loss = pass(network, optimiser, shuffled, instance.number(), epoch);
    double trained = (System.nanoTime() - started) / 1e9;
    if (options.batchNorm() == BatchNormStatistics.PRECISE) {
      recomputeStatistics(network, instance, epoch);
    }
    Validation validation = validate(network, instance.validation());
    boolean best =
        history.stream().allMatch(earlier -> validation.loss() < earlier.validationLoss());
    long steps = stepsPerEpoch(shuffled.size()) * options.epochs();
    return new EpochRecord(
        instance.number(),
        epoch,
        options.rate(optimiser.steps() - 1, steps),
        loss,
        validation.loss(),
        validation.figures(),
        (System.nanoTime() - started) / 1e9,
        shuffled.size() / trained,
        best);
  }

  /** A last batch of one image has no variance and is left to another epoch. */
  private long stepsPerEpoch(int images) {
    int rest = images % options.batch();
    return images / options.batch() + (rest >= 2 ? 1 : 0);
  }

  private double pass(
      Network network, Optimiser optimiser, List<Sample> shuffled, int instance, int epoch) {
    long stepsPerEpoch = stepsPerEpoch(shuffled.size());
    long allSteps = stepsPerEpoch * options.epochs();
    double sum = 0;
    int done = 0;
    for (int step = 0; step < stepsPerEpoch; step++) {
      if (Thread.interrupted()) {
        throw new RunException(
            "interrupted in epoch " + epoch + "; the epochs before it are kept, resume the run");
      }
      int start = step * options.batch();
      List<Sample> samples =
          shuffled.subList(start, Math.min(shuffled.size(), start + options.batch()));
      double rate = options.rate(optimiser.steps(), allSteps);
      long seed = Seeds.of(options.seed(), DROPOUT, instance, epoch, step);
      double loss = step(network, optimiser, samples, rate, seed);
      if (!Double.isFinite(loss)) {
        throw new RunException(
            "the loss is %s in epoch %d, step %d of instance %d; the epochs before it are kept, lower --lr (now %s)"
                .formatted(loss, epoch, step + 1, instance, rate));
      }
      sum += loss * samples.size();
      done += samples.size();
      listener.stepDone(epoch, done, shuffled.size(), sum / done);
    }
    return sum / done;
  }

  private double step(
      Network network, Optimiser optimiser, List<Sample> samples, double rate, long seed) {
    try (PointerScope scope = new PointerScope()) {
      return TrainingStep.run(network, optimiser, source.batch(samples), rate, seed);
    }
  }

  private void recomputeStatistics(Network network, Instance instance, int epoch) {
    List<Sample> chosen = new ArrayList<>(instance.training());
    Collections.shuffle(
        chosen, new Random(Seeds.of(options.seed(), STATISTICS, instance.number(), epoch)));
    int count = Math.min(STATISTICS_IMAGES, chosen.size());
    try (Network.StatisticsPass pass = network.recomputeStatistics()) {
      for (int start = 0; start + 1 < count; start += options.batch()) {
        try (PointerScope scope = new PointerScope();
            NoGradGuard guard = new NoGradGuard()) {
          Batch batch =
              source.batch(chosen.subList(start, Math.min(count, start + options.batch())));
          pass.add(batch.images(), batch.windows());
        }
      }
      pass.finish();
    }
  }

  /**
   * What validation gave.
   *
   * @param loss mean cross-entropy
   * @param figures defined figures by key
   */
  private record Validation(double loss, Map<String, Double> figures) {}

  private Validation validate(Network network, List<Sample> samples) {
    List<Prediction> rows = new ArrayList<>();
    double loss = 0;
    try (Network.Inference inference = network.inference()) {
      for (int start = 0; start < samples.size(); start += options.batch()) {
        List<Sample> part =
            samples.subList(start, Math.min(samples.size(), start + options.batch()));
        try (PointerScope scope = new PointerScope();
            NoGradGuard guard = new NoGradGuard()) {
          Batch batch = source.batch(part);
          Tensor logits = inference.logits(batch.images(), batch.windows());
          loss += torch.cross_entropy_loss(logits, batch.labels()).item_float() * part.size();
          List<double[]> shares = Classifier.probabilities(logits, 1);
          for (int i = 0; i < part.size(); i++) {
            rows.add(
                new Prediction(
                    start + i + " " + part.get(i).image(),
                    null,
                    part.get(i).label(),
                    null,
                    java.util.Arrays.stream(shares.get(i)).boxed().toList()));
          }
        }
      }
    }
    if (!Double.isFinite(loss)) {
      throw new RunException(
          "the validation loss is no number; the epochs before are kept, lower --lr");
    }
    Map<String, Double> figures = new TreeMap<>();
    Evaluation.of(new Predictions(classes, rows))
        .figures()
        .forEach(
            (key, figure) -> {
              if (figure instanceof Figure.Value value) {
                figures.put(key, value.value());
              }
            });
    return new Validation(loss / samples.size(), figures);
  }
}
