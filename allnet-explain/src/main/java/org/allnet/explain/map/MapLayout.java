package org.allnet.explain.map;

import org.allnet.inference.image.input.InputFrame;
import org.allnet.inference.network.architecture.MapPlaces;
import org.allnet.inference.view.ViewMatrix;

/**
 * Lays maps of a network's own resolution on the image that the network saw: the resizing, the crop
 * and the test-time view are undone. Values between places are interpolated bilinearly; values that
 * are to be summed are spread instead. What the network did not see has 0.
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
   * Lays a map whose values are to be summed, one for each pixel of the input. Each value is spread
   * over the image's pixels about it, so that the sum stays. Only what lies on padding beyond the
   * pixels next to the image is left out.
   *
   * @param values (size, size) row by row
   * @return a map of the image's height and width; the same values if the image was not resized
   */
  public AttributionMap ofInput(float[] values) {
    double[][] down = spread(frame.imageHeight(), frame.top());
    double[][] across = spread(frame.imageWidth(), frame.left());
    int width = frame.imageWidth();
    double[][] rows = new double[inputSize][width];
    for (int row = 0; row < inputSize; row++) {
      for (int from = 0; from < inputSize; from++) {
        double value = values[row * inputSize + from];
        int start = (int) across[from][0];
        for (int k = 1; k < across[from].length; k++) {
          rows[row][start + k - 1] += value * across[from][k];
        }
      }
    }
    double[] laid = new double[frame.imageHeight() * width];
    for (int from = 0; from < inputSize; from++) {
      int start = (int) down[from][0];
      for (int k = 1; k < down[from].length; k++) {
        for (int column = 0; column < width; column++) {
          laid[(start + k - 1) * width + column] += rows[from][column] * down[from][k];
        }
      }
    }
    float[] rounded = new float[laid.length];
    for (int i = 0; i < laid.length; i++) {
      rounded[i] = (float) laid[i];
    }
    return new AttributionMap(frame.imageHeight(), width, rounded);
  }

  /**
   * Returns for each pixel of the input, along one axis, the first pixel of the image that it
   * reaches, then the part of its value that this pixel and the following ones get. The parts sum
   * to 1, or there are none. They fall off linearly, over a pixel of the input or of the image,
   * whichever is larger.
   */
  private double[][] spread(int pixels, int first) {
    double scale = (double) inputSize / frame.side();
    double reach = Math.max(1, 1 / scale);
    int from = Math.max(0, first);
    int to = Math.min(pixels, first + frame.side());
    double[][] parts = new double[inputSize][];
    for (int at = 0; at < inputSize; at++) {
      double centre = (at + 0.5) / scale + first - 0.5;
      int low = Math.max(from, (int) Math.floor(centre - reach) + 1);
      int high = Math.min(to - 1, (int) Math.ceil(centre + reach) - 1);
      double[] part = new double[Math.max(0, high - low + 1) + 1];
      part[0] = low;
      double sum = 0;
      for (int k = 1; k < part.length; k++) {
        part[k] = Math.max(0, 1 - Math.abs(low + k - 1 - centre) / reach);
        sum += part[k];
      }
      for (int k = 1; k < part.length; k++) {
        part[k] /= sum;
      }
      parts[at] = part;
    }
    return parts;
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
