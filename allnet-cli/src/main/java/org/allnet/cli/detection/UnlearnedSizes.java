package org.allnet.cli.detection;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.allnet.data.Counted;
import org.allnet.data.field.Field;
import org.allnet.detect.tile.LearnedSize;
import org.allnet.evaluation.detection.DetectedField;
import org.allnet.evaluation.detection.Detection;

/**
 * Whether a detector is judged on fields whose red cells are of another size than it has learned.
 * It is judged on whole fields, and {@code detect run} looks at such fields by tiles.
 */
final class UnlearnedSizes {

  private UnlearnedSizes() {}

  /**
   * Returns what has to be said of the metrics.
   *
   * @param learned the size that the detector has learned
   * @param fields the fields
   * @param detected the same with their labels, in their order
   * @return a sentence; empty if labelled red cells are of about the learned size, or too few are
   *     labelled
   */
  static Optional<String> warning(
      LearnedSize learned, List<Field> fields, List<DetectedField> detected) {
    int others = 0;
    for (int i = 0; i < fields.size(); i++) {
      Field field = fields.get(i);
      List<Detection> labelled =
          detected.get(i).truths().stream()
              .filter(truth -> !truth.crowd())
              .map(truth -> new Detection(truth.classIndex(), truth.box(), 1))
              .toList();
      OptionalDouble times = learned.found(labelled, field.width(), field.height());
      others += times.isPresent() && !LearnedSize.fits(times.getAsDouble()) ? 1 : 0;
    }
    return others == 0
        ? Optional.empty()
        : Optional.of(
            "In %s labelled red cells are of another size than the detector has learned. The metrics are those of a look at whole fields; detect run looks at such fields tile by tile, and finds other cells."
                .formatted(Counted.of(others, "field").outOf(fields.size())));
  }
}
