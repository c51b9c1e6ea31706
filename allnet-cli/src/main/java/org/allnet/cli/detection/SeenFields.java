package org.allnet.cli.detection;

import java.util.Optional;
import org.allnet.data.field.FieldPart;
import org.allnet.data.field.FieldSet;
import org.allnet.detect.model.DetectorDescription;
import org.jspecify.annotations.Nullable;

/** Whether a detector is about to be judged on fields that it was made with. */
final class SeenFields {

  private SeenFields() {}

  /**
   * Returns what has to be said of the metrics.
   *
   * @param detector what is known of the detector
   * @param set the set that it is evaluated on; it is the training's if it has the same name
   * @param part the part that is evaluated, null for all
   * @return a sentence; empty if the set is another
   */
  static Optional<String> warning(
      DetectorDescription detector, FieldSet set, @Nullable FieldPart part) {
    if (!set.name().equals(detector.training().dataset())) {
      return Optional.empty();
    }
    if (part == FieldPart.VALIDATION) {
      return Optional.of(
          "The detector's epoch and operating points were chosen on the part %s of %s, so that these metrics are too good. Evaluate on other fields."
              .formatted(part.key(), set.name()));
    }
    if (part == FieldPart.TRAINING) {
      return Optional.of(
          "The detector was trained on the part %s of %s: these metrics say nothing about other fields."
              .formatted(part.key(), set.name()));
    }
    boolean parts = set.fields().stream().anyMatch(field -> field.part() == FieldPart.TRAINING);
    if (part == null || !parts) {
      return Optional.of(
          "The detector was trained on fields of %s, which are among these: the metrics are far too good. Evaluate on a part that it has not seen."
              .formatted(set.name()));
    }
    return Optional.empty();
  }
}
