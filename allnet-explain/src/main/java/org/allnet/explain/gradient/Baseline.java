package org.allnet.explain.gradient;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.allnet.data.OptionException;
import org.allnet.data.OptionName;
import org.allnet.inference.prediction.PreparedInput;

/** What stands for the absence of a cell, in the form of a network's input. */
public enum Baseline {
  /** A black image: no cell at all. */
  BLACK {
    @Override
    public float[] of(PreparedInput input) {
      return new float[input.length()];
    }
  },
  /** The cell's mean colour on each of its pixels: its outline without anything in it. */
  MEAN {
    @Override
    public float[] of(PreparedInput input) {
      int plane = input.size() * input.size();
      float[] values = new float[input.length()];
      for (int group = 0; group < input.channels(); group += RGB) {
        boolean[] inside = inside(input, group);
        for (int channel = group; channel < group + RGB; channel++) {
          double sum = 0;
          int count = 0;
          for (int at = 0; at < plane; at++) {
            if (inside[at]) {
              sum += input.values()[channel * plane + at];
              count++;
            }
          }
          for (int at = 0; at < plane; at++) {
            values[channel * plane + at] = inside[at] ? (float) (sum / count) : 0;
          }
        }
      }
      return values;
    }
  },
  /**
   * The cell out of focus: blurred by a Gaussian over its own pixels, with a deviation of a
   * thirtieth of the input's side. Its outline stays.
   */
  BLURRED {
    @Override
    public float[] of(PreparedInput input) {
      int size = input.size();
      int plane = size * size;
      double[] kernel = kernel(size / 30.0);
      float[] values = new float[input.length()];
      for (int group = 0; group < input.channels(); group += RGB) {
        boolean[] inside = inside(input, group);
        double[] weights = new double[plane];
        for (int at = 0; at < plane; at++) {
          weights[at] = inside[at] ? 1 : 0;
        }
        double[] reached = blurred(weights, size, kernel);
        for (int channel = group; channel < group + RGB; channel++) {
          double[] own = new double[plane];
          for (int at = 0; at < plane; at++) {
            own[at] = inside[at] ? input.values()[channel * plane + at] : 0;
          }
          double[] sums = blurred(own, size, kernel);
          for (int at = 0; at < plane; at++) {
            values[channel * plane + at] = inside[at] ? (float) (sums[at] / reached[at]) : 0;
          }
        }
      }
      return values;
    }
  };

  /** Channels of a picture; of two that are stacked, each is taken by itself. */
  private static final int RGB = 3;

  /** {@return its name in options} */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Finds it by name.
   *
   * @param key a name
   * @throws OptionException if there is none of that name
   */
  public static Baseline named(String key) {
    return Arrays.stream(values())
        .filter(value -> value.key().equals(key))
        .findFirst()
        .orElseThrow(
            () ->
                OptionException.unknown(
                    OptionName.BASELINE,
                    key,
                    Arrays.stream(values()).map(Baseline::key).collect(Collectors.joining(", "))));
  }

  /**
   * Returns the baseline of an input.
   *
   * @param input an image as a network sees it
   * @return an input of the same shape in [0,1], black wherever the input is
   */
  public abstract float[] of(PreparedInput input);

  /** Where a picture of an input is not black. */
  private static boolean[] inside(PreparedInput input, int group) {
    int plane = input.size() * input.size();
    boolean[] inside = new boolean[plane];
    for (int at = 0; at < plane; at++) {
      for (int channel = group; channel < group + RGB; channel++) {
        inside[at] |= input.values()[channel * plane + at] > 0;
      }
    }
    return inside;
  }

  /** Half a Gaussian, from its middle to three deviations. */
  private static double[] kernel(double deviation) {
    double[] kernel = new double[(int) Math.ceil(3 * deviation) + 1];
    for (int i = 0; i < kernel.length; i++) {
      kernel[i] = Math.exp(-i * i / (2 * deviation * deviation));
    }
    return kernel;
  }

  private static double[] blurred(double[] plane, int size, double[] kernel) {
    return along(along(plane, size, kernel, 1), size, kernel, size);
  }

  private static double[] along(double[] plane, int size, double[] kernel, int step) {
    double[] result = new double[plane.length];
    for (int at = 0; at < plane.length; at++) {
      int place = step == 1 ? at % size : at / size;
      double sum = 0;
      for (int i = Math.max(1 - kernel.length, -place);
          i < kernel.length && place + i < size;
          i++) {
        sum += kernel[Math.abs(i)] * plane[at + i * step];
      }
      result[at] = sum;
    }
    return result;
  }
}
