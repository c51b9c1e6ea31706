package org.allnet.detect.model;

import java.util.Set;
import org.allnet.inference.network.architecture.NetworkOptions;

/**
 * What is known of a segmenter, a network that says of each pixel around a cell whether it is of
 * the cell's nucleus, its cytoplasm or neither.
 *
 * @param network the name of its network
 * @param inputSize side of its input in pixels
 * @param window side of what it sees, as a multiple of the longer side of the cell's box
 * @param training how it was made; its fields are images of cells
 * @param trainedOn the first 16 hex digits of the SHA-256 of each image that it was trained on
 */
public record SegmenterDescription(
    String network, int inputSize, double window, NetworkTraining training, Set<String> trainedOn)
    implements DescribedNetwork {

  /** What a pixel is of: the ground, cytoplasm or nucleus. */
  public static final int CLASSES = 3;

  /** The class of the ground, and of other cells. */
  public static final int GROUND = 0;

  /** The class of cytoplasm. */
  public static final int CYTOPLASM = 1;

  /** The class of nuclei. */
  public static final int NUCLEUS = 2;

  /** Hex digits that are kept of an image's hash. */
  public static final int HASH_DIGITS = 16;

  private static final double LARGEST_WINDOW = 4;

  /**
   * Copies the images and checks the window.
   *
   * @throws IllegalArgumentException if {@code window} is not 1 to 4
   */
  public SegmenterDescription {
    trainedOn = KnownImages.sorted(trainedOn);
    if (!(window >= 1 && window <= LARGEST_WINDOW)) {
      throw new IllegalArgumentException("window " + window);
    }
  }

  @Override
  public NetworkOptions options() {
    return NetworkOptions.segmenter(network, CLASSES, inputSize);
  }

  /**
   * Returns whether an image was trained on.
   *
   * @param sha256 the hash of its file, in hex
   */
  public boolean isTrainedOn(String sha256) {
    return trainedOn.contains(KnownImages.digits(sha256));
  }
}
