package org.allnet.inference.prediction;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.allnet.data.Counted;
import org.allnet.data.Interruption;
import org.allnet.data.image.CellPixels;
import org.allnet.inference.engine.device.ComputeDevice;
import org.allnet.inference.engine.device.Tensors;
import org.allnet.inference.engine.layer.Layers.Point;
import org.allnet.inference.engine.window.Footprint;
import org.allnet.inference.engine.window.Footprints;
import org.allnet.inference.image.input.ImageBatch;
import org.allnet.inference.image.input.InputOptions;
import org.allnet.inference.network.architecture.Gradients;
import org.allnet.inference.network.architecture.MapPlaces;
import org.allnet.inference.network.architecture.Network;
import org.allnet.inference.network.architecture.NetworkPlan;
import org.allnet.inference.view.Views;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;

/**
 * What explanations ask one network of a model: its logits for changed inputs, and how they depend
 * on its input and on its last map. The logit of an image is the mean of its views' logits. Numbers
 * come and go as arrays. Thread-safe until the network is closed.
 */
public final class ExplainedNetwork {

  /** Inputs that are computed together. */
  private static final int BATCH = 8;

  private final int number;
  private final double weight;
  private final NetworkPlan plan;
  private final Network.Inference inference;
  private final InputOptions input;
  private final Views views;
  private final ComputeDevice device;
  private final boolean windows;

  ExplainedNetwork(
      int number,
      double weight,
      NetworkPlan plan,
      Network.Inference inference,
      InputOptions input,
      Views views,
      ComputeDevice device,
      boolean windows) {
    this.number = number;
    this.weight = weight;
    this.plan = plan;
    this.inference = inference;
    this.input = input;
    this.views = views;
    this.device = device;
    this.windows = windows;
  }

  /** {@return whether it is a transformer, whose places are tokens} */
  public boolean hasTokens() {
    return plan.marks(Point.LAST_TOKENS);
  }

  /**
   * {@return whether the logits are linear in the last map, so that its attributions sum to the
   * logit but for a bias}
   */
  public boolean hasLinearHead() {
    return plan.hasLinearHead();
  }

  /** {@return whether its parts can be computed in windows around the cell} */
  public boolean hasStack() {
    return plan.hasStack();
  }

