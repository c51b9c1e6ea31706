package org.allnet.detect.training;

import java.util.List;
import org.allnet.data.InputException;
import org.allnet.detect.field.LabelledField;

/**
 * The decoded fields of a training.
 *
 * @param dataset the name of the data set
 * @param training the fields to train on
 * @param validation the fields by which the epoch and the operating points are chosen; at least one
 *     has a labelled cell
 */
public record LabelledParts(
    String dataset, List<LabelledField> training, List<LabelledField> validation) {

  /**
   * Copies the lists, and refuses validation fields by which no epoch could be chosen.
   *
   * @throws InputException if none of {@code validation} has a labelled cell
   */
  public LabelledParts {
    training = List.copyOf(training);
    validation = List.copyOf(validation);
    if (validation.stream().allMatch(field -> field.cells().isEmpty())) {
      throw new InputException(
          "%s: no validation field has a labelled cell, and by these cells the epoch is chosen; give another split or seed"
              .formatted(dataset));
    }
  }
}
