package org.allnet.evaluation.prediction;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.allnet.data.InputException;
import org.allnet.data.dataset.ClassSet;
import org.allnet.data.file.AtomicFile;
import org.jspecify.annotations.Nullable;

/**
 * Predictions as CSV: {@code image,subject,label,fold,p_<class>...}, a row per image and fold.
 *
 * <p>Files of other systems need less: {@code subject}, {@code fold} and, for mere listing, {@code
 * label} may be absent or empty, the order of columns is free, other columns are skipped. Instead
 * of a {@code p_} column per class a lone {@code score} may hold P(positive) of two classes, which
 * are then the labels that occur. With two classes {@code 0} and {@code 1} are accepted as labels,
 * {@code 1} being the positive class.
 */
public final class PredictionFile {

  /** How far the probabilities of a row may be from summing to 1; they are then divided by it. */
  public static final double SUM_TOLERANCE = 1e-3;

  /** Sums this near 1 are left alone, so that what was written is read back bit for bit. */
  private static final double EXACT_ENOUGH = 1e-6;

  private PredictionFile() {}

  /**
   * One row before the classes are known.
   *
   * @param p probabilities of the classes, or the score alone
   */
  private record Row(
      long line,
      String image,
      @Nullable String subject,
      @Nullable String label,
      @Nullable String fold,
      List<Double> p) {}

  /**
   * Reads a file; the positive class is the one with a blast's usual name, else the last (see
   * {@link ClassSet#of}).
   *
   * @param file the file
   * @return its rows in their order, at least one
   * @throws InputException where the file can't be read, lacks columns, has no rows, names an
   *     unknown class or one image twice in a fold, or a probability is not one; the message names
   *     the line
   */
  public static Predictions read(Path file) {
    return read(file, null);
  }

  /**
   * Reads a file.
   *
   * @param file the file
   * @param positive the positive class; null for the rule of {@link ClassSet#of}
   * @return its rows in their order, at least one
   * @throws InputException as {@link #read(Path)}
   * @throws org.allnet.data.OptionException where {@code positive} is not one of the classes
   */
  public static Predictions read(Path file, @Nullable String positive) {
    try (RowReader reader = new RowReader(file)) {
      List<String> header = reader.next();
      if (header == null) {
        throw new InputException(
            file + ": is empty; need a header line image,label,p_<class>... and rows");
      }
      Columns columns = Columns.of(file, header);
      List<Row> rows = rows(reader, columns);
      if (rows.isEmpty()) {
        throw new InputException(file + ": has a header but no rows; nothing to evaluate");
      }
      List<String> names = columns.scoreOnly() ? labelsOf(file, rows) : columns.classes();
      ClassSet classes = ClassSet.of(names);
      if (positive != null) {
        classes = classes.withPositive(positive);
      }
      return convert(file, rows, classes, columns.scoreOnly());
    } catch (IOException e) {
      throw new InputException(file + ": can't be read (" + e + ")", e);
    }
  }

  private static List<Row> rows(RowReader reader, Columns columns) throws IOException {
    List<Row> rows = new ArrayList<>();
    Map<String, String> names = new HashMap<>();
    Map<String, Set<String>> imagesOfFold = new HashMap<>();
    for (List<String> cells = reader.next(); cells != null; cells = reader.next()) {
      if (cells.size() != columns.width()) {
        throw reader.problem(
            "has " + cells.size() + " columns where the header has " + columns.width());
      }
      String image = cells.get(columns.image()).strip();
      if (image.isEmpty()) {
        throw reader.problem("column 'image' is empty");
      }
      String fold = optional(cells, columns.fold(), names);
      if (!imagesOfFold
          .computeIfAbsent(fold == null ? "" : fold, f -> new HashSet<>())
          .add(image)) {
        throw reader.problem(
            "image '"
                + Columns.shorten(image)
                + "' stands there twice"
                + (fold == null ? "" : " in fold '" + Columns.shorten(fold) + "'")
                + "; keep one row per image");
      }
      rows.add(
          new Row(
              reader.line(),
              image,
              optional(cells, columns.subject(), names),
              optional(cells, columns.label(), names),
              fold,
              probabilities(reader, columns, cells)));
    }
    return rows;
  }

  private static @Nullable String optional(
      List<String> cells, int column, Map<String, String> names) {
    if (column < 0) {
      return null;
    }
    String text = cells.get(column).strip();
    if (text.isEmpty()) {
      return null;
    }
    // A subject or class recurs on thousands of rows: one string for all of them.
    String known = names.putIfAbsent(text, text);
    return known == null ? text : known;
  }

