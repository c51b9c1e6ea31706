package org.allnet.cli.detection;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.allnet.cli.terminal.Version;
import org.allnet.data.field.Field;
import org.allnet.data.layout.FolderMark;
import org.allnet.detect.field.FieldParts;
import org.allnet.detect.field.TrainedFields;
import org.allnet.detect.model.NetworkTraining;

/**
 * A training on fields that may begin or go on.
 *
 * @param place the folder that it writes into
 * @param parts the fields it learns from, and those it is chosen or measured by
 * @param fields the same by their content
 * @param goesOn whether it was begun before
 */
record FieldTraining(TrainingFolder place, FieldParts parts, TrainedFields fields, boolean goesOn) {

  /** {@return the fields to learn from} */
  List<Field> training() {
    return parts.training();
  }

  /** {@return the fields to choose or measure by} */
  List<Field> validation() {
    return parts.validation();
  }

  /** Makes the folder and writes down what the training begins with, unless it goes on. */
  void begin() {
    if (!goesOn) {
      place.make();
      fields.write(place.folder());
    }
  }

  /**
   * Returns what a network is made of and by, and whether a program made its fields.
   *
   * @param recipe the values that it is trained by
   */
  NetworkTraining.Provenance provenance(Map<String, String> recipe) {
    Stream<Field> all = Stream.concat(training().stream(), validation().stream());
    boolean synthetic = !FolderMark.SYNTHETIC.above(all.map(Field::file).toList()).isEmpty();
    return NetworkTraining.Provenance.of(
        fields, parts.origin(), synthetic, recipe, Version.withCommit());
  }
}
