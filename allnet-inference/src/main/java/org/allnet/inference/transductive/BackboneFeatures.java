package org.allnet.inference.transductive;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The descriptors of every image of a batch by one network: the columns of a feature map, each
 * divided by its length. Whoever makes it leaves the arrays alone from then on.
 *
 * @param images for each image its descriptors, (positions, channels), finite, at least one
 *     position; the same channels throughout
 */
public record BackboneFeatures(List<float[][]> images) {

  /**
   * Copies the list, and checks the shapes and that every number is finite.
   *
   * @throws IllegalArgumentException if an image has no place or no channel, has other channels
   *     than the rest, or holds a number that is not finite
   */
  public BackboneFeatures {
    images = List.copyOf(images);
    for (float[][] image : images) {
      Descriptors.check(image);
      Descriptors.checkChannels(image[0], images.get(0)[0].length);
    }
  }

  /**
   * The columns of one feature map, each divided by its length; a column of zeros stays so.
   *
   * @param map (channels, height, width), channel by channel, as a network gives it
   * @param channels how many
   * @return (places, channels)
   * @throws IllegalArgumentException if the map is not a whole number of channels
   */
  public static float[][] normalisedColumns(float[] map, int channels) {
    if (channels < 1 || map.length == 0 || map.length % channels != 0) {
      throw new IllegalArgumentException(
          "map of " + map.length + " numbers for " + channels + " channels");
    }
    int positions = map.length / channels;
    float[][] columns = new float[positions][channels];
    for (int p = 0; p < positions; p++) {
      double squares = 0;
      for (int c = 0; c < channels; c++) {
        double value = map[c * positions + p];
        squares += value * value;
      }
      double scale = squares > 0 ? 1 / Math.sqrt(squares) : 0;
      for (int c = 0; c < channels; c++) {
        columns[p][c] = (float) (map[c * positions + p] * scale);
      }
    }
    return columns;
  }

  /**
   * Some of the images; their arrays are shared, not copied.
   *
   * @param chosen their numbers from 0, in the order wanted
   * @return their features
   */
  public BackboneFeatures select(int[] chosen) {
    List<float[][]> selected = new ArrayList<>(chosen.length);
    for (int image : chosen) {
      selected.add(images.get(image));
    }
    return new BackboneFeatures(selected);
  }

  /** Draws descriptors of all images without replacement, in their order; all if too few. */
  float[][] sample(int count, SplittableRandom random) {
    int left = images.stream().mapToInt(image -> image.length).sum();
    int wanted = Math.min(count, left);
    float[][] sample = new float[wanted][];
    for (float[][] image : images) {
      for (float[] descriptor : image) {
        if (wanted > 0 && random.nextInt(left) < wanted) {
          sample[sample.length - wanted] = descriptor;
          wanted--;
        }
        left--;
      }
    }
    return sample;
  }
}
