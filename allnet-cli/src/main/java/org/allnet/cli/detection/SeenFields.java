package org.allnet.cli.detection;

import java.util.List;
import java.util.Optional;
import org.allnet.data.Counted;
import org.allnet.data.field.Field;
import org.allnet.data.field.FieldPart;
import org.allnet.data.field.FieldSet;
import org.allnet.data.integrity.ImageHashes;
import org.allnet.detect.model.DetectorDescription;
import org.allnet.detect.model.KnownImages;

/** Whether a detector is about to be judged on fields that it was made with. */
final class SeenFields {

  private SeenFields() {}

  /**
   * Returns what has to be said of the metrics. A detector's file knows its images by their
   * content; one of an earlier format knows the name of its set alone.
   *
   * @param detector what is known of the detector
   * @param set the set that it is evaluated on
   * @param fields those of its fields that are evaluated
   * @return a sentence; empty if it has seen none of them
   */
  static Optional<String> warning(DetectorDescription detector, FieldSet set, List<Field> fields) {
    KnownImages seen = detector.seen();
    return seen == null ? ofName(detector, set, fields) : ofContent(seen, fields);
  }

  private static Optional<String> ofContent(KnownImages seen, List<Field> fields) {
    long trainedOn = 0;
    long chosenOn = 0;
    for (Field field : fields) {
      String hash = ImageHashes.sha256(field.file());
      if (seen.isTrainedOn(hash)) {
        trainedOn++;
      } else if (seen.isChosenOn(hash)) {
        chosenOn++;
      }
    }
    if (trainedOn > 0) {
      return Optional.of(
          "The detector was trained on %s: the metrics are far too good. Evaluate on fields that it has not seen."
              .formatted(of(trainedOn, fields)));
    }
    return chosenOn == 0
        ? Optional.empty()
        : Optional.of(
            "The detector's epoch and operating points were chosen on %s, so that the metrics are too good. Evaluate on other fields."
                .formatted(of(chosenOn, fields)));
  }

  private static String of(long seen, List<Field> fields) {
    return seen == fields.size()
        ? "these fields"
        : "%d of these %s".formatted(seen, Counted.of(fields.size(), "field"));
  }

  private static Optional<String> ofName(
      DetectorDescription detector, FieldSet set, List<Field> fields) {
    if (!set.name().equals(detector.training().dataset())) {
      return Optional.empty();
    }
    boolean parts = set.fields().stream().anyMatch(field -> field.part() == FieldPart.TRAINING);
    if (!parts || fields.stream().anyMatch(field -> field.part() == FieldPart.TRAINING)) {
      return Optional.of(
          "The detector was trained on fields of %s, which may be among these: the metrics may be far too good. Evaluate on fields that it has not seen."
              .formatted(set.name()));
    }
    return fields.stream().noneMatch(field -> field.part() == FieldPart.VALIDATION)
        ? Optional.empty()
        : Optional.of(
            "The detector's epoch and operating points were chosen on the part val of %s, so that the metrics are too good. Evaluate on other fields."
                .formatted(set.name()));
  }
}
