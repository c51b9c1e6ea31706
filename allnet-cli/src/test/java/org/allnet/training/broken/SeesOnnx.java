package org.allnet.training.broken;

import ai.onnx.proto.OnnxMl;

/** Breaks a wall, so that a test sees it fail. */
public final class SeesOnnx {

  /** What must not be seen from here. */
  public OnnxMl seen;
}
