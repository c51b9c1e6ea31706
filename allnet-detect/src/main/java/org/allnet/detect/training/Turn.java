package org.allnet.detect.training;

import org.allnet.data.field.BoundingBox;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * One of the eight symmetries of a square, for a field of any size: first mirrored left to right,
 * then turned.
 *
 * @param mirrored whether it is mirrored
 * @param quarters quarter turns counter-clockwise as seen, 0 to 3
 */
record Turn(boolean mirrored, int quarters) {

  /**
   * Turns a field.
   *
   * @param field (channels, height, width)
   */
  Tensor of(Tensor field) {
    Tensor first = mirrored ? torch.flip(field, 2) : field;
    return quarters == 0 ? first : torch.rot90(first, quarters, 1, 2);
  }

  /**
   * Turns a box of a field.
   *
   * @param box in pixels of the field
   * @param width of the field before it is turned
   * @param height of the field before it is turned
   * @return in pixels of the turned field
   */
  BoundingBox of(BoundingBox box, double width, double height) {
    BoundingBox turned =
        mirrored
            ? new BoundingBox(width - box.right(), box.top(), width - box.left(), box.bottom())
            : box;
    double across = width;
    double down = height;
    for (int i = 0; i < quarters; i++) {
      turned =
          new BoundingBox(
              turned.top(), across - turned.right(), turned.bottom(), across - turned.left());
      double before = across;
      across = down;
      down = before;
    }
    return turned;
  }
}
