package org.allnet.cli.network;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.allnet.cli.terminal.CommandLineWording;
import org.allnet.data.Counted;
import org.allnet.data.InputException;
import org.allnet.data.dataset.ClassSet;
import org.allnet.data.dataset.DatasetOptions;
import org.allnet.evaluation.prediction.JoinedPeople;
import org.allnet.evaluation.prediction.Prediction;
import org.allnet.evaluation.prediction.PredictionFile;
import org.allnet.evaluation.prediction.Predictions;
import org.allnet.evaluation.prediction.Role;
import org.allnet.evaluation.prediction.RunFold;
import org.allnet.training.run.OwnPredictions;
import org.jspecify.annotations.Nullable;

/**
 * The predictions that a decision rule is chosen on, which must be of other images than those it is
 * evaluated on, and should be of other people.
 *
 * @param rows the rows that a rule may be fitted on: those of validation, if the file has any
 * @param notes what a reader must know of them, a sentence each
 */
record ValidationFile(Predictions rows, List<String> notes) {

  /** Copies {@code notes}, so that nothing changes it from outside. */
  ValidationFile {
    notes = List.copyOf(notes);
  }

  /** Whether classes have the same names in the same order, but for letter case. */
  private static boolean isSame(ClassSet read, ClassSet evaluated) {
    List<String> named =
        read.names().stream().map(name -> evaluated.named(name).orElse(name)).toList();
    return named.equals(evaluated.names());
  }

  /**
   * Reads a file.
   *
   * @param file the file
   * @param options how its classes are read
   * @param evaluated the predictions that the rule is to be evaluated on
   * @return its rows
   * @throws InputException if it can't be read, is not of the run in whose folder it lies, has
   *     other classes, only images that were trained on, an image that is evaluated, or no rows of
   *     a fold model that is evaluated
   */
  static ValidationFile read(Path file, DatasetOptions options, Predictions evaluated) {
    OwnPredictions.require(file);
    Predictions read = fitting(file, PredictionFile.read(file, options));
    if (!isSame(read.classes(), evaluated.classes())) {
      throw InputException.in(
          file,
          "has the classes %s, the predictions to evaluate have %s"
              .formatted(
                  String.join(", ", read.classes().names()),
                  String.join(", ", evaluated.classes().names())));
    }
    // A run states its positive class, which the names alone may not tell.
    Predictions all = new Predictions(evaluated.classes(), read.rows(), read.unanswered());
    Predictions rows = ofEvaluatedModels(file, all, evaluated);
    Set<String> images = both(rows, evaluated, Prediction::image);
    if (!images.isEmpty()) {
      throw InputException.in(
          file,
          "%s evaluated too, such as %s; fit it on other images"
              .formatted(
                  Counted.of(images.size(), "of its images", "of its images").are(),
                  images.iterator().next()));
    }
    List<String> notes = new ArrayList<>();
    CommandLineWording.lines(read.notes())
        .forEach(note -> notes.add(file.getFileName() + ": " + note));
    int others = all.rows().size() - rows.rows().size();
    if (others > 0) {
      Counted rest = Counted.of(others, "row");
      notes.add(
          "%s of %s %s of other fold models than the evaluated one%s, and the decision rule is chosen without them."
              .formatted(
                  rest,
                  file.getFileName(),
                  rest.either("is", "are"),
                  models(evaluated).size() == 1 ? "" : "s"));
    }
    JoinedPeople people = JoinedPeople.of(List.of(all.rows(), evaluated.rows()));
    Set<String> subjects = both(rows, evaluated, people::of);
    if (!subjects.isEmpty()) {
      notes.add(
          "%s on both sides, such as %s: the decision rule was chosen on other cells of people that it is evaluated on, so that the metrics are too good."
              .formatted(
                  Counted.of(subjects.size(), "subject").are(),
                  named(evaluated, people, subjects.iterator().next())));
    }
    if (!rows.unanswered().isEmpty()) {
      notes.add(
          "The decision rule is chosen without %s that %s has no answer for, such as %s."
              .formatted(
                  Counted.of(rows.unanswered().size(), "image"),
                  file,
                  rows.unanswered().get(0).image()));
    }
    notes.addAll(SharedRows.notes(rows, evaluated));
    return new ValidationFile(rows, notes);
  }

  /**
   * The rows of the fold models that are evaluated: each has its own probabilities, which a rule of
   * another does not fit. All rows if the folds' names don't say which models they are of.
   */
  private static Predictions ofEvaluatedModels(Path file, Predictions rows, Predictions evaluated) {
    Set<String> wanted = models(evaluated);
    Set<String> there = models(rows);
    if (wanted.isEmpty() || there.isEmpty()) {
      return rows;
    }
    if (!there.containsAll(wanted)) {
      throw InputException.in(
          file,
          "its rows are of fold model%s, those evaluated are of fold model%s; give the validation predictions of the same fold model%s"
              .formatted(listed(there), listed(wanted), wanted.size() == 1 ? "" : "s"));
    }
    return rows.with(
        rows.rows().stream()
            .filter(
                row -> {
                  RunFold fold = RunFold.of(row.fold());
                  return fold == null || fold.model() == null || wanted.contains(fold.model());
                })
            .toList());
  }

  private static Set<String> models(Predictions of) {
    return values(
        of,
        row -> {
          RunFold fold = RunFold.of(row.fold());
          return fold == null ? null : fold.model();
        });
  }

  private static String listed(Set<String> models) {
    return (models.size() == 1 ? " " : "s ") + String.join(", ", models);
  }

  /** A name that a person has. */
  private static String named(Predictions of, JoinedPeople people, String person) {
    return of.rows().stream()
        .filter(row -> person.equals(people.of(row)))
        .map(Prediction::subject)
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(person);
  }

  private static Predictions fitting(Path file, Predictions all) {
    boolean roles = all.rows().stream().anyMatch(row -> row.origin().role() == Role.VALIDATION);
    List<Prediction> rows =
        all.rows().stream()
            .filter(
                row ->
                    roles
                        ? row.origin().role() == Role.VALIDATION
                        : row.origin().role() != Role.TRAINING)
            .toList();
    if (rows.isEmpty()) {
      throw InputException.in(
          file, "all of its images were trained on; fit it on images that were not");
    }
    return all.with(rows);
  }

  private static Set<String> both(
      Predictions one, Predictions other, Function<Prediction, @Nullable String> what) {
    Set<String> both = values(one, what);
    both.retainAll(values(other, what));
    return both;
  }

  private static Set<String> values(Predictions of, Function<Prediction, @Nullable String> what) {
    return of.rows().stream()
        .map(what)
        .filter(Objects::nonNull)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
