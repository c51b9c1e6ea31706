package org.allnet.evaluation.detection;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A field with what is labelled and what was found.
 *
 * @param name of the field, unique in its data set
 * @param person the slide or person that it comes from, null if unknown; intervals draw fields of
 *     one person together
 * @param truths what is labelled, in the order of the file
 * @param detections what was found; of equal scores the earlier counts first
 */
public record DetectedField(
    String name, @Nullable String person, List<TrueBox> truths, List<Detection> detections) {

  /** Copies {@code truths} and {@code detections}, so that nothing changes them from outside. */
  public DetectedField {
    truths = List.copyOf(truths);
    detections = List.copyOf(detections);
  }
}
