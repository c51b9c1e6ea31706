package org.allnet.explain.perturbation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.allnet.data.InputException;
import org.allnet.data.OptionException;
import org.allnet.data.OptionName;
import org.allnet.data.option.OptionRange;
import org.allnet.explain.batch.Batches;
import org.allnet.explain.map.AttributionMap;

/**
 * Occlusion (Zeiler and Fergus 2014, doi 10.1007/978-3-319-10590-1_53, section 4.2): a square
 * window is taken away at one place after the other, and the class's output falls by {@code f(x) -
 * f(x without the window)}. The map has, for each pixel, the mean fall of the windows that cover
 * it. The paper shows the output by the window's place; the mean over windows is the same map on
 * the pixels of the image.
 *
 * @param windowPixels the side of the window, 1 to 4096
 * @param stridePixels how far the window moves, 1 to the window's side, so that every pixel is
 *     covered
 * @param batch the most masks that are asked at once, 1 to 1024
 */
public record Occlusion(int windowPixels, int stridePixels, int batch) {

  /**
   * Checks the three numbers.
   *
   * @throws OptionException if {@code windowPixels} is not 1 to 4096, {@code stridePixels} is not 1
   *     to {@code windowPixels}, or {@code batch} is not 1 to 1024
   */
  public Occlusion {
    OptionRange.require(
        windowPixels >= 1 && windowPixels <= 4096, "window", windowPixels, "1 to 4096");
    OptionRange.require(
        stridePixels >= 1 && stridePixels <= windowPixels,
        "stride",
        stridePixels,
        "1 to the window's side of " + windowPixels);
    if (batch < 1 || batch > 1024) {
      throw OptionException.outOfRange(OptionName.BATCH.with(batch), "1 to 1024");
    }
  }

  /**
   * Explains an image. The last row and column of windows end at the image's border.
   *
   * @param height the image's rows
   * @param width the image's columns
   * @param area (height, width) the pixels that count, such as the cell's. Windows without any of
   *     them are not asked; pixels outside have 0
   * @param output the class's logit by masks; asked once more than there are windows
   * @return how far the output falls without each place
   * @throws InputException if the image is smaller than the window, the area is empty, or the model
   *     answers with a number that is not finite
   * @throws org.allnet.data.RunException if the thread is interrupted
   */
  public AttributionMap explain(int height, int width, boolean[] area, MaskedOutput output) {
    if (height < windowPixels || width < windowPixels) {
      throw new InputException(
          "the image of %d x %d pixels is smaller than the window of %d; take a smaller window"
              .formatted(height, width, windowPixels));
    }
    List<int[]> places = places(height, width, area);
    double[] outputs =
        Batches.ask(
            places.size() + 1,
            batch,
            i -> i == 0 ? KeptPixels.all(height, width) : without(places.get(i - 1), height, width),
            output::of);
    double[] falls = new double[height * width];
    int[] windows = new int[height * width];
    for (int i = 0; i < places.size(); i++) {
      double fall = outputs[0] - outputs[i + 1];
      for (int row = 0; row < windowPixels; row++) {
        int start = (places.get(i)[0] + row) * width + places.get(i)[1];
        for (int at = start; at < start + windowPixels; at++) {
          falls[at] += fall;
          windows[at]++;
        }
      }
    }
    float[] values = new float[height * width];
    for (int i = 0; i < values.length; i++) {
      values[i] = area[i] ? (float) (falls[i] / windows[i]) : 0;
    }
    return new AttributionMap(height, width, values);
  }

  private List<int[]> places(int height, int width, boolean[] area) {
    if (area.length != height * width) {
      throw new IllegalArgumentException(
          "an area of %d pixels for an image of %d x %d".formatted(area.length, height, width));
    }
    List<int[]> places = new ArrayList<>();
    for (int top : starts(height)) {
      for (int left : starts(width)) {
        if (holds(area, width, top, left)) {
          places.add(new int[] {top, left});
        }
      }
    }
    if (places.isEmpty()) {
      throw new InputException("the image has nothing but background; there is nothing to occlude");
    }
    return places;
  }

  private List<Integer> starts(int length) {
    List<Integer> starts = new ArrayList<>();
    for (int start = 0; start < length - windowPixels; start += stridePixels) {
      starts.add(start);
    }
    starts.add(length - windowPixels);
    return starts;
  }

  private boolean holds(boolean[] area, int width, int top, int left) {
    for (int row = top; row < top + windowPixels; row++) {
      for (int column = left; column < left + windowPixels; column++) {
        if (area[row * width + column]) {
          return true;
        }
      }
    }
    return false;
  }

  private KeptPixels without(int[] place, int height, int width) {
    KeptPixels mask = KeptPixels.all(height, width);
    for (int row = place[0]; row < place[0] + windowPixels; row++) {
      int start = row * width + place[1];
      Arrays.fill(mask.kept(), start, start + windowPixels, 0);
    }
    return mask;
  }
}
