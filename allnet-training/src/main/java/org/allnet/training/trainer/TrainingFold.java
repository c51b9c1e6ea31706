package org.allnet.training.trainer;

import java.nio.file.Path;
import java.util.List;
import org.allnet.data.seed.Seeds;
import org.allnet.training.augmentation.Sample;
import org.jspecify.annotations.Nullable;

/**
 * What a network of a fold model trains on.
 *
 * @param number the fold model, from 1
 * @param of how many fold models there are
 * @param network which of the fold model's networks, from 1
 * @param training the training images and what is done to each
 * @param validation the validation images
 * @param pretrained weights to begin with, or null for fresh ones
 * @param run what tells the run from all others; a state of another is refused
 */
public record TrainingFold(
    int number,
    int of,
    int network,
    List<Sample> training,
    List<Sample> validation,
    @Nullable Path pretrained,
    String run) {

  private static final long NETWORK = 5;

  /**
   * Returns a seed of this network. The first network of a fold model draws what it would draw
   * alone.
   *
   * @param seed the run's
   * @param purpose what is drawn, and whatever else tells the draws apart
   */
  long seed(long seed, long... purpose) {
    long base = network == 1 ? seed : Seeds.of(seed, NETWORK, network);
    long[] parts = new long[purpose.length + 1];
    parts[0] = purpose[0];
    parts[1] = number;
    System.arraycopy(purpose, 1, parts, 2, purpose.length - 1);
    return Seeds.of(base, parts);
  }
}