  /**
   * Prepares an image as the network sees it.
   *
   * @param cell a decoded image
   */
  public PreparedInput prepare(CellPixels cell) {
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      ImageBatch batch = input.batch(List.of(cell), size(), device, false);
      return new PreparedInput(
          number,
          weight,
          plan.options().channels(),
          size(),
          input.frame(cell),
          Tensors.toFloats(batch.images()));
    }
  }

  /**
   * Returns the logits of inputs.
   *
   * @param inputs each (channels, size, size) in [0,1]
   * @return a logit for each class, for each input
   * @throws org.allnet.data.RunException if the thread is interrupted, within a few inputs
   */
  public List<double[]> logits(List<float[]> inputs) {
    List<double[]> rows = new ArrayList<>();
    for (int start = 0; start < inputs.size(); start += BATCH) {
      Interruption.ofThisThread().check("explaining, after " + start + " inputs");
      rows.addAll(logitsTogether(inputs.subList(start, Math.min(inputs.size(), start + BATCH))));
    }
    return rows;
  }

  private List<double[]> logitsTogether(List<float[]> inputs) {
    int classes = plan.options().classes();
    List<double[]> rows = new ArrayList<>();
    inputs.forEach(each -> rows.add(new double[classes]));
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      Tensor images = tensor(inputs);
      for (int index = 0; index < views.count(); index++) {
        try (PointerScope one = new PointerScope()) {
          Tensor view = views.view(images, index);
          float[] logits = Tensors.toFloats(inference.logits(view, footprints(view)));
          for (int i = 0; i < logits.length; i++) {
            rows.get(i / classes)[i % classes] += (double) logits[i] / views.count();
          }
        }
      }
    }
    return rows;
  }

  /**
   * Returns how the logit of a class depends on inputs.
   *
   * @param inputs each (channels, size, size) in [0,1]
   * @param label the class, from 0
   * @throws org.allnet.data.RunException if the thread is interrupted, within a few inputs
   */
  public InputGradients gradients(List<float[]> inputs, int label) {
    double[] logits = new double[inputs.size()];
    float[][] gradients = new float[inputs.size()][];
    for (int start = 0; start < inputs.size(); start += BATCH) {
      Interruption.ofThisThread().check("explaining, after " + start + " inputs");
      List<float[]> some = inputs.subList(start, Math.min(inputs.size(), start + BATCH));
      for (int index = 0; index < views.count(); index++) {
        try (PointerScope scope = new PointerScope()) {
          int view = index;
          Gradients found =
              inference.gradients(
                  tensor(some),
                  images -> views.view(images, view),
                  Collections.nCopies(some.size(), label));
          add(found, start, label, logits, gradients);
        }
      }
    }
    return new InputGradients(logits, gradients);
  }

  private void add(Gradients found, int start, int label, double[] logits, float[][] gradients) {
    int classes = plan.options().classes();
    float[] own = Tensors.toFloats(found.logits());
    for (int i = 0; i < own.length / classes; i++) {
      logits[start + i] += (double) own[i * classes + label] / views.count();
      float[] part = Tensors.toFloats(found.gradient().narrow(0, i, 1));
      float[] sum = gradients[start + i];
      if (sum == null) {
        sum = new float[part.length];
        gradients[start + i] = sum;
      }
      for (int p = 0; p < part.length; p++) {
        sum[p] += part[p] / views.count();
      }
    }
  }

  /**
   * Returns the last map of each view of images, and the gradient of a logit by it.
   *
   * @param cells decoded images
   * @param labels the class of each image, from 0
   * @return for each image a map for each view
   * @throws org.allnet.data.RunException if the thread is interrupted, within a few images
   */
  public List<List<LastMap>> lastMaps(List<CellPixels> cells, List<Integer> labels) {
    List<List<LastMap>> maps = new ArrayList<>();
    for (int start = 0; start < cells.size(); start += BATCH) {
      Interruption.ofThisThread().check("explaining, after " + Counted.of(start, "image"));
      int end = Math.min(cells.size(), start + BATCH);
      maps.addAll(lastMapsTogether(cells.subList(start, end), labels.subList(start, end)));
    }
    return maps;
  }

  private List<List<LastMap>> lastMapsTogether(List<CellPixels> cells, List<Integer> labels) {
    List<List<LastMap>> maps = new ArrayList<>();
    cells.forEach(cell -> maps.add(new ArrayList<>()));
    try (PointerScope scope = new PointerScope()) {
      boolean once = views.count() == 1;
      ImageBatch batch;
      try (NoGradGuard guard = new NoGradGuard()) {
        batch = input.batch(cells, size(), device, once && windows);
      }
      for (int index = 0; index < views.count(); index++) {
        try (PointerScope one = new PointerScope()) {
          Tensor view = once ? batch.images() : views.view(batch.images(), index);
          List<Footprint> footprints = once ? batch.footprints() : footprints(view);
          Gradients found =
              inference.gradients(
                  view, footprints, hasTokens() ? Point.LAST_TOKENS : Point.LAST_MAP, labels);
          for (int i = 0; i < cells.size(); i++) {
            maps.get(i).add(map(found, i, labels.get(i), index));
          }
        }
      }
    }
    return maps;
  }

  private LastMap map(Gradients found, int image, int label, int view) {
    boolean tokens = hasTokens();
    MapPlaces places = plan.places(tokens ? Point.LAST_TOKENS : Point.LAST_MAP);
    return new LastMap(
        new LastMap.Look(number, weight / views.count(), views.matrix(view), size()),
        Tensors.toFloats(found.logits().select(0, image))[label],
        places,
        channelsFirst(found.value().select(0, image), tokens),
        channelsFirst(found.gradient().select(0, image), tokens),
        tokens ? new LastMap.ClassToken(true, ofToken(found, image)) : LastMap.ClassToken.NONE);
  }

  /** What the class token, the first of the sequence, adds to gradients times values. */
  private static double ofToken(Gradients found, int image) {
    float[] value = Tensors.toFloats(found.value().select(0, image).select(0, 0));
    float[] gradient = Tensors.toFloats(found.gradient().select(0, image).select(0, 0));
    double sum = 0;
    for (int i = 0; i < value.length; i++) {
      sum += (double) value[i] * gradient[i];
    }
    return sum;
  }

  /** A map as it is, or a sequence without its class token as a map. */
  private static float[] channelsFirst(Tensor value, boolean tokens) {
    return Tensors.toFloats(tokens ? value.narrow(0, 1, value.size(0) - 1).transpose(0, 1) : value);
  }

  private int size() {
    return plan.options().inputSize();
  }

  private List<Footprint> footprints(Tensor images) {
    return windows ? Footprints.measure(images) : List.of();
  }

  private Tensor tensor(List<float[]> inputs) {
    int channels = plan.options().channels();
    int numbers = channels * size() * size();
    float[] all = new float[Math.multiplyExact(numbers, inputs.size())];
    for (int i = 0; i < inputs.size(); i++) {
      float[] one = inputs.get(i);
      if (one.length != numbers) {
        throw new IllegalArgumentException(
            "an input of %d numbers, the network takes %d".formatted(one.length, numbers));
      }
      System.arraycopy(one, 0, all, i * numbers, numbers);
    }
    return Tensors.ofFloats(all, device.torch(), inputs.size(), channels, size(), size());
  }
}
