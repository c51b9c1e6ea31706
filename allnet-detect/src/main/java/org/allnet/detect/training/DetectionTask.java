package org.allnet.detect.training;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.allnet.detect.box.FieldInference;
import org.allnet.detect.box.FieldTensors;
import org.allnet.detect.box.NonMaximumSuppression;
import org.allnet.detect.field.LabelledField;
import org.allnet.detect.loss.DetectionLoss;
import org.allnet.detect.loss.TrueCell;
import org.allnet.detect.model.StoredNetwork;
import org.allnet.evaluation.detection.BoxMetric;
import org.allnet.evaluation.detection.CocoEvaluation;
import org.allnet.evaluation.detection.CocoMetric;
import org.allnet.evaluation.detection.DetectedField;
import org.allnet.evaluation.metric.ValidationMetric;
import org.allnet.inference.engine.device.ComputeDevice;
import org.allnet.inference.image.input.ImageBatch;
import org.allnet.inference.network.architecture.Network;
import org.allnet.inference.network.architecture.NetworkOptions;
import org.allnet.inference.network.architecture.Outputs;
import org.allnet.training.augmentation.Sample;
import org.allnet.training.trainer.Task;
import org.bytedeco.pytorch.Tensor;

/**
 * Finding cells in fields. Validation is by average precision: the loss that tells the best epoch
 * is what it lacks to 1. It is that of the weights as the detector's file holds them, with 16 bits.
 */
final class DetectionTask implements Task<DetectionTask.Batch> {

  /** The least score of a box that validation looks at. */
  static final double LEAST_SCORE = 0.01;

  private final NetworkOptions options;
  private final DetectionRecipe recipe;
  private final List<String> classes;
  private final Map<String, LabelledField> validation = new LinkedHashMap<>();
  private final FieldStore store;
  private final List<LabelledField> training;
  private final ComputeDevice device;
  private final DetectionLoss loss;
  private boolean closing;
  private List<DetectedField> latest = List.of();

  /**
   * Begins with the validation fields and what computes the loss.
   *
   * @param recipe how to train
   * @param options the network
   * @param classes the names of the classes
   * @param training the training fields
   * @param validation the validation fields
   * @param device where to train
   */
  DetectionTask(
      DetectionRecipe recipe,
      NetworkOptions options,
      List<String> classes,
      List<LabelledField> training,
      List<LabelledField> validation,
      ComputeDevice device) {
    this.recipe = recipe;
    this.options = options;
    this.classes = List.copyOf(classes);
    this.store = FieldStore.of(training, recipe.mostPixels());
    this.training = training.stream().map(field -> store.named(field.name())).toList();
    validation.forEach(field -> this.validation.put(field.name(), field));
    this.device = device;
    this.loss = DetectionLoss.of(options);
  }

  /**
   * Inputs with their cells.
   *
   * @param input what the network sees
   * @param truths the cells of each, in pixels of the input
   */
  record Batch(ImageBatch input, List<List<TrueCell>> truths) {}

  @Override
  public ComputeDevice device() {
    return device;
  }

  @Override
  public void begin(int epoch, int epochs) {
    closing = epoch > epochs - Math.round(recipe.closing() * epochs);
  }

  @Override
  public Batch batch(List<Sample> samples) {
    Tensor inputs = FieldTensors.grey(samples.size(), options.inputSize(), device);
    List<List<TrueCell>> truths = new ArrayList<>();
    for (int i = 0; i < samples.size(); i++) {
      Scene scene = new Scene(inputs.select(0, i), recipe.changes(), device);
      scene.plain(store.named(samples.get(i).image()));
      truths.add(scene.cells());
    }
    return new Batch(new ImageBatch(inputs, List.of()), truths);
  }

  @Override
  public Batch changed(List<Sample> samples, long seed) {
    Tensor inputs = FieldTensors.grey(samples.size(), options.inputSize(), device);
    List<List<TrueCell>> truths = new ArrayList<>();
    SplittableRandom seeds = new SplittableRandom(seed);
    for (int i = 0; i < samples.size(); i++) {
      SplittableRandom random = seeds.split();
      LabelledField field = store.named(samples.get(i).image());
      Scene scene = new Scene(inputs.select(0, i), recipe.changes(), device);
      if (!closing && random.nextDouble() < recipe.changes().mosaic()) {
        List<LabelledField> four = new ArrayList<>(List.of(field));
        while (four.size() < 4) {
          four.add(training.get(random.nextInt(training.size())));
        }
        scene.mosaic(four, random);
      } else {
        scene.changed(field, random);
      }
      truths.add(scene.cells());
    }
    return new Batch(new ImageBatch(inputs, List.of()), truths);
  }

  @Override
  public ImageBatch input(Batch batch) {
    return batch.input();
  }

  @Override
  public Tensor loss(Outputs outputs, Batch batch) {
    return loss.of(outputs, batch.truths(), closing);
  }

  @Override
  public Validation validate(Network network, List<Sample> samples, Runnable beforeBatch) {
    List<DetectedField> fields = new ArrayList<>();
    try (Network stored = StoredNetwork.asStored(network);
        FieldInference inference = FieldInference.of(stored, device)) {
      for (Sample sample : samples) {
        beforeBatch.run();
        fields.add(detected(inference, requireNonNull(validation.get(sample.image()))));
      }
    }
    latest = List.copyOf(fields);
    CocoEvaluation evaluation = CocoEvaluation.of(fields, classes.size());
    Map<ValidationMetric, Double> metrics = new HashMap<>();
    for (BoxMetric ofAll : List.of(BoxMetric.AP, BoxMetric.AP50)) {
      evaluation.value(ofAll.metric()).ifPresent(value -> metrics.put(ofAll, value));
    }
    for (int c = 0; c < classes.size(); c++) {
      BoxMetric ofClass = new BoxMetric(CocoMetric.AP50, classes.get(c));
      evaluation.value(CocoMetric.AP50, c).ifPresent(value -> metrics.put(ofClass, value));
    }
    return new Validation(1 - metrics.getOrDefault(BoxMetric.AP, 0.0), metrics);
  }

  /** {@return what the latest validation found} */
  List<DetectedField> latest() {
    return latest;
  }

  /** A validation field with all boxes that are certain enough to be looked at. */
  static DetectedField detected(FieldInference inference, LabelledField field) {
    return new DetectedField(
        field.name(),
        field.person(),
        field.truths(),
        NonMaximumSuppression.USUAL.of(inference.found(field.pixels(), LEAST_SCORE)));
  }
}
