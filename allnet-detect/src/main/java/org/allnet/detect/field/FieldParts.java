package org.allnet.detect.field;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.allnet.data.InputException;
import org.allnet.data.OptionException;
import org.allnet.data.WorkProgress;
import org.allnet.data.dataset.DatasetProblem;
import org.allnet.data.field.Field;
import org.allnet.data.field.FieldPart;
import org.allnet.data.field.FieldSet;
import org.allnet.data.field.inspection.FieldSources;
import org.allnet.data.field.inspection.FieldSplit;
import org.allnet.data.split.Protocol;
import org.allnet.data.split.SplitOptions;

/**
 * Which fields of a set are trained on, and which a detector is chosen by: those of a split, else
 * the set's own parts {@code train} and {@code val}, else a fold that is drawn. Fields of a slide
 * or person are on one side if their names tell it, and copies of a field always.
 *
 * @param training the fields to train on
 * @param validation the fields to choose by
 * @param origin where the two come from
 * @param leftOut names of fields that a split has no place for, because they show nothing
 * @param notes what is odd about the slides or persons that were drawn, a line each
 */
public record FieldParts(
    List<Field> training,
    List<Field> validation,
    Origin origin,
    Set<String> leftOut,
    List<String> notes) {

  /** Where the parts come from. */
  public enum Origin {
    /** The set has parts. */
    OWN("own"),
    /** A split says them. */
    SPLIT("split"),
    /** Slides or persons were drawn. */
    DRAWN_BY_SOURCE("drawn by source"),
    /** Fields were drawn, since names tell no two slides or persons. */
    DRAWN_BY_FIELD("drawn by field");

    private final String key;

    Origin(String key) {
      this.key = key;
    }

    /** {@return the words for it in files and for a reader} */
    @JsonValue
    public String key() {
      return key;
    }

    /**
     * Finds an origin by its words.
     *
     * @param key the words in files
     * @throws InputException if they are none
     */
    @JsonCreator
    public static Origin ofKey(String key) {
      return Arrays.stream(values())
          .filter(origin -> origin.key.equals(key))
          .findFirst()
          .orElseThrow(() -> new InputException("parts: '%s' is unknown".formatted(key)));
    }
  }

  /** One fold in so many is drawn for validation. */
  private static final int FOLDS = 5;

  private static final int LEAST_FIELDS = 4;

  /** Copies its lists, so that nothing changes them from outside. */
  public FieldParts {
    training = List.copyOf(training);
    validation = List.copyOf(validation);
    leftOut = Set.copyOf(leftOut);
    notes = List.copyOf(notes);
  }

  /**
   * Divides a set.
   *
   * @param set the fields
   * @param seed what is drawn from, if anything is
   * @param progress is told how far the drawing has come, for which all fields are decoded
   * @throws InputException if it has fewer than four fields, or one of the two parts without the
   *     other
   */
  public static FieldParts of(FieldSet set, long seed, WorkProgress progress) {
    List<Field> training = part(set, FieldPart.TRAINING);
    List<Field> validation = part(set, FieldPart.VALIDATION);
    if (!training.isEmpty() && !validation.isEmpty()) {
      return new FieldParts(training, validation, Origin.OWN, Set.of(), List.of());
    }
    if (!training.isEmpty() || !validation.isEmpty()) {
      throw InputException.in(
          set.root(),
          "has fields for %s and none for %s; give the folder that has both"
              .formatted(
                  training.isEmpty() ? "validation" : "training",
                  training.isEmpty() ? "training" : "validation"));
    }
    if (set.fields().size() < LEAST_FIELDS) {
      throw InputException.in(
          set.root(),
          "has %d fields, and training needs four or more".formatted(set.fields().size()));
    }
    FieldSources told = FieldSources.of(set);
    int sources = told.count();
    boolean bySource = sources > 1;
    int folds = Math.min(FOLDS, bySource ? sources : set.fields().size());
    FieldSplit drawn =
        FieldSplit.draw(
            set,
            new SplitOptions(bySource ? Protocol.SUBJECT : Protocol.IMAGE, folds, 0, seed),
            progress);
    return of(
        new SplitFields(set, drawn.split()),
        1,
        bySource ? Origin.DRAWN_BY_SOURCE : Origin.DRAWN_BY_FIELD,
        drawn.leftOut(),
        told.notes().stream().map(DatasetProblem::toString).toList());
  }

  /**
   * Divides a set as a split says.
   *
   * @param split a split of its fields
   * @param fold the fold to choose by, from 1
   * @throws OptionException if there is no such fold
   */
  public static FieldParts of(SplitFields split, int fold) {
    return of(split, fold, Origin.SPLIT, Set.of(), List.of());
  }

  private static FieldParts of(
      SplitFields split, int fold, Origin origin, Set<String> leftOut, List<String> notes) {
    return new FieldParts(split.training(fold), split.fold(fold), origin, leftOut, notes);
  }

  private static List<Field> part(FieldSet set, FieldPart part) {
    return set.fields().stream().filter(field -> field.part() == part).toList();
  }
}
