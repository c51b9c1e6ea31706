package org.allnet.training.augmentation;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/** Draws the new images of one class. */
final class Draws {

  private static final List<Transform> OPERATIONS =
      List.of(
          Transform.FLIP_HORIZONTAL,
          Transform.FLIP_VERTICAL,
          Transform.ROTATION,
          Transform.BRIGHTNESS,
          Transform.BLUR_NOISE);
  private static final List<Transform> WITH_PARAMETERS = OPERATIONS.subList(2, 5);

  private Draws() {}

  /**
   * Draws new images: sources in rounds of shuffled order, operations likewise. A mirror image that
   * a source already has gives way to an operation with parameters.
   *
   * @param sources the originals, at least one
   * @param label their class
   * @param count how many to draw
   * @param random what they are drawn from
   * @return the new samples
   */
  static List<Sample> of(List<String> sources, int label, int count, SplittableRandom random) {
    List<Sample> samples = new ArrayList<>(count);
    Set<String> mirrored = new HashSet<>();
    List<String> round = List.of();
    List<Transform> operations = List.of();
    for (int i = 0; i < count; i++) {
      if (i % sources.size() == 0) {
        round = Shuffle.of(sources, random);
      }
      if (i % OPERATIONS.size() == 0) {
        operations = Shuffle.of(OPERATIONS, random);
      }
      String source = round.get(i % sources.size());
      Transform operation = operations.get(i % OPERATIONS.size());
      boolean mirror =
          operation == Transform.FLIP_HORIZONTAL || operation == Transform.FLIP_VERTICAL;
      if (mirror && !mirrored.add(operation + " " + source)) {
        operation = WITH_PARAMETERS.get(random.nextInt(WITH_PARAMETERS.size()));
      }
      samples.add(sample(source, label, operation, random));
    }
    return samples;
  }

  private static Sample sample(
      String source, int label, Transform operation, SplittableRandom random) {
    return switch (operation) {
      case ORIGINAL -> Sample.original(source, label);
      case FLIP_HORIZONTAL, FLIP_VERTICAL -> Sample.flipped(source, label, operation);
      case ROTATION -> Sample.rotated(source, label, 360 * random.nextDouble() - 180);
      case BRIGHTNESS -> Sample.brightened(source, label, 0.8 + 0.4 * random.nextDouble());
      case BLUR_NOISE ->
          Sample.blurred(source, label, 0.5 + random.nextDouble(), random.nextLong());
    };
  }
}
