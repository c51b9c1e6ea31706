package org.allnet.inference.network.design;

import java.util.List;

/** The designs of detectors. Each is trained by a loss of its own. */
public enum DetectorDesign {
  /** YOLOX, without anchors. */
  YOLOX(Yolox.STRIDES),
  /** YOLOv4, with anchors. */
  YOLO_V4(YoloV4.STRIDES);

  private final List<Integer> strides;

  DetectorDesign(List<Integer> strides) {
    this.strides = strides;
  }

  /** {@return pixels of the input between neighbours of each of its grids, the finest first} */
  public List<Integer> strides() {
    return strides;
  }
}
