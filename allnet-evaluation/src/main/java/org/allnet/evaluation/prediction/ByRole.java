package org.allnet.evaluation.prediction;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.allnet.data.Counted;
import org.allnet.data.Sentence;

/**
 * Predictions taken apart by what their images were to the system, because metrics are never of two
 * roles together. One role is evaluated; the others are shown beside it.
 *
 * @param evaluated the rows of the role that is evaluated, with all images that were not answered
 * @param role which that is: the one that was asked for, or of images that were held out and
 *     external ones those that are more, else images of unknown role, else those of validation,
 *     else those of training
 * @param others labelled rows of the other roles; without those that have none
 */
public record ByRole(Predictions evaluated, Role role, Map<Role, Predictions> others) {

  /** Copies {@code others}, so that nothing changes it from outside. */
  public ByRole {
    Map<Role, Predictions> copy = new EnumMap<>(Role.class);
    copy.putAll(others);
    others = Collections.unmodifiableMap(copy);
  }

  /**
   * Takes predictions apart.
   *
   * @param predictions any, with or without labels
   * @return the role that is evaluated and the others; unlabelled rows count for nothing
   */
  public static ByRole of(Predictions predictions) {
    Map<Role, List<Prediction>> rows = rows(predictions);
    return of(predictions, rows, evaluated(rows));
  }

  /**
   * Takes predictions apart if it is known which role is to be evaluated.
   *
   * @param predictions any, with or without labels
   * @param evaluated the role that is evaluated
   * @return that role and the others; unlabelled rows count for nothing
   */
  public static ByRole of(Predictions predictions, Role evaluated) {
    return of(predictions, rows(predictions), evaluated);
  }

  private static Map<Role, List<Prediction>> rows(Predictions predictions) {
    Map<Role, List<Prediction>> rows = new EnumMap<>(Role.class);
    for (Prediction row : predictions.labelled()) {
      rows.computeIfAbsent(row.origin().role(), role -> new ArrayList<>()).add(row);
    }
    return rows;
  }

  private static ByRole of(Predictions all, Map<Role, List<Prediction>> rows, Role evaluated) {
    Map<Role, Predictions> others = new EnumMap<>(Role.class);
    rows.forEach(
        (role, ofRole) -> {
          if (role != evaluated) {
            others.put(role, new Predictions(all.classes(), ofRole));
          }
        });
    return new ByRole(all.with(rows.getOrDefault(evaluated, List.of())), evaluated, others);
  }

  /** {@return the labelled rows of all roles} */
  public Predictions all() {
    List<Prediction> rows = new ArrayList<>(evaluated.rows());
    others.values().forEach(other -> rows.addAll(other.rows()));
    return evaluated.with(rows);
  }

  private static Role evaluated(Map<Role, List<Prediction>> rows) {
    int heldOut = rows.getOrDefault(Role.HOLD_OUT, List.of()).size();
    int external = rows.getOrDefault(Role.EXTERNAL, List.of()).size();
    if (external > heldOut) {
      return Role.EXTERNAL;
    }
    // An enum's map has the order of its constants: held out, unknown, validation, training.
    return rows.keySet().stream().findFirst().orElse(Role.UNKNOWN);
  }

  /**
   * {@return what a reader must know of the choice, a sentence each; empty if there is one role, it
   * was not trained or fitted on, and every image was answered}
   */
  public List<Sentence> notes() {
    List<Sentence> notes =
        new ArrayList<>(Sentence.texts(Unanswered.notes(evaluated.unanswered())));
    notes.addAll(evaluated.notes());
    notes.addAll(Sentence.texts(notesOnRoles()));
    return notes;
  }

  private List<String> notesOnRoles() {
    List<String> notes = new ArrayList<>();
    if (!others.isEmpty()) {
      List<String> counts = new ArrayList<>();
      others.forEach((other, rows) -> counts.add(rows.rows().size() + " of " + other.label()));
      notes.add(
          "Metrics are of the %s of %s; beside them, never together with them: %s."
              .formatted(
                  Counted.of(evaluated.rows().size(), "prediction"),
                  role.label(),
                  String.join(", ", counts)));
    }
    Predictions unknown = others.get(Role.UNKNOWN);
    if (unknown != null) {
      notes.add(
          "Only a part of the labelled rows has a role: %s not evaluated; fill in column 'role' or empty it."
              .formatted(
                  Counted.of(unknown.rows().size(), "row")
                      .then("without one is", "without one are")));
    }
    List<String> names = evaluated.classes().names();
    if (names.size() > 2) {
      for (int k = 0; k < names.size(); k++) {
        int label = k;
        if (evaluated.rows().stream().noneMatch(row -> row.label() == label)) {
          notes.add(
              "No evaluated image is labelled '%1$s'; is column p_%1$s a class's?"
                  .formatted(names.get(k)));
        }
      }
    }
    if (role == Role.TRAINING) {
      notes.add("The system was trained on these images: the metrics say nothing about new ones.");
    } else if (role == Role.VALIDATION) {
      notes.add(
          "The system was validated and fitted on these images: the metrics are a little too good.");
    }
    return notes;
  }
}
