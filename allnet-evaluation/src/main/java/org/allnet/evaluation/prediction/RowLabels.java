package org.allnet.evaluation.prediction;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.allnet.data.InputException;
import org.allnet.data.dataset.ClassSet;
import org.allnet.data.dataset.DatasetOptions;
import org.allnet.data.file.CsvReader;
import org.allnet.data.file.FileFormat;
import org.allnet.data.file.FileNames;

/** The words in the column {@code label} of a predictions file, and the classes that they mean. */
final class RowLabels {

  private final Path file;
  private final List<WrittenRow> rows;

  /**
   * Creates the labels of rows.
   *
   * @param file the file
   * @param rows its rows that have an answer
   */
  RowLabels(Path file, List<WrittenRow> rows) {
    this.file = file;
    this.rows = rows;
  }

  /** Returns the words of a file's column {@code label}, of rows with an answer and without. */
  static Set<String> words(Path file) {
    Set<String> labels = new HashSet<>();
    try (CsvReader reader = CsvReader.open(file, FileFormat.PREDICTIONS)) {
      int column = Columns.of(file, reader.header()).label();
      for (List<String> cells = reader.next();
          column >= 0 && cells != null;
          cells = reader.next()) {
        labels.add(FileNames.text(cells.get(column)));
      }
    }
    return labels;
  }

  /**
   * Returns the classes before renaming; the positive one is that which is so after renaming.
   *
   * @param columns where the columns of the file are
   * @param options how its classes are read
   */
  ClassSet classes(Columns columns, DatasetOptions options) {
    List<String> names =
        columns.scoreOnly()
            ? LoneScore.classes(file, firstLines(), options)
            : columns.answers().classes();
    ClassSet classes = withPositive(ClassSet.of(names), options);
    if (columns.scoreOnly()) {
      LoneScore.requirePositive(file, classes, options);
    }
    return classes;
  }

  private static ClassSet withPositive(ClassSet classes, DatasetOptions options) {
    List<String> renamed =
        classes.names().stream().map(name -> options.renames().getOrDefault(name, name)).toList();
    String wanted = options.positive();
    if (wanted == null) {
      if (options.renames().isEmpty()) {
        return classes;
      }
      wanted = ClassSet.of(renamed.stream().distinct().toList()).positiveName();
    }
    int found = renamed.indexOf(wanted);
    return found < 0 ? classes : new ClassSet(classes.names(), found);
  }

  /** The labels of rows with an answer, with the first line of each. */
  private TreeMap<String, Long> firstLines() {
    TreeMap<String, Long> lines = new TreeMap<>();
    for (WrittenRow row : rows) {
      if (row.label() != null) {
        lines.putIfAbsent(LabelNames.plain(row.label()), row.line());
      }
    }
    return lines;
  }

  /**
   * Returns the rows with their classes.
   *
   * @param classes as the file calls them
   * @param scoreOnly whether each row has P(positive) alone
   * @param written how the probabilities are written
   * @param missing takes in labels that say that nobody knows the class
   * @return a prediction for each row, in their order
   * @throws InputException if a label is of no class or can be read two ways, or the probabilities
   *     of a row don't sum to 1
   */
  List<Prediction> predictions(
      ClassSet classes, boolean scoreOnly, WrittenProbabilities written, MissingLabels missing) {
    LabelNames labels = new LabelNames(classes);
    List<Prediction> predictions = new ArrayList<>(rows.size());
    for (WrittenRow row : rows) {
      String label = row.label();
      Integer known = label == null ? Integer.valueOf(-1) : labels.indexOf(label);
      if (known == null && missing.add(String.valueOf(label))) {
        known = -1;
      }
      if (known == null || known == LabelNames.AMBIGUOUS) {
        throw wrong(row, known == null ? unknown(row, classes) : ambiguous(row, classes));
      }
      List<Double> p = row.answer().p();
      if (scoreOnly) {
        double score = p.get(0);
        p = classes.positive() == 0 ? List.of(score, 1 - score) : List.of(1 - score, score);
      } else if (!written.sumIsRight(p)) {
        throw wrong(
            row,
            "the probabilities sum to %s, not 1; write one for each of the classes %s"
                .formatted(
                    (float) WrittenProbabilities.sum(p),
                    Columns.shorten(String.join(", ", classes.names()))));
      }
      predictions.add(
          new Prediction(
              row.image(),
              row.whose().subject(),
              row.whose().person(),
              known,
              row.fold(),
              row.origin(),
              WrittenProbabilities.scaled(p),
              row.answer().refusal()));
    }
    return predictions;
  }

  /**
   * Returns what is doubtful about the labels.
   *
   * @param classes as the file calls them
   */
  List<String> doubts(ClassSet classes) {
    Set<String> labels =
        rows.stream()
            .map(WrittenRow::label)
            .filter(Objects::nonNull)
            .collect(Collectors.toCollection(TreeSet::new));
    return new LabelNames(classes).doubts(labels);
  }

  private InputException wrong(WrittenRow row, String what) {
    return InputException.at(file, row.line(), what);
  }

  private static String unknown(WrittenRow row, ClassSet classes) {
    return "label '%s' is not one of the classes %s"
        .formatted(
            Columns.shorten(String.valueOf(row.label())),
            Columns.shorten(String.join(", ", classes.names())));
  }

  private static String ambiguous(WrittenRow row, ClassSet classes) {
    return "label '%s' can be read two ways, since 1 may stand for the second column (%s) or for the positive class (%s); write the names of the classes into column 'label'"
        .formatted(
            Columns.shorten(String.valueOf(row.label())),
            classes.names().get(1),
            classes.positiveName());
  }
}
