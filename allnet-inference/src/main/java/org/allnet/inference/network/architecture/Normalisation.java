package org.allnet.inference.network.architecture;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.allnet.data.OptionException;
import org.allnet.data.option.WrittenOption;
import org.allnet.inference.engine.pixel.PixelOperations;

/** What a network does to pixels in [0,1] before its first layer. */
public enum Normalisation {
  /** Nothing more. */
  UNIT("rgb/255"),
  /** Minus 0.5, divided by 0.5: Inception, Xception and vision transformers were trained so. */
  HALF("half"),
  /** Minus the mean and divided by the deviation of each channel over ImageNet. */
  IMAGENET("imagenet"),
  /**
   * Minus the mean colour of the central 96 x 96 pixels of the image (of the whole of a smaller
   * one), as Pan et al. 2019 have it.
   */
  CENTRE_MEAN("centre-mean");

  /** Side of the patch whose mean colour is taken away. */
  private static final int CENTRE = 96;

  private static final float[] IMAGENET_MEAN = {0.485f, 0.456f, 0.406f};
  private static final float[] IMAGENET_DEVIATION = {0.229f, 0.224f, 0.225f};

  private final String key;

  Normalisation(String key) {
    this.key = key;
  }

  /** {@return its name in model files and recipes} */
  @JsonValue
  public String key() {
    return key;
  }

  /**
   * Finds it by name.
   *
   * @param key a name
   * @throws OptionException if there is none of that name
   */
  @JsonCreator
  public static Normalisation of(String key) {
    return Arrays.stream(values())
        .filter(value -> value.key.equals(key))
        .findFirst()
        .orElseThrow(
            () ->
                new WrittenOption("normalisation", key)
                    .unknown(
                        "use "
                            + Arrays.stream(values())
                                .map(Normalisation::key)
                                .collect(Collectors.joining(", "))));
  }

  /** {@return whether a black pixel becomes the same in every image} */
  public boolean isPixelwise() {
    return this != CENTRE_MEAN;
  }

  /** {@return what is subtracted from red, green and blue; 0 of one that is not pixelwise} */
  public float[] meansOfRgb() {
    return means(3);
  }

  /** {@return what red, green and blue are divided by} */
  public float[] deviationsOfRgb() {
    return deviations(3);
  }

  /** What is subtracted from each of a number of channels, RGB repeated; pixelwise ones only. */
  float[] means(int channels) {
    return repeated(
        switch (this) {
          case IMAGENET -> IMAGENET_MEAN;
          case HALF -> new float[] {0.5f, 0.5f, 0.5f};
          default -> new float[] {0, 0, 0};
        },
        channels);
  }

  /** What each of a number of channels is divided by, RGB repeated. */
  float[] deviations(int channels) {
    return repeated(
        switch (this) {
          case IMAGENET -> IMAGENET_DEVIATION;
          case HALF -> new float[] {0.5f, 0.5f, 0.5f};
          default -> new float[] {1, 1, 1};
        },
        channels);
  }

  private static float[] repeated(float[] rgb, int channels) {
    float[] values = new float[channels];
    for (int i = 0; i < channels; i++) {
      values[i] = rgb[i % 3];
    }
    return values;
  }

  /**
   * Returns normalised images.
   *
   * @param images (batch, channels, height, width) in [0,1]
   * @param channels how many channels they have
   * @param pixels the operations
   * @param <V> what flows from operation to operation
   * @return the same shape
   */
  public <V> V apply(V images, int channels, PixelOperations<V> pixels) {
    return switch (this) {
      case UNIT -> images;
      case CENTRE_MEAN ->
          pixels.subtract(images, pixels.channelMean(pixels.centre(images, CENTRE)));
      case HALF, IMAGENET ->
          pixels.divide(
              pixels.subtract(images, pixels.perChannel(images, means(channels))),
              pixels.perChannel(images, deviations(channels)));
    };
  }
}
