package org.allnet.benchmark.engine;

import java.util.List;
import org.allnet.data.image.CellPixels;

/** Cells as the engines of others take them: whole frames, float32, channel by channel. */
final class PlanarImages {

  private PlanarImages() {}

  /**
   * Lays cells out.
   *
   * @param batch cells whose frames have the network's size
   * @param side that size
   * @return (batch, 3, side, side), RGB in [0,1], row-major
   */
  static float[] of(List<LabelledCell> batch, int side) {
    int plane = side * side;
    float[] values = new float[batch.size() * 3 * plane];
    for (int i = 0; i < batch.size(); i++) {
      CellPixels cell = batch.get(i).pixels();
      if (cell.frameHeight() != side || cell.frameWidth() != side) {
        throw new IllegalArgumentException("a frame of another size than " + side);
      }
      byte[] rgb = cell.rgb();
      for (int y = 0; y < cell.height(); y++) {
        int target = i * 3 * plane + (cell.top() + y) * side + cell.left();
        int source = y * cell.width() * 3;
        for (int x = 0; x < cell.width(); x++) {
          for (int channel = 0; channel < 3; channel++) {
            values[target + channel * plane + x] = (rgb[source++] & 0xff) / 255f;
          }
        }
      }
    }
    return values;
  }
}
