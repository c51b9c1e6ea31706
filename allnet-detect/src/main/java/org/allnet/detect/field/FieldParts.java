package org.allnet.detect.field;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.allnet.data.InputException;
import org.allnet.data.field.Field;
import org.allnet.data.field.FieldSet;

/**
 * Which fields of a set are trained on, and which a detector is chosen by: the set's own parts
 * {@code train} and {@code val} if it has them, else a fraction drawn by field. Fields of one slide
 * may then be on both sides.
 *
 * @param training the fields to train on
 * @param validation the fields to choose by
 * @param drawn whether they were drawn, because the set has no such parts
 */
public record FieldParts(List<Field> training, List<Field> validation, boolean drawn) {

  /** The fraction of the fields that is drawn for validation. */
  private static final double VALIDATION = 0.2;

  private static final List<String> TRAINING_NAMES = List.of("train", "training");
  private static final List<String> VALIDATION_NAMES = List.of("val", "valid", "validation");

  /** Copies. */
  public FieldParts {
    training = List.copyOf(training);
    validation = List.copyOf(validation);
  }

  /**
   * Divides a set.
   *
   * @param set the fields
   * @param seed what is drawn from, if anything is
   * @throws InputException if it has fewer than four fields, or one of the two parts without the
   *     other
   */
  public static FieldParts of(FieldSet set, long seed) {
    List<Field> training = part(set, TRAINING_NAMES);
    List<Field> validation = part(set, VALIDATION_NAMES);
    if (!training.isEmpty() && !validation.isEmpty()) {
      return new FieldParts(training, validation, false);
    }
    if (!training.isEmpty() || !validation.isEmpty()) {
      throw InputException.in(
          set.root(),
          "has fields for %s and none for %s; give the folder that has both"
              .formatted(
                  training.isEmpty() ? "validation" : "training",
                  training.isEmpty() ? "training" : "validation"));
    }
    List<Field> all = new ArrayList<>(set.fields());
    if (all.size() < 4) {
      throw InputException.in(
          set.root(), "has %d fields, and training needs four or more".formatted(all.size()));
    }
    Collections.shuffle(all, new Random(seed));
    int count = Math.max(1, (int) Math.round(VALIDATION * all.size()));
    return new FieldParts(all.subList(count, all.size()), all.subList(0, count), true);
  }

  /** {@return whether a part is one to train on} */
  public static boolean isTraining(String part) {
    return TRAINING_NAMES.contains(part);
  }

  /** {@return whether a part is one to choose a detector by} */
  public static boolean isValidation(String part) {
    return VALIDATION_NAMES.contains(part);
  }

  private static List<Field> part(FieldSet set, List<String> names) {
    return set.fields().stream().filter(field -> names.contains(field.part())).toList();
  }
}
