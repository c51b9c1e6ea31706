package org.allnet.detect.loss;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.allnet.inference.engine.device.Tensors;
import org.allnet.inference.engine.layer.Layers.Point;
import org.allnet.inference.network.architecture.Outputs;
import org.allnet.inference.network.design.DetectionAnchors;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * YOLOv4's loss, as its configuration has it: .07 times one minus the complete IoU of each assigned
 * place, cross-entropy of there being a cell, cross-entropy of the classes; sums over a batch
 * divided by its images. A place that is assigned nothing but overlaps a cell by more than .7 is
 * not told that there is none. Classes are not smoothed: the paper lists smoothing, the released
 * configuration has none. Darknet also asks that such a place says some class with more than .25,
 * which is left out here.
 */
final class YoloV4Loss implements DetectionLoss {

  private static final double BOX_WEIGHT = 0.07;
  private static final double NOT_TOLD = 0.7;
  private static final long SUM = 2;

  private final int classes;
  private final int count;
  private final AnchorAssignment assigner;

  YoloV4Loss(Places places, DetectionAnchors anchors, int classes) {
    this.classes = classes;
    this.count = DetectionAnchors.PER_CELL * places.count();
    this.assigner = new AnchorAssignment(places, anchors);
  }

  @Override
  public Tensor of(Outputs outputs, List<List<TrueCell>> truths, boolean closing) {
    int images = truths.size();
    Tensor raw = outputs.logits().reshape((long) images * count, 5 + classes);
    Tensor boxes =
        Objects.requireNonNull(outputs.marks().get(Point.BOXES)).reshape((long) images * count, 4);
    Device device = raw.device();
    float[] said = Tensors.toFloats(boxes);
    float[] target = new float[images * count];
    float[] told = new float[images * count];
    Arrays.fill(told, 1);
    List<Long> chosen = new ArrayList<>();
    List<TrueCell> cells = new ArrayList<>();
    for (int image = 0; image < images; image++) {
      List<TrueCell> own = truths.get(image);
      for (int place = 0; place < count; place++) {
        int at = image * count + place;
        if (own.stream().anyMatch(cell -> cell.iou(said, 4 * at) > NOT_TOLD)) {
          told[at] = 0;
        }
      }
      for (AnchorAssignment.Positive positive : assigner.assign(own)) {
        int at = image * count + positive.place();
        target[at] = 1;
        told[at] = 1;
        chosen.add((long) at);
        cells.add(own.get(positive.cell()));
      }
    }
    Tensor sum =
        torch.binary_cross_entropy_with_logits(
            raw.narrow(1, 4, 1),
            Tensors.ofFloats(target, device, target.length, 1),
            new TensorOptional(Tensors.ofFloats(told, device, told.length, 1)),
            new TensorOptional(),
            SUM);
    if (!chosen.isEmpty()) {
      Tensor index =
          Tensors.ofLongs(
              chosen.stream().mapToLong(Long::longValue).toArray(), device, chosen.size());
      sum =
          sum.add(boxLoss(boxes.index_select(0, index), cells))
              .add(classLoss(raw.index_select(0, index), cells));
    }
    return sum.div(new Scalar((double) images));
  }

  private static Tensor boxLoss(Tensor found, List<TrueCell> cells) {
    float[] labelled = new float[4 * cells.size()];
    for (int i = 0; i < cells.size(); i++) {
      TrueCell cell = cells.get(i);
      labelled[4 * i] = (float) cell.centreX();
      labelled[4 * i + 1] = (float) cell.centreY();
      labelled[4 * i + 2] = (float) cell.width();
      labelled[4 * i + 3] = (float) cell.height();
    }
    Tensor complete =
        BoxOverlap.of(found, Tensors.ofFloats(labelled, found.device(), cells.size(), 4))
            .complete();
    return complete.neg().add(new Scalar(1.0)).sum().mul(new Scalar(BOX_WEIGHT));
  }

  private Tensor classLoss(Tensor raw, List<TrueCell> cells) {
    float[] targets = new float[classes * cells.size()];
    for (int i = 0; i < cells.size(); i++) {
      targets[classes * i + cells.get(i).classIndex()] = 1;
    }
    return torch.binary_cross_entropy_with_logits(
        raw.narrow(1, 5, classes),
        Tensors.ofFloats(targets, raw.device(), cells.size(), classes),
        new TensorOptional(),
        new TensorOptional(),
        SUM);
  }
}
