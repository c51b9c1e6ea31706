package org.allnet.training.trainer;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.allnet.data.OptionException;
import org.allnet.data.OptionName;
import org.allnet.data.OptionValue;
import org.allnet.data.RunException;
import org.allnet.data.Sentence;
import org.allnet.data.dataset.ClassSet;
import org.allnet.data.seed.Seeds;
import org.allnet.evaluation.metric.Evaluation;
import org.allnet.evaluation.metric.MetricValue;
import org.allnet.evaluation.prediction.Prediction;
import org.allnet.evaluation.prediction.Predictions;
import org.allnet.inference.engine.device.Tensors;
import org.allnet.inference.model.PretrainedWeights;
import org.allnet.inference.network.architecture.Network;
import org.allnet.inference.network.architecture.NetworkPlan;
import org.allnet.inference.network.architecture.Precision;
import org.allnet.inference.network.architecture.Softmax;
import org.allnet.training.augmentation.Sample;
import org.allnet.training.trainer.BatchSource.Batch;
import org.allnet.training.trainer.TrainingOptions.BatchNormStatistics;
import org.allnet.training.trainer.loss.Loss;
import org.allnet.training.trainer.optimiser.Optimiser;
import org.allnet.training.trainer.optimiser.WeightAverage;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

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

  /** Steps after which a GPU is waited for, to look at the loss. */
  private static final int STEPS_BETWEEN_READS = 50;

  private static final long SHUFFLE = 1;
  private static final long DROPOUT = 2;
  private static final long WEIGHTS = 3;
  private static final long STATISTICS = 4;
  private static final long NETWORK = 5;

  /** What validation is judged by, whatever is trained for. */
  private static final Loss PLAIN = new Loss.CrossEntropy(0);

  private final BatchSource source;
  private final NetworkPlan plan;
  private final TrainingOptions options;
  private final long seed;
  private final ClassSet classes;
  private final TrainingListener listener;

  /**
   * Prepares.
   *
   * @param source makes the batches
   * @param plan the network
   * @param options how to train
   * @param seed what everything random is drawn from
   * @param classes the classes
   * @param listener is told how it goes
   */
  public Trainer(
      BatchSource source,
      NetworkPlan plan,
      TrainingOptions options,
      long seed,
      ClassSet classes,
      TrainingListener listener) {
    this.source = source;
    this.plan = plan;
    this.options = options;
    this.seed = seed;
    this.classes = classes;
    this.listener = listener;
  }

  /**
   * What a network of a fold model trains on.
   *
   * @param number the fold model, from 1
   * @param of how many fold models there are
   * @param network which of the fold model's networks, from 1
   * @param training the training images and what is done to each
   * @param validation the validation images
   * @param pretrained weights to begin with, or null for fresh ones
   * @param run what tells the run from all others; a state of another is refused
   */
  public record TrainingFold(
      int number,
      int of,
      int network,
      List<Sample> training,
      List<Sample> validation,
      @Nullable Path pretrained,
      String run) {}

  /** What training moves: the network, its optimiser and the average of its weights. */
  private record Parts(
      Network network,
      Optimiser optimiser,
      @Nullable WeightAverage average,
      @Nullable Tensor classWeights) {}

  /**
   * Trains a network, or goes on with one.
   *
   * @param foldModel what it trains on
   * @param stateFile where its state is kept between epochs
   * @param best is given the network and the epoch whenever the validation loss is the least so far
   * @return what the epochs gave
   * @throws OptionException where a batch is larger than the training set
   * @throws org.allnet.data.InputException if the state is broken or of another run
   * @throws RunException where the loss is no number or the thread was interrupted; the state of
   *     the last whole epoch stays
   */
  public List<EpochRecord> train(
      TrainingFold foldModel, Path stateFile, BiConsumer<Network, EpochRecord> best) {
    int images = foldModel.training().size();
    if (options.batch() > images) {
      OptionValue given = OptionName.BATCH.with(options.batch());
      throw new OptionException(
          given,
          Sentence.of(
              "%s is larger than the training set of %d images; use a smaller batch",
              given, images));
    }
    long weightsSeed = seed(foldModel, WEIGHTS);
    try (Network network = Network.fresh(plan, weightsSeed, source.device())) {
      Path pretrained = foldModel.pretrained();
      boolean fresh = !Files.exists(stateFile);
      if (pretrained != null && fresh) {
        listener.note(
            Sentence.of(
                "%s: %s",
                pretrained, PretrainedWeights.load(pretrained, network, source.device()).text()));
      }
      Map<String, Double> factors = new HashMap<>();
      network
          .trainable()
          .keySet()
          .forEach(name -> factors.put(name, options.learningRate().factor(name)));
      try (Optimiser optimiser = options.optimiser().make(network.trainable(), factors);
          WeightAverage average =
              options.kept().average() == 0
                  ? null
                  : new WeightAverage(network.trainable(), options.kept().average());
          Tensor classWeights = classWeights(foldModel.training())) {
        Parts parts = new Parts(network, optimiser, average, classWeights);
        List<EpochRecord> history =
            fresh
                ? new ArrayList<>()
                : TrainingState.read(
                    stateFile, foldModel.run(), network, optimiser, average, source.device());
        listener.foldStarted(
            foldModel.number(),
            foldModel.of(),
            history.size(),
            images,
            foldModel.validation().size());
        for (int epoch = history.size() + 1; epoch <= options.epochs(); epoch++) {
          EpochRecord record = epoch(parts, foldModel, epoch, history, best);
          history.add(record);
          TrainingState.write(stateFile, foldModel.run(), network, optimiser, average, history);
          listener.epochDone(record, options.epochs());
        }
        return history;
      }
    }
  }

  /** The first network of a fold model draws what it would draw alone. */
  private long seed(TrainingFold foldModel, long... part) {
    long base = foldModel.network() == 1 ? seed : Seeds.of(seed, NETWORK, foldModel.network());
    long[] parts = new long[part.length + 1];
    parts[0] = part[0];
    parts[1] = foldModel.number();
    System.arraycopy(part, 1, parts, 2, part.length - 1);
    return Seeds.of(base, parts);
  }

  /** What each class counts, or null where all count the same; the caller closes it. */
  private @Nullable Tensor classWeights(List<Sample> samples) {
    if (!options.objective().weighted()) {
      return null;
    }
    float[] weights = new float[classes.size()];
    samples.forEach(sample -> weights[sample.label()]++);
    for (int i = 0; i < weights.length; i++) {
      weights[i] = samples.size() / (weights.length * Math.max(1, weights[i]));
    }
    try (PointerScope scope = new PointerScope()) {
      return Tensors.handOut(
          Tensors.ofFloats(weights, source.device().torch(), weights.length), null);
    }
  }

  /** In the first phase only the heads record gradients. */
  private void choose(Network network, int epoch) {
    Set<String> heads =
        epoch <= options.learningRate().frozen().epochs()
            ? plan.heads()
            : network.trainable().keySet();
    network.trainable().forEach((name, weight) -> weight.requires_grad_(heads.contains(name)));
  }

  private EpochRecord epoch(
      Parts parts,
      TrainingFold foldModel,
      int epoch,
      List<EpochRecord> history,
      BiConsumer<Network, EpochRecord> best) {
    long started = System.nanoTime();
    Network network = parts.network();
    choose(network, epoch);
    List<Sample> shuffled = new ArrayList<>(foldModel.training());
    Collections.shuffle(shuffled, new Random(seed(foldModel, SHUFFLE, epoch)));
    double loss = pass(parts, shuffled, foldModel, epoch);
    double trained = (System.nanoTime() - started) / 1e9;
    WeightAverage average = parts.average();
    if (average != null) {
      average.exchange();
    }
    if (options.kept().batchNorm() == BatchNormStatistics.PRECISE) {
      recomputeStatistics(network, foldModel, epoch);
    }
    Validation validation = validate(network, foldModel.validation(), epoch);
    boolean least =
        history.stream().allMatch(earlier -> validation.loss() < earlier.validationLoss());
    EpochRecord record =
        new EpochRecord(
            foldModel.number(),
            foldModel.network(),
            epoch,
            options.rate(parts.optimiser().steps() - 1, stepsPerEpoch(shuffled.size())),
            loss,
            validation.loss(),
            validation.metrics(),
            (System.nanoTime() - started) / 1e9,
            shuffled.size() / trained,
            least);
    if (least) {
      best.accept(network, record);
    }
    if (average != null) {
      average.exchange();
    }
    return record;
  }

  /** A last batch of one image has no variance and is left to another epoch. */
  private long stepsPerEpoch(int images) {
    int rest = images % options.batch();
    return images / options.batch() + (rest >= 2 ? 1 : 0);
  }

  /** Before every batch, whatever it is for. */
  private static void endIfInterrupted(int epoch) {
    if (Thread.currentThread().isInterrupted()) {
      throw new RunException(
          "interrupted in epoch " + epoch + "; the epochs before it are kept, resume the run");
    }
  }

  private double pass(Parts parts, List<Sample> shuffled, TrainingFold foldModel, int epoch) {
    long stepsPerEpoch = stepsPerEpoch(shuffled.size());
    boolean everyStep = !source.device().isCuda();
    try (RunningLoss loss = new RunningLoss(source.device())) {
      for (int step = 1; step <= stepsPerEpoch; step++) {
        endIfInterrupted(epoch);
        int start = (step - 1) * options.batch();
        List<Sample> samples =
            shuffled.subList(start, Math.min(shuffled.size(), start + options.batch()));
        double rate = options.rate(parts.optimiser().steps(), stepsPerEpoch);
        double momentum = options.momentum(parts.optimiser().steps(), stepsPerEpoch);
        step(parts, samples, rate, momentum, seed(foldModel, DROPOUT, epoch, step - 1), loss);
        if (everyStep || step % STEPS_BETWEEN_READS == 0 || step == stepsPerEpoch) {
          double mean = loss.mean();
          if (!Double.isFinite(mean)) {
            throw new RunException(
                Sentence.of(
                    "the loss is %s in epoch %d, step %d of fold model %d; the epochs before it are kept, lower %s (now %s)",
                    mean, epoch, step, foldModel.number(), OptionName.LR, rate));
          }
          listener.stepDone(epoch, (int) loss.images(), shuffled.size(), mean);
        }
      }
      return loss.mean();
    }
  }

  private void step(
      Parts parts,
      List<Sample> samples,
      double rate,
      double momentum,
      long seed,
      RunningLoss loss) {
    try (PointerScope scope = new PointerScope()) {
      Batch batch = source.changed(samples, options, seed);
      source.device().allowTf32(options.precision() == Precision.TF32);
      try {
        loss.add(
            TrainingStep.run(
                parts.network(),
                parts.optimiser(),
                batch,
                options,
                parts.classWeights(),
                rate,
                momentum,
                seed),
            samples.size());
      } finally {
        source.device().allowTf32(false);
      }
      WeightAverage average = parts.average();
      if (average != null) {
        average.add(parts.optimiser()::steps);
      }
    }
  }

  private void recomputeStatistics(Network network, TrainingFold foldModel, int epoch) {
    List<Sample> chosen = new ArrayList<>(foldModel.training());
    Collections.shuffle(chosen, new Random(seed(foldModel, STATISTICS, epoch)));
    int count = Math.min(STATISTICS_IMAGES, chosen.size());
    try (Network.StatisticsPass pass = network.recomputeStatistics()) {
      for (int start = 0; start + 1 < count; start += options.batch()) {
        endIfInterrupted(epoch);
        try (PointerScope scope = new PointerScope();
            NoGradGuard guard = new NoGradGuard()) {
          Batch batch =
              source.batch(chosen.subList(start, Math.min(count, start + options.batch())));
          pass.add(batch.input().images(), batch.input().footprints());
        }
      }
      pass.finish();
    }
  }

  /**
   * What validation gave.
   *
   * @param loss mean cross-entropy
   * @param metrics defined metrics by key
   */
  private record Validation(double loss, Map<String, Double> metrics) {}

  private Validation validate(Network network, List<Sample> samples, int epoch) {
    List<Prediction> rows = new ArrayList<>();
    double loss = 0;
    try (Network.Inference inference = network.inference(source.mode())) {
      for (int start = 0; start < samples.size(); start += options.batch()) {
        endIfInterrupted(epoch);
        List<Sample> part =
            samples.subList(start, Math.min(samples.size(), start + options.batch()));
        try (PointerScope scope = new PointerScope();
            NoGradGuard guard = new NoGradGuard()) {
          Batch batch = source.batch(part);
          Tensor logits = inference.logits(batch.input().images(), batch.input().footprints());
          loss += PLAIN.of(logits, batch.targets(), null).item_float() * part.size();
          List<double[]> fractions = Softmax.rows(logits);
          for (int i = 0; i < part.size(); i++) {
            rows.add(
                new Prediction(
                    start + i + " " + part.get(i).image(),
                    null,
                    part.get(i).label(),
                    null,
                    java.util.Arrays.stream(fractions.get(i)).boxed().toList()));
          }
        }
      }
    }
    if (!Double.isFinite(loss)) {
      throw new RunException(
          Sentence.of(
              "the validation loss is no number; the epochs before are kept, lower %s",
              OptionName.LR));
    }
    Map<String, Double> metrics = new TreeMap<>();
    Evaluation.of(new Predictions(classes, rows))
        .metrics()
        .forEach(
            (key, metric) -> {
              if (metric instanceof MetricValue.Value value) {
                metrics.put(key, value.value());
              }
            });
    return new Validation(loss / samples.size(), metrics);
  }
}
