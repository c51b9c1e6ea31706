package org.allnet.detect;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.allnet.data.WorkProgress;
import org.allnet.data.field.Field;
import org.allnet.detect.field.FieldReading;
import org.allnet.detect.field.LabelledField;
import org.allnet.evaluation.detection.DetectedField;
import org.allnet.evaluation.detection.DetectionBootstrap;
import org.allnet.evaluation.detection.DetectionEvaluation;
import org.allnet.evaluation.interval.BootstrapOptions;

/** What a detector is worth on labelled fields. */
public final class DetectorEvaluation {

  /** The least score of a box that average precision looks at. */
  private static final double LEAST_SCORE = 0.01;

  private DetectorEvaluation() {}

  /**
   * Finds the cells of labelled fields, as uncertain as average precision looks at them.
   *
   * @param detector the detector
   * @param fields with boxes of its classes
   * @param reading reads them with the detector's classes
   * @param progress is told how far it has come
   * @return the fields, in their order, with what is labelled and what was found
   * @throws org.allnet.data.InputException if an image can't be read, or a box is of a class that
   *     the detector does not know
   */
  public static List<DetectedField> detected(
      Detector detector, List<Field> fields, FieldReading reading, WorkProgress progress) {
    Runnable counter = progress.counter(WorkProgress.Step.READING, fields.size());
    List<Double> all = Collections.nCopies(detector.classes().size(), LEAST_SCORE);
    List<DetectedField> detected = new ArrayList<>();
    int atOnce = detector.atOnce();
    for (int from = 0; from < fields.size(); from += atOnce) {
      List<LabelledField> read = new ArrayList<>();
      for (Field field : fields.subList(from, Math.min(fields.size(), from + atOnce))) {
        read.add(reading.read(field));
      }
      detected.addAll(
          detector.sideBySide(
              read,
              field ->
                  new DetectedField(
                      field.name(),
                      field.person(),
                      field.truths(),
                      detector.detect(field.pixels(), all))));
      read.forEach(field -> counter.run());
    }
    return detected;
  }

  /**
   * Evaluates a detector at its own operating points.
   *
   * @param detector the detector
   * @param detected at least one field that {@link #detected} gave
   * @param source what the persons of fields are, in one word, such as {@code slide}
   * @param bootstrap how to resample
   * @return the metrics with their intervals
   */
  public static DetectionEvaluation of(
      Detector detector, List<DetectedField> detected, String source, BootstrapOptions bootstrap) {
    return DetectionBootstrap.evaluate(
        detected, detector.classes(), detector.description().operatingPoints(), source, bootstrap);
  }
}
