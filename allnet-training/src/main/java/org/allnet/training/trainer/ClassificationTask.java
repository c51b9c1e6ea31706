package org.allnet.training.trainer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.allnet.data.OptionName;
import org.allnet.data.RunException;
import org.allnet.data.Sentence;
import org.allnet.data.dataset.ClassSet;
import org.allnet.evaluation.metric.Evaluation;
import org.allnet.evaluation.metric.MetricValue;
import org.allnet.evaluation.metric.ValidationMetric;
import org.allnet.evaluation.prediction.Prediction;
import org.allnet.evaluation.prediction.Predictions;
import org.allnet.inference.engine.device.ComputeDevice;
import org.allnet.inference.engine.device.Tensors;
import org.allnet.inference.engine.group.BatchPart;
import org.allnet.inference.engine.group.GroupNumbers;
import org.allnet.inference.engine.group.ProcessGroup;
import org.allnet.inference.image.input.ImageBatch;
import org.allnet.inference.network.architecture.LogitSoftmax;
import org.allnet.inference.network.architecture.Network;
import org.allnet.inference.network.architecture.Outputs;
import org.allnet.training.augmentation.Sample;
import org.allnet.training.trainer.BatchSource.Batch;
import org.allnet.training.trainer.loss.Loss;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Telling classes of cells. Validation is by cross-entropy, whatever is trained for. Holds native
 * memory until closed.
 */
final class ClassificationTask implements Task<Batch>, AutoCloseable {

  /** What validation is evaluated by, whatever is trained for. */
  private static final Loss PLAIN = new Loss.CrossEntropy(0);

  private final BatchSource source;
  private final ClassSet classes;
  private final TrainingOptions.ImageAugmentation changes;
  private final int size;
  private final ProcessGroup group;
  private final @Nullable Tensor classWeights;
  private final ClassificationLoss loss;

  /**
   * Begins with the classes and what computes the loss.
   *
   * @param source makes the batches
   * @param classes the classes
   * @param options how to train
   * @param training the training images, by which classes are weighed
   * @param group the processes that train together
   */
  ClassificationTask(
      BatchSource source,
      ClassSet classes,
      TrainingOptions options,
      List<Sample> training,
      ProcessGroup group) {
    this.source = source;
    this.classes = classes;
    this.changes = options.changes();
    this.size = options.batch();
    this.group = group;
    this.classWeights =
        options.objective().weighted() ? weights(training, classes.size(), source.device()) : null;
    this.loss = new ClassificationLoss(options.objective().loss(), classWeights);
  }

  /** What each class counts: one by its fraction of the images. */
  private static Tensor weights(List<Sample> samples, int classes, ComputeDevice device) {
    float[] weights = new float[classes];
    samples.forEach(sample -> weights[sample.label()]++);
    for (int i = 0; i < weights.length; i++) {
      weights[i] = samples.size() / (weights.length * Math.max(1, weights[i]));
    }
    try (PointerScope scope = new PointerScope()) {
      return Tensors.handOut(Tensors.ofFloats(weights, device.torch(), weights.length), null);
    }
  }

  @Override
  public ComputeDevice device() {
    return source.device();
  }

  @Override
  public ProcessGroup group() {
    return group;
  }

  @Override
  public Batch batch(List<Sample> samples) {
    return source.batch(samples);
  }

  @Override
  public Batch changed(List<Sample> samples, long seed) {
    return source.changed(samples, changes, seed, BatchPart.of(group, samples.size()));
  }

  @Override
  public ImageBatch input(Batch batch) {
    return batch.input();
  }

  @Override
  public Tensor loss(Outputs outputs, Batch batch) {
    return loss.of(outputs, batch);
  }

  /**
   * Each process validates some of the batches, as one process would, and is told the others.
   *
   * @throws RunException if the loss is no number, or another process is gone
   */
  @Override
  public Validation validate(Network network, List<Sample> samples, Runnable beforeBatch) {
    int batches = (samples.size() + size - 1) / size;
    double[] fractions = new double[samples.size() * classes.size()];
    double[] losses = new double[batches];
    try (Network.Inference inference = network.inference(source.mode())) {
      for (int number = group.rank(); number < batches; number += group.size()) {
        int start = number * size;
        beforeBatch.run();
        List<Sample> part = samples.subList(start, Math.min(samples.size(), start + size));
        try (PointerScope scope = new PointerScope();
            NoGradGuard guard = new NoGradGuard()) {
          Batch batch = source.batch(part);
          Tensor logits = inference.logits(batch.input().images(), batch.input().footprints());
          losses[number] = PLAIN.of(logits, batch.targets(), null).item_float() * part.size();
          List<double[]> answers = LogitSoftmax.rows(logits);
          for (int i = 0; i < part.size(); i++) {
            System.arraycopy(
                answers.get(i), 0, fractions, (start + i) * classes.size(), classes.size());
          }
        }
      }
    }
    double sum = Arrays.stream(GroupNumbers.sum(group, losses)).reduce(0, Double::sum);
    if (!Double.isFinite(sum)) {
      throw new RunException(
          Sentence.of(
              "the validation loss is no number; the epochs before are kept, lower %s",
              OptionName.LR));
    }
    Map<ValidationMetric, Double> metrics = new HashMap<>();
    Evaluation.of(predictions(samples, GroupNumbers.sum(group, fractions)))
        .metrics()
        .forEach(
            (metric, value) -> {
              if (value instanceof MetricValue.Value defined) {
                metrics.put(metric, defined.value());
              }
            });
    return new Validation(sum / samples.size(), metrics);
  }

  private Predictions predictions(List<Sample> samples, double[] fractions) {
    List<Prediction> rows = new ArrayList<>();
    for (int i = 0; i < samples.size(); i++) {
      int start = i * classes.size();
      rows.add(
          new Prediction(
              i + " " + samples.get(i).image(),
              null,
              samples.get(i).label(),
              null,
              Arrays.stream(fractions, start, start + classes.size()).boxed().toList()));
    }
    return new Predictions(classes, rows);
  }

  @Override
  public void close() {
    if (classWeights != null) {
      classWeights.close();
    }
  }
}
