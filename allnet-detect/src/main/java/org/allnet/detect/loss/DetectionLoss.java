package org.allnet.detect.loss;

import java.util.List;
import org.allnet.inference.network.architecture.Architectures;
import org.allnet.inference.network.architecture.NetworkOptions;
import org.allnet.inference.network.architecture.Outputs;
import org.allnet.inference.network.design.DetectionAnchors;
import org.allnet.inference.network.design.DetectorDesign;
import org.bytedeco.pytorch.Tensor;

/** What a detector's training makes small. */
public interface DetectionLoss {

  /**
   * Returns the loss of a batch.
   *
   * @param outputs what the network says of it
   * @param truths the labelled cells of each image, in pixels of the input
   * @param closing whether these are the last epochs, without mosaics
   * @return one number that gradients flow through, for the caller's scope to free
   */
  Tensor of(Outputs outputs, List<List<TrueCell>> truths, boolean closing);

  /**
   * Returns the loss that a detector was published with.
   *
   * @param options of a detector
   * @throws org.allnet.data.OptionException if it is no detector
   */
  static DetectionLoss of(NetworkOptions options) {
    DetectorDesign design = Architectures.designOf(options.architecture());
    Places places = new Places(options.inputSize(), design.strides());
    return switch (design) {
      case YOLOX -> new YoloxLoss(places, options.classes());
      case YOLO_V4 -> new YoloV4Loss(places, DetectionAnchors.BLOOD_CELLS, options.classes());
    };
  }
}
