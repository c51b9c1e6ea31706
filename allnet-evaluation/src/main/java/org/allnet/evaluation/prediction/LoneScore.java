package org.allnet.evaluation.prediction;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import org.allnet.data.InputException;
import org.allnet.data.OptionName;
import org.allnet.data.Sentence;
import org.allnet.data.dataset.ClassNames;
import org.allnet.data.dataset.ClassNames.Meaning;
import org.allnet.data.dataset.ClassSet;
import org.allnet.data.dataset.DatasetOptions;
import org.allnet.data.dataset.PositiveClass;
import org.allnet.data.file.Decimal;

/**
 * A column {@code score} in place of the probabilities: P(positive) of two classes, which are known
 * from the labels only.
 */
final class LoneScore {

  /** An answer of two classes is never less probable than this. */
  private static final double HALF = 0.5;

  private LoneScore() {}

  /**
   * Returns the two classes of the labels.
   *
   * @param lines the first line of each label
   * @param options which labels are classes even if they read like no label
   * @throws InputException if there is one class only, or a third, or one is a number and the other
   *     is none
   */
  static List<String> classes(Path file, SortedMap<String, Long> lines, DatasetOptions options) {
    List<String> labels = MissingLabels.classes(lines.keySet(), options);
    if (labels.size() > 2) {
      List<String> byLine = labels.stream().sorted(Comparator.comparing(lines::get)).toList();
      throw InputException.at(
          file,
          Objects.requireNonNull(lines.get(byLine.get(2))),
          "a third class '%s', but column 'score' can tell two apart; give a column p_<class> for each"
              .formatted(Columns.shorten(byLine.get(2))));
    }
    if (labels.isEmpty()) {
      return List.of("negative", "positive");
    }
    if (Set.of("0", "1").containsAll(labels)) {
      return List.of("0", "1");
    }
    if (labels.size() == 1) {
      Sentence unread =
          lines.keySet().stream()
              .filter(label -> !labels.contains(label))
              .map(Columns::shorten)
              .findFirst()
              .map(
                  label ->
                      Sentence.of(
                          ". Label '%s' is read as no label; if it is a class, give it a name with %s",
                          label, OptionName.CLASSES.quoting(label + "=NAME")))
              .orElse(Sentence.text(""));
      throw InputException.in(
          file,
          Sentence.of(
              "all labels are '%s', so that column 'score' does not say what the other class is; give a column p_<class> for each class%s",
              Columns.shorten(labels.get(0)), unread));
    }
    if (isNumber(labels.get(0)) != isNumber(labels.get(1))) {
      throw InputException.in(
          file,
          "of the labels '%s' and '%s' one is a number and the other is none; write the names of both classes, or leave the label empty if there is none"
              .formatted(Columns.shorten(labels.get(0)), Columns.shorten(labels.get(1))));
    }
    return labels;
  }

  private static boolean isNumber(String label) {
    return Decimal.parse(label).isPresent();
  }

  /**
   * Requires that the positive class is known, because the score is about it.
   *
   * @throws InputException if neither the names nor the options tell it
   */
  static void requirePositive(Path file, ClassSet classes, DatasetOptions options) {
    ClassSet renamed =
        ClassSet.of(
            classes.names().stream()
                .map(name -> options.renames().getOrDefault(name, name))
                .distinct()
                .toList());
    if (!PositiveClass.of(renamed, options.positive()).isKnown()) {
      throw InputException.in(
          file,
          Sentence.of(
              "column 'score' is the probability of the positive class, and the labels %s do not say which that is; state it with %s, or give a column p_<class> for each",
              String.join(", ", renamed.names()), OptionName.POSITIVE.with("CLASS")));
    }
  }

  /**
   * Looks whether the score would be the probability of a code that says no, such as 0. Programs
   * that write such labels write the probability of the other.
   *
   * @param classes the classes as the file has them
   * @param renamed the classes after renaming
   * @param options how the classes are read
   * @return a sentence if somebody stated it; empty if the score is that of the other code, or the
   *     labels are no codes
   * @throws InputException if nobody stated it
   */
  static List<Sentence> ofNo(
      Path file, ClassSet classes, ClassSet renamed, DatasetOptions options) {
    String positive = classes.positiveName();
    String other = classes.names().get(1 - classes.positive());
    if (ClassNames.of(positive, classes.names()) != Meaning.HEALTHY
        || !ClassNames.isCode(positive)
        || !ClassNames.isCode(other)) {
      return List.of();
    }
    String name = renamed.positiveName();
    if (options.positive() != null) {
      return List.of(
          Sentence.of(
              "Column 'score' is read as the probability of '%s', which is label %s, since it is stated as the positive class; beside labels %s and %s a score is usually the probability of %s.",
              name, positive, positive, other, other));
    }
    throw InputException.in(
        file,
        Sentence.of(
            "column 'score' would be the probability of '%s', which is label %s, but beside labels %s and %s a score is usually the probability of %s; give columns p_%s and p_%s, or state %s if it is that of '%s'",
            name,
            positive,
            positive,
            other,
            other,
            options.renames().getOrDefault(other, other),
            name,
            OptionName.POSITIVE.with(name),
            name));
  }

  /**
   * Doubts scores that look like the confidence of each answer. As P(positive) they would predict
   * every image positive; as the confidence of the more probable of two classes they can't be below
   * one half.
   *
   * @param answers what the rows say in words
   * @return a sentence; empty if a score is below one half, or all images are of one class
   * @throws InputException if the words of some rows say the other class
   */
  static List<String> doubts(
      Path file, List<Prediction> rows, WrittenAnswers answers, ClassSet classes) {
    int positive = classes.positive();
    if (rows.stream().anyMatch(row -> row.probabilities().get(positive) < HALF)) {
      return List.of();
    }
    String column = answers.columnThatSays(1 - positive, classes);
    if (column != null) {
      throw InputException.in(
          file,
          "column 'score' seems to be the confidence of the answer in column '%s', not the probability of '%s': no score is below 0.5, but some rows are answered '%s'; give a column p_<class> for each class"
              .formatted(column, classes.positiveName(), classes.names().get(1 - positive)));
    }
    return rows.stream().map(Prediction::label).filter(label -> label >= 0).distinct().count() < 2
        ? List.of()
        : List.of(
            "No score is below 0.5: is column 'score' the probability of '%s', or the confidence of each answer? The latter can't be evaluated."
                .formatted(classes.positiveName()));
  }
}
