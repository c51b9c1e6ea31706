package org.allnet.cli.detection;

import java.nio.file.Path;
import org.allnet.data.Counted;
import org.allnet.detect.model.DetectorDescription;

/** What pages call a detector. */
final class DetectorLine {

  private DetectorLine() {}

  /** {@return a detector in a line: its file, its recipe and what it was trained on} */
  static String of(Path model, DetectorDescription detector) {
    return "Detector: %s, recipe %s, trained on %s of %s"
        .formatted(
            model.getFileName(),
            detector.recipe(),
            Counted.of(detector.training().trainingFields(), "field").withCommas(),
            detector.training().dataset());
  }
}
