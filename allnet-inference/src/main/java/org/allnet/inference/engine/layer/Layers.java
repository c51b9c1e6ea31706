package org.allnet.inference.engine.layer;

import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * The layers that a {@link Design} is written in. What {@code V} is decides what comes of it:
 * shapes and costs, tensors with weights, nodes of a graph file.
 *
 * <p>Maps are (channels, height, width), sequences (tokens, features), with a batch axis in front
 * if there are numbers. Names are those that torchvision and timm give to the parameters.
 *
 * @param <V> what flows from layer to layer
 */
public interface Layers<V> {

  /**
   * The same layers below a name.
   *
   * @param name put before the names of the layers, with a dot between
   */
  Layers<V> at(String name);

  /**
   * A part of a network whose values between nobody needs behind it. Layers that compute free them
   * as soon as the part is done. It marks nothing.
   *
   * @param part makes a value
   * @return that value
   */
  default V part(Supplier<V> part) {
    return part.get();
  }

  /** {@return channels of a map, features of a sequence} */
  int channels(V x);

  /** {@return rows of a square map} */
  int side(V x);

  /**
   * A map with zeros around it.
   *
   * @param x a square map
   * @param before rows above the first and columns before the first; a negative number cuts off
   * @param behind rows and columns behind the last; a negative number cuts off
   */
  V pad(V x, int before, int behind);

  /** A convolution. */
  V conv(String name, V x, Conv conv);

  /** A batch norm over the channels of a map. */
  V batchNorm(String name, V x, Norm constants);

  /**
   * A convolution without bias, a batch norm behind it, and an activation. Layers whose weights
   * stay may fold the norm into the convolution.
   *
   * @param conv the convolution's name
   * @param norm the batch norm's name
   * @param x a map
   * @param shape of the convolution
   * @param constants of the norm
   * @param kind the activation
   */
  default V normed(String conv, String norm, V x, Conv shape, Norm constants, Activation kind) {
    return activation(kind, batchNorm(norm, conv(conv, x, shape), constants));
  }

  /** Plain stages in a row; each one's names are as given, below this one's. */
  V stack(V x, List<PlainStage> stages);

  /** A layer norm (Ba et al. 2016) over the features of a sequence. */
  V layerNorm(String name, V x, double epsilon);

  /** A dense layer with bias over the features. */
  V linear(String name, V x, int features);

  /** An activation. */
  V activation(Activation kind, V x);

  /** A max-pool. */
  V maxPool(V x, Pool pool);

  /** An average over windows. */
  V averagePool(V x, Pool pool);

  /** Averages over a grid of side x side cells that divides the map. */
  V adaptiveAverage(V x, int side);

  /** The mean of each channel: (channels, 1, 1). */
  V globalAverage(V x);

  /** The maximum of each channel: (channels, 1, 1). */
  V globalMax(V x);

  /** The mean over the channels: (1, height, width). */
  V channelMean(V x);

  /** The maximum over the channels: (1, height, width). */
  V channelMax(V x);

  /** The sum of two values of the same shape. */
  V add(V a, V b);

  /** Each number times a constant. */
  V scale(V x, double factor);

  /** Each number times its gate's; axes of length 1 of the gate are repeated. */
  V multiply(V x, V gate);

  /** Maps on top of each other along the channels, or sequences along the features. */
  V concatenate(List<V> maps);

  /** Sequences one behind the other: as many tokens as all of them have. */
  V join(List<V> sequences);

  /**
   * Some of the features of a sequence.
   *
   * @param x a sequence
   * @param first the first of them, from 0
   * @param count how many
   */
  V features(V x, int first, int count);

  /**
   * Numbers that are given, not learned, for {@link #add} and {@link #multiply} with a sequence.
   *
   * @param name what they are, for a graph's file
   * @param tokens how many places they are for
   * @param numbers as many for each token
   */
  V constants(String name, int tokens, float[] numbers);

  /**
   * A map whose every pixel is repeated along both axes.
   *
   * @param map a map
   * @param factor how often
   */
  V upsample(V map, int factor);

  /**
   * A map of the pixels that a step meets along both axes.
   *
   * @param map a map whose sides the step divides
   * @param step pixels from one to the next
   * @param row the first row, from 0 to below the step
   * @param column the first column, from 0 to below the step
   */
  V every(V map, int step, int row, int column);

  /** All numbers in one row, channel by channel, each row by row. */
  V flatten(V x);

  /** In training sets a fraction of the numbers to zero and scales the others up. */
  V dropout(V x, double rate);

  /** In training leaves a branch out for a fraction of the images (Huang et al. 2016). */
  V stochasticDepth(V branch, double rate);

  /** A map as a sequence of its pixels: (height x width, channels). */
  V tokens(V map);

  /** A learned token in front of a sequence. */
  V classToken(String name, V tokens);

  /** Learned numbers added to each place of a sequence. */
  V positions(String name, V tokens);

  /**
   * Scaled dot-product attention (Vaswani et al. 2017).
   *
   * @param packed queries, keys and values one after the other: (tokens, 3 x features)
   * @param heads how many; divides the features
   * @return (tokens, features)
   */
  V attention(V packed, int heads);

  /** The first token of a sequence: (features). */
  V firstToken(V tokens);

  /**
   * A branch that is computed in training only and helps to train what is before it.
   *
   * @param x where it begins
   * @param branch makes its logits
   */
  void auxiliary(V x, UnaryOperator<V> branch);

  /**
   * Makes a value known under a name to whom asks for it.
   *
   * @param point which
   * @param x the value
   * @return the value
   */
  V mark(Point point, V x);

  /**
   * A value that was made known before.
   *
   * @param point which
   * @throws java.util.NoSuchElementException if the design marks no such value
   */
  V marked(Point point);

  /** Values that are of use outside of a network. */
  enum Point {
    /** What the last dense layer sees: (features). */
    FEATURES,
    /**
     * The last map, whose mean or row of numbers the classifying layers see: (channels, height,
     * width). Transformers have none.
     */
    LAST_MAP,
    /**
     * The sequence that a transformer's last attention sees, behind its layer norm: (tokens,
     * features), the class token first. In front of the layer norm a gradient times its token is 0
     * at every place, since a layer norm takes no notice of a token's length.
     */
    LAST_TOKENS,
    /** Where the cell lies, before the sigmoid: (4), centre and size. */
    BOX,
    /**
     * Where objects may lie, of a detector: (places, 4), centre x and y, width and height in pixels
     * of the input.
     */
    BOXES,
    /** How sure a detector is that an object of each class lies in a box: (places, classes). */
    SCORES
  }
}
