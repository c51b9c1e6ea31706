package org.allnet.detect.loss;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.allnet.inference.engine.device.Tensors;
import org.allnet.inference.engine.layer.Layers.Point;
import org.allnet.inference.network.architecture.Outputs;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * YOLOX's loss (Ge et al. 2021, arXiv 2107.08430): five times one minus the squared overlap of each
 * assigned place, cross-entropy of there being a cell over all places, cross-entropy of the classes
 * whose target is the overlap; all divided by the number of assigned places. In the closing epochs
 * the distance of the raw box numbers is added.
 */
final class YoloxLoss implements DetectionLoss {

  private static final double BOX_WEIGHT = 5;

  /** Reduction of the engine's losses to a sum. */
  private static final long SUM = 2;

  private final int classes;
  private final int count;
  private final int[] cells;
  private final SimOta assigner;

  YoloxLoss(Places places, int classes) {
    this.classes = classes;
    this.count = places.count();
    this.cells = places.cells();
    this.assigner = new SimOta(places);
  }

  /** An assigned place of a batch. */
  private record Positive(int index, TrueCell cell, double overlap) {}

  @Override
  public Tensor of(Outputs outputs, List<List<TrueCell>> truths, boolean closing) {
    int images = truths.size();
    int numbers = 5 + classes;
    Tensor raw = outputs.logits().reshape((long) images * count, numbers);
    Tensor boxes =
        Objects.requireNonNull(outputs.marks().get(Point.BOXES)).reshape((long) images * count, 4);
    List<Positive> positives = positives(Tensors.toFloats(raw), Tensors.toFloats(boxes), truths);
    Device device = raw.device();
    float[] certain = new float[images * count];
    positives.forEach(positive -> certain[positive.index()] = 1);
    Tensor sum = entropy(raw.narrow(1, 4, 1), Tensors.ofFloats(certain, device, certain.length, 1));
    if (!positives.isEmpty()) {
      Tensor chosen =
          Tensors.ofLongs(
              positives.stream().mapToLong(Positive::index).toArray(), device, positives.size());
      Tensor rawChosen = raw.index_select(0, chosen);
      sum =
          sum.add(overlapLoss(boxes.index_select(0, chosen), positives).mul(new Scalar(BOX_WEIGHT)))
              .add(entropy(rawChosen.narrow(1, 5, classes), classTargets(positives, device)));
      if (closing) {
        sum = sum.add(rawChosen.narrow(1, 0, 4).sub(rawTargets(positives, device)).abs().sum());
      }
    }
    return sum.div(new Scalar((double) Math.max(1, positives.size())));
  }

  private static Tensor entropy(Tensor logits, Tensor targets) {
    return torch.binary_cross_entropy_with_logits(
        logits, targets, new TensorOptional(), new TensorOptional(), SUM);
  }

  private List<Positive> positives(float[] raw, float[] boxes, List<List<TrueCell>> truths) {
    List<Positive> positives = new ArrayList<>();
    int numbers = 5 + classes;
    for (int image = 0; image < truths.size(); image++) {
      float[] logits = new float[count * (1 + classes)];
      for (int place = 0; place < count; place++) {
        int from = (image * count + place) * numbers + 4;
        System.arraycopy(raw, from, logits, place * (1 + classes), 1 + classes);
      }
      float[] own = new float[4 * count];
      System.arraycopy(boxes, 4 * image * count, own, 0, own.length);
      SimOta.Assignment assignment = assigner.assign(own, logits, classes, truths.get(image));
      for (int place = 0; place < count; place++) {
        int cell = assignment.cellOfPlace()[place];
        if (cell >= 0) {
          positives.add(
              new Positive(
                  image * count + place, truths.get(image).get(cell), assignment.overlap()[place]));
        }
      }
    }
    return positives;
  }

  private static Tensor overlapLoss(Tensor found, List<Positive> positives) {
    float[] labelled = new float[4 * positives.size()];
    for (int i = 0; i < positives.size(); i++) {
      TrueCell cell = positives.get(i).cell();
      labelled[4 * i] = (float) cell.centreX();
      labelled[4 * i + 1] = (float) cell.centreY();
      labelled[4 * i + 2] = (float) cell.width();
      labelled[4 * i + 3] = (float) cell.height();
    }
    Tensor iou =
        BoxOverlap.of(found, Tensors.ofFloats(labelled, found.device(), positives.size(), 4)).iou();
    return iou.square().neg().add(new Scalar(1.0)).sum();
  }

  private Tensor classTargets(List<Positive> positives, Device device) {
    float[] targets = new float[classes * positives.size()];
    for (int i = 0; i < positives.size(); i++) {
      Positive positive = positives.get(i);
      targets[classes * i + positive.cell().classIndex()] = (float) positive.overlap();
    }
    return Tensors.ofFloats(targets, device, positives.size(), classes);
  }

  /** What the raw box numbers of each place would be if its box were right. */
  private Tensor rawTargets(List<Positive> positives, Device device) {
    float[] targets = new float[4 * positives.size()];
    for (int i = 0; i < positives.size(); i++) {
      TrueCell cell = positives.get(i).cell();
      int place = positives.get(i).index() % count;
      double stride = cells[3 * place + 2];
      targets[4 * i] = (float) (cell.centreX() / stride - cells[3 * place]);
      targets[4 * i + 1] = (float) (cell.centreY() / stride - cells[3 * place + 1]);
      targets[4 * i + 2] = (float) Math.log(cell.width() / stride);
      targets[4 * i + 3] = (float) Math.log(cell.height() / stride);
    }
    return Tensors.ofFloats(targets, device, positives.size(), 4);
  }
}
