package org.allnet.inference.prediction;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.allnet.data.image.CellPixels;
import org.allnet.inference.compute.InferenceMode;
import org.allnet.inference.engine.device.ComputeDevice;
import org.allnet.inference.engine.device.Tensors;
import org.allnet.inference.engine.layer.Layers.Point;
import org.allnet.inference.engine.window.Footprint;
import org.allnet.inference.engine.window.Footprints;
import org.allnet.inference.image.input.ImageBatch;
import org.allnet.inference.image.input.InputOptions;
import org.allnet.inference.model.ModelDescription;
import org.allnet.inference.network.architecture.LogitSoftmax;
import org.allnet.inference.network.architecture.Network;
import org.allnet.inference.network.architecture.NetworkPlan;
import org.allnet.inference.network.architecture.Outputs;
import org.allnet.inference.refusal.Evidence;
import org.allnet.inference.transductive.BackboneFeatures;
import org.allnet.inference.view.Views;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * One network of a model with what comes before it. It looks at cells together, in the mode that
 * was asked for, or at one alone, in the exact mode: what it then says depends on nothing but the
 * cell. Thread-safe until closed.
 */
final class EnsembleNetwork implements AutoCloseable {

  private final Look together;
  private final Look alone;
  private final InputOptions input;
  private final Views views;
  private final boolean meanOfLogits;
  private final NetworkPlan plan;
  private final int size;
  private final int classes;
  private final ComputeDevice device;

  /** How a network is asked. */
  private record Look(Network.Inference inference, InferenceMode mode) {

    List<Footprint> footprints(Tensor images) {
      return mode == InferenceMode.EXACT ? List.of() : Footprints.measure(images);
    }

    boolean measures() {
      return mode != InferenceMode.EXACT;
    }
  }

  EnsembleNetwork(
      Network network, ModelDescription description, ComputeDevice device, InferenceMode mode) {
    this.input = description.input();
    this.views = description.pipeline().views();
    this.meanOfLogits = description.pipeline().meanOfLogits();
    this.plan = network.plan();
    this.size = plan.options().inputSize();
    this.classes = plan.options().classes();
    this.device = device;
    this.together = new Look(network.inference(mode), mode);
    this.alone = mode == InferenceMode.EXACT ? together : exact(network);
  }

  private Look exact(Network network) {
    try {
      return new Look(network.inference(InferenceMode.EXACT), InferenceMode.EXACT);
    } catch (RuntimeException | Error e) {
      together.inference().close();
      throw e;
    }
  }

  /**
   * What it makes of each cell: probabilities are the mean over the views, features and energy are
   * those of the image as it is, of the same pass.
   */
  List<Evidence> evidence(List<CellPixels> cells) {
    return evidence(cells, together);
  }

  /** The same of one cell, whatever else is asked about. */
  Evidence evidence(CellPixels cell) {
    return evidence(List.of(cell), alone).get(0);
  }

  private List<Evidence> evidence(List<CellPixels> cells, Look look) {
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      boolean once = views.count() == 1;
      ImageBatch batch = input.batch(cells, size, device, once && look.measures());
      Seen first = seen(batch.images(), once ? batch.footprints() : null, look);
      if (once) {
        return evidence(first, LogitSoftmax.rows(first.logits()));
      }
      Tensor total = fraction(first.logits());
      for (int index = 1; index < views.count(); index++) {
        total = total.add(fraction(batch.images(), index, look));
      }
      Tensor mean = total.div(new Scalar((double) views.count()));
      return evidence(first, meanOfLogits ? LogitSoftmax.rows(mean) : LogitSoftmax.toRows(mean));
    }
  }

  /** What comes of a pass: logits and the features behind them. */
  private record Seen(Tensor logits, Tensor features) {}

  /** Looks at images as they are; without footprints that are known, these are measured. */
  private Seen seen(Tensor images, @Nullable List<Footprint> known, Look look) {
    List<Footprint> footprints = known == null ? look.footprints(images) : known;
    Tensor both =
        Tensors.scoped(
            () -> {
              Outputs outputs = look.inference().outputs(images, footprints);
              Tensor features = marked(outputs, Point.FEATURES).flatten(1, -1);
              return torch.cat(new TensorVector(outputs.logits(), features), 1);
            });
    return new Seen(
        both.narrow(1, 0, classes), both.narrow(1, classes, both.size(1) - classes).contiguous());
  }

  private List<Evidence> evidence(Seen first, List<double[]> probabilities) {
    float[] logits = Tensors.toFloats(first.logits().contiguous());
    float[] features = Tensors.toFloats(first.features());
    int each = features.length / probabilities.size();
    List<Evidence> evidence = new ArrayList<>();
    for (int i = 0; i < probabilities.size(); i++) {
      double[] own = new double[classes];
      int start = i * classes;
      Arrays.setAll(own, k -> logits[start + k]);
      evidence.add(
          new Evidence(
              Arrays.copyOfRange(features, i * each, (i + 1) * each),
              Evidence.energy(own),
              probabilities.get(i)));
    }
    return evidence;
  }

  /** What a view adds to the mean. */
  private Tensor fraction(Tensor images, int index, Look look) {
    return Tensors.scoped(
        () -> {
          Tensor view = views.view(images, index);
          return fraction(look.inference().logits(view, look.footprints(view)));
        });
  }

  private Tensor fraction(Tensor logits) {
    return meanOfLogits ? logits.to(torch.ScalarType.Double) : LogitSoftmax.of(logits);
  }

  /** What the last dense layer sees of a cell as it is, whatever else is asked about. */
  double[] features(CellPixels cell) {
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      float[] values = Tensors.toFloats(marked(List.of(cell), Point.FEATURES, alone));
      double[] row = new double[values.length];
      Arrays.setAll(row, i -> values[i]);
      return row;
    }
  }

  /** The places of the last map: (cells, places, channels). */
  List<float[][]> descriptors(List<CellPixels> cells) {
    List<float[][]> descriptors = new ArrayList<>();
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      Tensor map = marked(cells, Point.LAST_MAP, together);
      int channels = (int) map.size(1);
      for (int i = 0; i < cells.size(); i++) {
        descriptors.add(
            BackboneFeatures.normalisedColumns(Tensors.toFloats(map.narrow(0, i, 1)), channels));
      }
    }
    return descriptors;
  }

  /** What explanations ask of it. */
  ExplainedNetwork explained(int number, double weight) {
    return new ExplainedNetwork(
        number, weight, plan, together.inference(), input, views, device, together.measures());
  }

  private Tensor marked(List<CellPixels> cells, Point point, Look look) {
    ImageBatch batch = input.batch(cells, size, device, look.measures());
    return marked(look.inference().outputs(batch.images(), batch.footprints()), point);
  }

  private static Tensor marked(Outputs outputs, Point point) {
    Tensor value = outputs.marks().get(point);
    if (value == null) {
      throw new IllegalStateException("this network marks no " + point);
    }
    return value;
  }

  @Override
  public void close() {
    together.inference().close();
    if (alone != together) {
      alone.inference().close();
    }
  }
}
