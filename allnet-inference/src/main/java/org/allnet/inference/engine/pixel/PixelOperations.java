package org.allnet.inference.engine.pixel;

/**
 * The operations in which segmentation and normalisation are written. What {@code V} is decides
 * what comes of a program: tensors, or nodes of a graph file.
 *
 * <p>A value is a batch of images, float32 (batch, channels, height, width), or of rows, float64
 * (batch, entries). An axis of length 1 is repeated to fit the other operand. A mask has the type
 * of the values that it was made of, 1 if the condition holds and 0 if not. No operation changes
 * what it is given.
 *
 * @param <V> what flows from operation to operation
 */
public interface PixelOperations<V> {

  /** The sum of two values. */
  V add(V a, V b);

  /** The sum of a value and a number. */
  V add(V a, double number);

  /** The difference of two values. */
  V subtract(V a, V b);

  /** The product of two values. */
  V multiply(V a, V b);

  /** The product of a value and a number. */
  V multiply(V a, double number);

  /** The quotient of two values. */
  V divide(V a, V b);

  /** The greater of a value and a number. */
  V atLeast(V a, double number);

  /** The greatest whole number that is not above a value. */
  V floor(V a);

  /** A mask: 1 minus another. */
  V not(V mask);

  /** A mask: which values are above a number. */
  V isAbove(V a, double number);

  /** A mask: which values are above others. */
  V isAbove(V a, V b);

  /** A mask: which values are a number or above it. */
  V isFrom(V a, double number);

  /** A mask: which values equal others. */
  V isEqual(V a, V b);

  /** One channel of images: (batch, 1, height, width). */
  V channel(V images, int index);

  /** The least channel of each pixel: (batch, 1, height, width). */
  V channelMin(V images);

  /** The greatest channel of each pixel: (batch, 1, height, width). */
  V channelMax(V images);

  /** The least value of each image: (batch, 1, 1, 1). */
  V imageMin(V images);

  /** The greatest value of each image: (batch, 1, 1, 1). */
  V imageMax(V images);

  /** The mean of each channel of each image: (batch, channels, 1, 1). */
  V channelMean(V images);

  /** The central pixels of images: at most {@code side} rows and columns; the upper left of two. */
  V centre(V images, int side);

  /** A number for each channel: (1, channels, 1, 1). */
  V perChannel(V images, float[] numbers);

  /**
   * Counts pixels by their whole number.
   *
   * @param images (batch, 1, height, width), whole numbers from 0 to below {@code entries}
   * @param counted a mask of the pixels that count
   * @param entries how many numbers there are
   * @return rows of counts: float64 (batch, entries)
   */
  V histogram(V images, V counted, int entries);

  /** The whole numbers from 0: float64 (1, entries). */
  V wholeNumbers(V rows, int entries);

  /** The sum of each entry of rows and of all before it. */
  V cumulative(V rows);

  /** The last entry of each row: (batch, 1). */
  V last(V rows, int entries);

  /** The least entry of each row: (batch, 1). */
  V rowMin(V rows);

  /** The greatest entry of each row: (batch, 1). */
  V rowMax(V rows);

  /** One number a row as one number an image: float32 (batch, 1, 1, 1). */
  V perImage(V rows);
}
