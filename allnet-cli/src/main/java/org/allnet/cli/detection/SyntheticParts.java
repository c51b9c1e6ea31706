package org.allnet.cli.detection;

import java.util.ArrayList;
import java.util.List;
import org.allnet.report.content.MarkWarnings;

/**
 * What of a result comes from cells that a program made.
 *
 * @param fields whether the fields that were looked at do
 * @param detector whether the detector was trained on such fields
 * @param classifier whether the classifier was trained on such cells
 */
record SyntheticParts(boolean fields, boolean detector, boolean classifier) {

  /** Nothing does. */
  static final SyntheticParts NONE = new SyntheticParts(false, false, false);

  static final String DETECTOR =
      "This detector was trained on synthetic fields; it knows nothing of blood.";

  static final String CLASSIFIER =
      "This model was trained on synthetic cells; it knows nothing of blood.";

  /**
   * {@return the words for files: those of {@code fields}, {@code detector}, {@code classifier}}
   */
  List<String> keys() {
    List<String> keys = new ArrayList<>();
    if (fields) {
      keys.add("fields");
    }
    if (detector) {
      keys.add("detector");
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
    if (classifier) {
      warnings.add(CLASSIFIER);
    }
    return warnings;
  }
}
