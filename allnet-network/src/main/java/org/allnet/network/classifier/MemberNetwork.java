package org.allnet.network.classifier;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.allnet.data.image.CellPixels;
import org.allnet.network.architecture.Network;
import org.allnet.network.architecture.Outputs;
import org.allnet.network.classifier.views.Views;
import org.allnet.network.device.ComputeDevice;
import org.allnet.network.device.Tensors;
import org.allnet.network.input.ImageBatch;
import org.allnet.network.input.InputOptions;
import org.allnet.network.layer.Layers.Point;
import org.allnet.network.model.ModelDescription;
import org.allnet.network.neighbourhood.BackboneFeatures;
import org.allnet.network.window.Footprint;
import org.allnet.network.window.Footprints;
import org.allnet.network.window.Shortcuts;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** One network of a model with what comes before it. Thread-safe until closed. */
final class MemberNetwork implements AutoCloseable {

  private final Network.Inference inference;
  private final InputOptions input;
  private final Views views;
  private final boolean meanOfLogits;
  private final int size;
  private final ComputeDevice device;
  private final Shortcuts shortcuts;

  MemberNetwork(
      Network network, ModelDescription description, ComputeDevice device, Shortcuts shortcuts) {
    this.inference = network.inference(shortcuts);
    this.input = description.input();
    this.views = Views.parse(description.answering().views());
    this.meanOfLogits = description.answering().meanOfLogits();
    this.size = network.plan().options().inputSize();
    this.device = device;
    this.shortcuts = shortcuts;
  }

  private List<Footprint> footprints(Tensor images) {
    return shortcuts == Shortcuts.NONE ? List.of() : Footprints.measure(images);
  }

  /** A row of probabilities for each cell: the mean over the views. */
  List<double[]> probabilities(List<CellPixels> cells) {
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      boolean once = views.count() == 1;
      ImageBatch batch = input.batch(cells, size, device, once && shortcuts != Shortcuts.NONE);
      if (once) {
        return Classifier.probabilities(inference.logits(batch.images(), batch.footprints()));
      }
      Tensor total = share(batch.images(), 0);
      for (int index = 1; index < views.count(); index++) {
        total = total.add(share(batch.images(), index));
      }
      Tensor mean = total.div(new Scalar((double) views.count()));
      return meanOfLogits ? Classifier.probabilities(mean) : rows(mean);
    }
  }

  /** What a view adds to the mean. */
  private Tensor share(Tensor images, int index) {
    return Tensors.scoped(
        () -> {
          Tensor view = views.view(images, index);
          Tensor logits = inference.logits(view, footprints(view)).to(torch.ScalarType.Double);
          return meanOfLogits ? logits : torch.softmax(logits, 1);
        });
  }

  /** What the last dense layer sees of each cell as it is. */
  List<double[]> features(List<CellPixels> cells) {
    return rows(cells, Point.FEATURES).stream()
        .map(
            row -> {
              double[] values = new double[row.length];
              Arrays.setAll(values, i -> row[i]);
              return values;
            })
        .toList();
  }

  /** The places of the last map: float[cell][place][channel]. */
  List<float[][]> descriptors(List<CellPixels> cells) {
    List<float[][]> descriptors = new ArrayList<>();
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      Tensor map = look(cells, Point.LAST_MAP);
      int channels = (int) map.size(1);
      for (int i = 0; i < cells.size(); i++) {
        descriptors.add(
            BackboneFeatures.normalisedColumns(Tensors.toFloats(map.narrow(0, i, 1)), channels));
      }
    }
    return descriptors;
  }

  private List<float[]> rows(List<CellPixels> cells, Point point) {
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      float[] values = Tensors.toFloats(look(cells, point));
      int length = values.length / cells.size();
      List<float[]> rows = new ArrayList<>();
      for (int i = 0; i < cells.size(); i++) {
        rows.add(Arrays.copyOfRange(values, i * length, (i + 1) * length));
      }
      return rows;
    }
  }

  private Tensor look(List<CellPixels> cells, Point point) {
    ImageBatch batch = input.batch(cells, size, device, shortcuts != Shortcuts.NONE);
    Outputs outputs = inference.outputs(batch.images(), batch.footprints());
    Tensor value = outputs.marks().get(point);
    if (value == null) {
      throw new IllegalStateException("this network marks no " + point);
    }
    return value;
  }

  private static List<double[]> rows(Tensor table) {
    double[] values = Tensors.toDoubles(table);
    int length = (int) table.size(1);
    List<double[]> rows = new ArrayList<>();
    for (int start = 0; start < values.length; start += length) {
      rows.add(Arrays.copyOfRange(values, start, start + length));
    }
    return rows;
  }

  @Override
  public void close() {
    inference.close();
  }
}
