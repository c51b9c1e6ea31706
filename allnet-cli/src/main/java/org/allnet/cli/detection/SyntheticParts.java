package org.allnet.cli.detection;

import java.util.ArrayList;
import java.util.List;
import org.allnet.report.content.MarkWarnings;

/**
 * What of a result comes from cells that a program made.
 *
 * @param fields whether the fields that were looked at do
 * @param detector whether the detector was trained on such fields
 * @param segmenter whether what outlines cells was trained on such cells
 * @param classifier whether the classifier was trained on such cells
 */
record SyntheticParts(boolean fields, boolean detector, boolean segmenter, boolean classifier) {

  /** Nothing does. */
  static final SyntheticParts NONE = new SyntheticParts(false, false, false, false);

  static final String DETECTOR =
      "This detector was trained on synthetic fields; it knows nothing of blood.";

  static final String SEGMENTER =
      "This segmenter was trained on synthetic cells; it knows nothing of blood.";

  static final String CLASSIFIER =
      "This model was trained on synthetic cells; it knows nothing of blood.";

  /**
   * Returns the words for files: those of {@code fields}, {@code detector}, {@code segmenter} and
   * {@code classifier} that hold.
   */
  List<String> keys() {
    List<String> keys = new ArrayList<>();
    if (fields) {
      keys.add("fields");
    }
    if (detector) {
      keys.add("detector");
    }
    if (segmenter) {
      keys.add("segmenter");
    }
    if (classifier) {
      keys.add("classifier");
    }
    return keys;
  }

  /** {@return a warning for each, for a page} */
  List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    if (fields) {
      warnings.add(MarkWarnings.SYNTHETIC);
    }
    if (detector) {
      warnings.add(DETECTOR);
    }
    if (segmenter) {
      warnings.add(SEGMENTER);
    }
    if (classifier) {
      warnings.add(CLASSIFIER);
    }
    return warnings;
  }
}
