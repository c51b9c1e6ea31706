package org.allnet.inference.engine.layer;

import java.util.List;

/**
 * The shape of a value without its batch axis: (channels, height, width) of a map, (tokens,
 * features) of a sequence or (features).
 *
 * @param axes one to three sizes
 */
public record Shape(List<Integer> axes) {

  /**
   * Copies the sizes and counts them.
   *
   * @throws IllegalArgumentException if there are not one to three
   */
  public Shape {
    axes = List.copyOf(axes);
    if (axes.isEmpty() || axes.size() > 3) {
      throw new IllegalArgumentException("a value has one to three axes, not " + axes);
    }
  }

  /** A map. */
  public static Shape map(int channels, int height, int width) {
    return new Shape(List.of(channels, height, width));
  }

  /** {@return how many channels or features there are at each place} */
  public int channels() {
    return isMap() ? axes.get(0) : axes.get(axes.size() - 1);
  }

  /** {@return whether it is a map} */
  public boolean isMap() {
    return axes.size() == 3;
  }

  /** {@return rows of a map} */
  public int height() {
    return axes.get(1);
  }

  /** {@return columns of a map} */
  public int width() {
    return axes.get(2);
  }

  /** {@return the number of places: pixels of a map, tokens of a sequence, else 1} */
  public long places() {
    return elements() / channels();
  }

  /** {@return the number of numbers} */
  public long elements() {
    return axes.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
  }

  /** The same places with other channels. */
  public Shape withChannels(int channels) {
    return switch (axes.size()) {
      case 3 -> map(channels, height(), width());
      case 2 -> new Shape(List.of(axes.get(0), channels));
      default -> new Shape(List.of(channels));
    };
  }

  /** What a convolution makes of a map. */
  public Shape convolved(Conv conv) {
    return map(
        conv.channels(),
        steps(height(), conv.kernelHeight(), conv.padHeight(), conv.stride()),
        steps(width(), conv.kernelWidth(), conv.padWidth(), conv.stride()));
  }

  /**
   * A map with more rows and columns.
   *
   * @param before how many before the first; negative if they are cut off
   * @param behind how many behind the last; negative if they are cut off
   */
  public Shape padded(int before, int behind) {
    return map(channels(), height() + before + behind, width() + before + behind);
  }

  /** What a pool makes of a map. */
  public Shape pooled(Pool pool) {
    return map(channels(), pool.outputSize(height()), pool.outputSize(width()));
  }

  /**
   * What is left of a map if a step along both axes picks pixels.
   *
   * @param step divides both sides
   * @throws IllegalStateException if it does not
   */
  public Shape everyOf(int step) {
    if (height() % step != 0 || width() % step != 0) {
      throw new IllegalStateException("every " + step + "th pixel of " + this);
    }
    return map(channels(), height() / step, width() / step);
  }

  private static int steps(int size, int kernel, int padding, int stride) {
    int span = size + 2 * padding - kernel;
    if (span < 0) {
      throw new MapTooSmall(size, kernel);
    }
    return span / stride + 1;
  }
}