  private static List<Double> probabilities(RowReader reader, Columns columns, List<String> cells) {
    if (columns.scoreOnly()) {
      return List.of(probability(reader, "score", cells.get(columns.score())));
    }
    double[] p = new double[columns.classes().size()];
    double sum = 0;
    for (int k = 0; k < p.length; k++) {
      String name = "p_" + columns.classes().get(k);
      p[k] = probability(reader, name, cells.get(columns.probabilities().get(k)));
      sum += p[k];
    }
    if (Math.abs(sum - 1) > SUM_TOLERANCE) {
      throw reader.problem(
          "the probabilities sum to " + sum + ", not 1; write one probability per class");
    }
    double divisor = Math.abs(sum - 1) <= EXACT_ENOUGH ? 1 : sum;
    List<Double> scaled = new ArrayList<>(p.length);
    for (double value : p) {
      scaled.add(value / divisor);
    }
    return scaled;
  }

  private static double probability(RowReader reader, String column, String cell) {
    String text = cell.strip();
    double value;
    try {
      value = Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw reader.problem(
          "column '" + column + "': '" + Columns.shorten(text) + "' is not a number");
    }
    if (!(value >= 0 && value <= 1)) {
      throw reader.problem(
          "column '"
              + column
              + "': "
              + Columns.shorten(text)
              + " is not a probability from 0 to 1");
    }
    return value;
  }

  /** The two classes of a file that has a score alone: they are known from its labels only. */
  private static List<String> labelsOf(Path file, List<Row> rows) {
    TreeSet<String> labels = new TreeSet<>();
    for (Row row : rows) {
      String label = row.label();
      if (label != null && labels.add(label) && labels.size() > 2) {
        throw new InputException(
            file
                + ": line "
                + row.line()
                + ": a third class '"
                + Columns.shorten(label)
                + "', but column 'score' can tell two apart; give a column p_<class> for each");
      }
    }
    if (labels.isEmpty()) {
      return List.of("negative", "positive");
    }
    if (Set.of("0", "1").containsAll(labels)) {
      return List.of("0", "1");
    }
    if (labels.size() == 1) {
      throw new InputException(
          file
              + ": all labels are '"
              + Columns.shorten(labels.first())
              + "', so that column 'score' does not say what the other class is; give a column"
              + " p_<class> for each class");
    }
    return List.copyOf(labels);
  }

  private static Predictions convert(
      Path file, List<Row> rows, ClassSet classes, boolean scoreOnly) {
    Map<String, Integer> index = new HashMap<>();
    for (int k = 0; k < classes.size(); k++) {
      index.put(classes.names().get(k), k);
    }
    if (classes.size() == 2 && !index.containsKey("0") && !index.containsKey("1")) {
      index.put("1", classes.positive());
      index.put("0", 1 - classes.positive());
    }
    List<Prediction> predictions = new ArrayList<>(rows.size());
    for (Row row : rows) {
      String label = row.label();
      Integer known = label == null ? Integer.valueOf(-1) : index.get(label);
      if (known == null) {
        throw new InputException(
            file
                + ": line "
                + row.line()
                + ": label '"
                + Columns.shorten(String.valueOf(label))
                + "' is not one of the classes "
                + Columns.shorten(String.join(", ", classes.names())));
      }
      List<Double> p = row.p();
      if (scoreOnly) {
        double score = p.get(0);
        p = classes.positive() == 0 ? List.of(score, 1 - score) : List.of(1 - score, score);
      }
      predictions.add(new Prediction(row.image(), row.subject(), known, row.fold(), p));
    }
    return new Predictions(classes, predictions);
  }

  /**
   * Writes a file, whole or not at all: all columns, in the order of the rows, every probability in
   * full so that reading gives the same bits. An unknown subject, label or fold is left empty.
   *
   * @param file the file; replaced where it exists
   * @param predictions what to write
   * @throws org.allnet.data.RunException where the file can't be written
   */
  public static void write(Path file, Predictions predictions) {
    AtomicFile.write(
        file,
        out -> {
          Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
          writer.write("image,subject,label,fold");
          for (String name : predictions.classes().names()) {
            writer.write(',');
            writer.write(quote("p_" + name));
          }
          writer.write('\n');
          for (Prediction row : predictions.rows()) {
            writer.write(quote(row.image()));
            writer.write(',');
            writer.write(quote(row.subject()));
            writer.write(',');
            writer.write(
                row.label() < 0 ? "" : quote(predictions.classes().names().get(row.label())));
            writer.write(',');
            writer.write(quote(row.fold()));
            for (double p : row.probabilities()) {
              writer.write(',');
              writer.write(Double.toString(p));
            }
            writer.write('\n');
          }
          writer.flush();
        });
  }

  private static String quote(@Nullable String text) {
    if (text == null) {
      return "";
    }
    boolean plain =
        text.indexOf(',') < 0
            && text.indexOf('"') < 0
            && text.indexOf('\n') < 0
            && text.indexOf('\r') < 0;
    return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
  }
}
