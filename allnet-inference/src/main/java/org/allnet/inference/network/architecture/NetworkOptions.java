package org.allnet.inference.network.architecture;

import org.allnet.data.OptionException;
import org.allnet.data.OptionName;
import org.allnet.inference.engine.layer.DesignOptions;
import org.allnet.inference.network.design.UNet;

/**
 * What a network is made for.
 *
 * @param architecture its name in {@link Architectures}
 * @param classes the number of classes, 2 to 1000, of a detector 1 to 1000
 * @param inputSize side of the input in pixels, 9 to 2048
 * @param width factor on channel counts, above 0 to 4; 1 is the published network
 * @param dropout fraction of the numbers that the classifying layers drop in training, 0 to below 1
 * @param channels channels of the input: 3, or 6 if a segmented copy is stacked on the image
 * @param normalisation what is done to pixels in [0,1] first
 * @param boxHead whether a second head says where the cell lies
 */
public record NetworkOptions(
    String architecture,
    int classes,
    int inputSize,
    double width,
    double dropout,
    int channels,
    Normalisation normalisation,
    boolean boxHead) {

  /** The paper's ALLNet for two classes; its dropout rate is not published, 0.5 is assumed. */
  public static final NetworkOptions ALLNET = allnet(2, 450, 1, 0.5);

  /** Pixels between the cells of a detector's coarsest grid. */
  private static final int COARSEST = 32;

  private static final int LEAST_SIDE = 9;
  private static final int MOST_SIDE = 2048;

  /** The most classes of a network. */
  static final int MOST_CLASSES = 1000;

  /**
   * Checks the numbers.
   *
   * @throws OptionException if {@code classes} is not 2 (of a detector 1) to 1000, {@code
   *     inputSize} is not 9 to 2048, {@code width} is not above 0 to 4, {@code dropout} is not 0 to
   *     below 1, or {@code channels} is neither 3 nor 6
   */
  public NetworkOptions {
    int fewest = Architectures.isDetector(architecture) ? 1 : 2;
    if (classes < fewest || classes > MOST_CLASSES) {
      throw OptionException.outOfRange(
          OptionName.CLASSES.with(classes), fewest + " to " + MOST_CLASSES);
    }
    if (inputSize < LEAST_SIDE || inputSize > MOST_SIDE) {
      throw OptionException.outOfRange(
          OptionName.INPUT_SIZE.with(inputSize), LEAST_SIDE + " to " + MOST_SIDE + " pixels");
    }
    if (!(width > 0 && width <= 4)) {
      throw OptionException.outOfRange(OptionName.WIDTH.with(width), "above 0 to 4");
    }
    if (!(dropout >= 0 && dropout < 1)) {
      throw OptionException.outOfRange(OptionName.DROPOUT.with(dropout), "0 to below 1");
    }
    if (channels != 3 && channels != 6) {
      throw OptionException.ofSetting(
          "channels", channels, "an input has 3 or 6 channels, not " + channels);
    }
  }

  /**
   * An ALLNet for RGB images.
   *
   * @param classes the number of classes
   * @param inputSize side of the input in pixels
   * @param width factor on channel counts
   * @param dropout dropout rate of the dense layers
   */
  public static NetworkOptions allnet(int classes, int inputSize, double width, double dropout) {
    return new NetworkOptions(
        Architectures.ALLNET, classes, inputSize, width, dropout, 3, Normalisation.UNIT, false);
  }

  /**
   * The published network.
   *
   * @param architecture its name
   * @param classes the number of classes
   * @throws OptionException if there is none of that name
   */
  public static NetworkOptions published(String architecture, int classes) {
    Architecture found = Architectures.named(architecture);
    return new NetworkOptions(
        found.name(),
        classes,
        found.inputSize(),
        1,
        found.dropout(),
        3,
        found.normalisation(),
        false);
  }

  /**
   * A detector, for RGB images.
   *
   * @param architecture its name
   * @param classes the number of classes, from 1
   * @param inputSize side of the input in pixels, a multiple of 32 from 32 to 2048
   * @throws OptionException if there is no detector of that name, or a number is out of range
   */
  public static NetworkOptions detector(String architecture, int classes, int inputSize) {
    Architecture found = Architectures.detector(architecture);
    requireMultiple(inputSize, COARSEST);
    return new NetworkOptions(
        found.name(), classes, inputSize, 1, 0, 3, found.normalisation(), false);
  }

  /**
   * A network that says of each pixel what it is of, for RGB images.
   *
   * @param architecture its name
   * @param classes what a pixel can be of, from 2
   * @param inputSize side of the input in pixels, a multiple of 8 from 16 to 2048
   * @throws OptionException if there is no segmenter of that name, or a number is out of range
   */
  public static NetworkOptions segmenter(String architecture, int classes, int inputSize) {
    Architecture found = Architectures.segmenter(architecture);
    requireMultiple(inputSize, UNet.COARSEST);
    return new NetworkOptions(
        found.name(), classes, inputSize, 1, 0, 3, found.normalisation(), false);
  }

  private static void requireMultiple(int inputSize, int step) {
    int least = (LEAST_SIDE + step - 1) / step * step;
    if (inputSize % step != 0 || inputSize < least || inputSize > MOST_SIDE) {
      throw OptionException.outOfRange(
          OptionName.INPUT_SIZE.with(inputSize),
          "a multiple of %d from %d to %d pixels".formatted(step, least, MOST_SIDE));
    }
  }

  /** {@return the same with another side, width and dropout rate} */
  public NetworkOptions with(int otherSize, double otherWidth, double otherDropout) {
    return new NetworkOptions(
        architecture,
        classes,
        otherSize,
        otherWidth,
        otherDropout,
        channels,
        normalisation,
        boxHead);
  }

  /** {@return what its design needs to know} */
  DesignOptions forDesign() {
    return new DesignOptions(classes, width, dropout);
  }
}
