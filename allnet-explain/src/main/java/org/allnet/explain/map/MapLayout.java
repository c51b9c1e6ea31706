package org.allnet.explain.map;

import org.allnet.inference.image.input.InputFrame;
import org.allnet.inference.network.architecture.MapPlaces;
import org.allnet.inference.view.ViewMatrix;

/**
 * Lays maps of a network's own resolution on the image that the network saw: the resizing, the crop
 * and the test-time view are undone, values between places are interpolated bilinearly. What the
 * network did not see has 0.
 */
public final class MapLayout {

  private final InputFrame frame;
  private final int inputSize;

  /**
   * A layout.
   *
   * @param frame which square of the image filled the network's input
   * @param inputSize side of that input in pixels
   */
  public MapLayout(InputFrame frame, int inputSize) {
    this.frame = frame;
    this.inputSize = inputSize;
  }

  /**
   * Lays a map with a value for each pixel of the input.
   *
   * @param values (size, size) row by row
   * @return a map of the image's height and width; the same values if the image was not resized
   */
  public AttributionMap ofInput(float[] values) {
    return ofPlaces(values, new MapPlaces(inputSize, 0.5, 1), ViewMatrix.IDENTITY);
  }

  /**
   * Lays a map with a value for each place of a network's map.
   *
   * @param values (rows, rows) row by row
   * @param places where they lie in the network's input
   * @param view where the view that the network saw has its pixels from
   * @return a map of the image's height and width
   */
  public AttributionMap ofPlaces(float[] values, MapPlaces places, ViewMatrix view) {
    ViewMatrix back = view.inverse();
    double middle = inputSize / 2.0;
    double scale = (double) inputSize / frame.side();
    float[] laid = new float[frame.imageHeight() * frame.imageWidth()];
    for (int row = 0; row < frame.imageHeight(); row++) {
      double y = (row + 0.5 - frame.top()) * scale - middle;
      for (int column = 0; column < frame.imageWidth(); column++) {
        double x = (column + 0.5 - frame.left()) * scale - middle;
        if (Math.abs(x) < middle && Math.abs(y) < middle) {
          double across = back.xx() * x + back.xy() * y;
          double down = back.yx() * x + back.yy() * y;
          if (Math.abs(across) < middle && Math.abs(down) < middle) {
            laid[row * frame.imageWidth() + column] =
                at(
                    values,
                    places.rows(),
                    (down + middle - places.first()) / places.step(),
                    (across + middle - places.first()) / places.step());
          }
        }
      }
    }
    return new AttributionMap(frame.imageHeight(), frame.imageWidth(), laid);
  }

  private static float at(float[] values, int rows, double row, double column) {
    double y = Math.max(0, Math.min(rows - 1, row));
    double x = Math.max(0, Math.min(rows - 1, column));
    int top = (int) y;
    int left = (int) x;
    int bottom = Math.min(rows - 1, top + 1);
    int right = Math.min(rows - 1, left + 1);
    double down = y - top;
    double across = x - left;
    double upper = values[top * rows + left] * (1 - across) + values[top * rows + right] * across;
    double lower =
        values[bottom * rows + left] * (1 - across) + values[bottom * rows + right] * across;
    return (float) (upper * (1 - down) + lower * down);
  }
}
