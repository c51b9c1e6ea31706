package org.allnet.detect.box;

import org.allnet.inference.engine.device.ComputeDevice;
import org.allnet.inference.engine.device.Tensors;
import org.allnet.inference.image.pixels.AntialiasedResize;
import org.allnet.inference.image.pixels.PlaneResize;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Fields as tensors. */
public final class FieldTensors {

  private FieldTensors() {}

  /**
   * Sends a field to a device.
   *
   * @param field its pixels
   * @param device where to
   * @return float32 (3, height, width) in [0,1], for the caller's scope to free
   */
  public static Tensor of(FieldPixels field, ComputeDevice device) {
    return Tensors.sent(Tensors.ofBytes(field.rgb()), device.torch())
        .view(field.height(), field.width(), 3)
        .permute(2, 0, 1)
        .to(ScalarType.Float)
        .div(new Scalar(255.0));
  }

  /**
   * Returns a field as a detector sees it.
   *
   * @param field its pixels
   * @param side of the detector's input
   * @param device where the detector is
   * @return float32 (1, 3, side, side) in [0,1], for the caller's scope to free
   */
  public static Tensor letterboxed(FieldPixels field, int side, ComputeDevice device) {
    Letterbox box = new Letterbox(field.width(), field.height(), side);
    Tensor input = grey(1, side, device);
    Tensor inner = resized(field, box.innerHeight(), box.innerWidth(), device);
    input.select(0, 0).narrow(1, 0, box.innerHeight()).narrow(2, 0, box.innerWidth()).copy_(inner);
    return input;
  }

  /**
   * Returns a field in another size.
   *
   * @param field its pixels
   * @param height rows of the result
   * @param width columns of the result
   * @param device where to have it
   * @return float32 (3, height, width) in [0,1], for the caller's scope to free
   */
  public static Tensor resized(FieldPixels field, int height, int width, ComputeDevice device) {
    return device.isCuda()
        ? AntialiasedResize.image(of(field, device), height, width)
        : Tensors.ofFloats(
            PlaneResize.planes(field.rgb(), field.width(), field.height(), width, height),
            device.torch(),
            3,
            height,
            width);
  }

  /**
   * Returns a field as a detector sees it, for another engine.
   *
   * @param field its pixels
   * @param side of the detector's input
   * @param device where to scale it
   * @return (3, side, side) in [0,1], red first, each plane row by row
   */
  public static float[] planes(FieldPixels field, int side, ComputeDevice device) {
    try (PointerScope scope = new PointerScope()) {
      return Tensors.toFloats(letterboxed(field, side, device));
    }
  }

  /** Empty inputs: float32 (batch, 3, side, side), for the caller's scope to free. */
  public static Tensor grey(int count, int side, ComputeDevice device) {
    return torch
        .empty(
            new long[] {count, 3, side, side},
            Tensors.options(ScalarType.Float, device.torch()),
            null)
        .fill_(new Scalar(Letterbox.GREY));
  }
}
