package org.allnet.evaluation.prediction;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.allnet.data.Counted;
import org.allnet.data.dataset.ClassNames;
import org.allnet.data.dataset.ClassSet;
import org.allnet.data.file.Decimal;
import org.allnet.data.file.FileNames;
import org.allnet.data.file.MissingValues;
import org.jspecify.annotations.Nullable;

/**
 * What a predictions file answers in words beside its probabilities, in columns such as {@code
 * answer} and {@code class}. Decisions are made of the probabilities; that the words say otherwise
 * is never passed over in silence.
 */
final class WrittenAnswers {

  /** Our own column of decisions, which goes before those of other programs. */
  static final String ANSWER = Unanswered.COLUMN;

  private static final Pattern COLUMNS =
      Pattern.compile(
          "class|call|decision|yhat|(model)?(y|label|class|diagnosis)?(pred|predict|predicted"
              + "|predictions?)(y|labels?|class|classes|category|diagnosis)?(name)?");

  /** Words that refer an image; {@code reference} and {@code refractory} do not. */
  private static final Pattern REFER =
      Pattern.compile("refer(s|red|ral)?\\b.*", Pattern.CASE_INSENSITIVE);

  /** Probabilities may be rounded, so that one this near to the threshold is on either side. */
  private static final double NEAR = 1e-3;

  /** How far two ways of rounding a probability may be apart. */
  private static final double ROUNDED = 0.006;

  private final Columns columns;
  private final Set<String> classes;
  private final List<Map<String, String>> ofRows = new ArrayList<>();
  private final List<@Nullable WrittenRule> rules = new ArrayList<>();

  /**
   * Words without an answer yet.
   *
   * @param columns where they are
   * @param classes the names of the classes, of which none says that there is no answer
   */
  WrittenAnswers(Columns columns, Collection<String> classes) {
    this.columns = columns;
    this.classes = classes.stream().map(WrittenAnswers::folded).collect(Collectors.toSet());
  }

  /** Whether a column is called what other programs call their decisions. */
  static boolean isColumn(String name) {
    return COLUMNS.matcher(Columns.folded(name)).matches();
  }

  private static String folded(String name) {
    return LabelNames.plain(name).toLowerCase(Locale.ROOT);
  }

  /**
   * Returns what a row says if it says that there is no answer, in a word that names no class.
   *
   * @param cells the row
   * @return the reason; null if the row may have an answer
   */
  @Nullable String none(List<String> cells) {
    Map.Entry<String, String> first = words(cells).entrySet().stream().findFirst().orElse(null);
    if (first == null || classes.contains(folded(first.getValue()))) {
      return null;
    }
    String word = first.getValue();
    boolean none =
        word.equalsIgnoreCase(Unanswered.ANSWER)
            || (first.getKey().equals(ANSWER) && MissingValues.is(word));
    if (!none) {
      return null;
    }
    String reason =
        columns.answers().reason() < 0 ? "" : FileNames.text(cells.get(columns.answers().reason()));
    return reason.isEmpty() ? "the file answers '" + Columns.shorten(word) + "'" : reason;
  }

  /** Takes in the words of a row with probabilities, and the rule that it brings along. */
  void add(List<String> cells, @Nullable WrittenRule rule) {
    ofRows.add(words(cells));
    rules.add(rule);
  }

  private Map<String, String> words(List<String> cells) {
    Map<String, String> words = new LinkedHashMap<>();
    columns
        .answers()
        .words()
        .forEach(
            (name, column) -> {
              String text = FileNames.text(cells.get(column));
              if (!text.isEmpty()) {
                words.put(name, text);
              }
            });
    return words;
  }

  /**
   * Finds a column that answers with a class in some row.
   *
   * @param wanted the class
   * @return the column's name; null if no row answers so
   */
  @Nullable String columnThatSays(int wanted, ClassSet among) {
    LabelNames names = new LabelNames(among);
    for (Map<String, String> words : ofRows) {
      for (Map.Entry<String, String> word : words.entrySet()) {
        Integer said = names.indexOf(word.getValue());
        if (said != null && said == wanted) {
          return word.getKey();
        }
      }
    }
    return null;
  }

  /**
   * Sets the words beside the probabilities.
   *
   * @param rows the predictions of the rows that were taken in, in their order
   * @param classes their classes
   * @return a sentence for what differs; empty if nothing does
   */
  List<String> notes(List<Prediction> rows, ClassSet classes) {
    LabelNames names = new LabelNames(classes);
    int differing = 0;
    int referred = 0;
    String first = "";
    for (int i = 0; i < rows.size(); i++) {
      Prediction row = rows.get(i);
      boolean differs = false;
      boolean refers = false;
      for (Map.Entry<String, String> word : ofRows.get(i).entrySet()) {
        if (names.indexOf(word.getValue()) == null && REFER.matcher(word.getValue()).matches()) {
          refers = true;
        } else if (!fits(word.getValue(), row, rules.get(i), names, classes)) {
          first =
              first.isEmpty()
                  ? "%s, whose column '%s' says '%s' and whose probabilities say '%s'"
                      .formatted(
                          Columns.shorten(row.image()),
                          word.getKey(),
                          Columns.shorten(word.getValue()),
                          classes.names().get(decision(row, rules.get(i), classes)))
                  : first;
          differs = true;
        }
      }
      differing += differs ? 1 : 0;
      referred += refers ? 1 : 0;
    }
    List<String> notes = new ArrayList<>();
    if (differing > 0) {
      notes.add(
          "The probabilities are evaluated, not the answers in words, which say otherwise in %s; the first is %s."
                  .formatted(Counted.of(differing, "row").outOf(rows.size()), first)
              + labelsMayBeAnswers(rows, classes));
    }
    if (referred > 0) {
      notes.add(
          "%s by the probabilities like all others, since metrics are of all images."
              .formatted(
                  Counted.of(referred, "row")
                      .outOf(rows.size())
                      .then(
                          "is answered 'refer'; it is evaluated",
                          "are answered 'refer'; they are evaluated")));
    }
    return notes;
  }

  /**
   * Returns what the words say of the classes that the probabilities decide for.
   *
   * @param rows the predictions of the rows that were taken in, in their order
   * @param lines the lines of these rows
   * @param classes their classes
   * @param meanings what these mean
   * @return the words by the name of their column, those that mean no class left out
   */
  Map<String, List<SaidClass>> said(
      List<Prediction> rows, List<Long> lines, ClassSet classes, ClassMeanings meanings) {
    Map<String, Map<List<String>, SaidClass>> found = new LinkedHashMap<>();
    for (int i = 0; i < rows.size(); i++) {
      int decided = decision(rows.get(i), rules.get(i), classes);
      String code = classes.names().get(decided);
      for (Map.Entry<String, String> word : ofRows.get(i).entrySet()) {
        String text = word.getValue();
        if (meanings.classOf(text) != ClassMeanings.NONE && !REFER.matcher(text).matches()) {
          found
              .computeIfAbsent(word.getKey(), column -> new LinkedHashMap<>())
              .merge(
                  List.of(text, code),
                  new SaidClass(
                      text, code, meanings.after(decided), 1, lines.get(i), rows.get(i).image()),
                  (seen, more) -> seen.more());
        }
      }
    }
    Map<String, List<SaidClass>> said = new LinkedHashMap<>();
    found.forEach((column, words) -> said.put(column, List.copyOf(words.values())));
    return said;
  }

  /** Labels that are the decisions in every row may be the answers of a system. */
  private String labelsMayBeAnswers(List<Prediction> rows, ClassSet classes) {
    for (int i = 0; i < rows.size(); i++) {
      if (rows.get(i).label() != decision(rows.get(i), rules.get(i), classes)) {
        return "";
      }
    }
    return " Column 'label' says what the probabilities say in every row; if it holds the answers, and the column of words the true classes, give each the other's name.";
  }

  private static boolean fits(
      String word, Prediction row, @Nullable WrittenRule rule, LabelNames names, ClassSet classes) {
    Integer known = names.indexOf(word);
    Double probability = known == null ? probability(word) : null;
    if (probability != null) {
      return row.probabilities().stream().anyMatch(p -> Math.abs(p - probability) <= ROUNDED);
    }
    if (known == null && classes.size() == 2) {
      known =
          switch (ClassNames.of(word)) {
            case SICK -> classes.positive();
            case HEALTHY -> 1 - classes.positive();
            case UNKNOWN -> null;
          };
    }
    return known != null
        && (known == LabelNames.AMBIGUOUS
            || known == decision(row, rule, classes)
            || isNear(known, row, rule, classes));
  }

  /** A probability in place of a word; null if it is none, or may be the number of a class. */
  private static @Nullable Double probability(String word) {
    double value = Decimal.parse(word).map(Decimal::value).orElse(Double.NaN);
    return value >= 0 && value <= 1 && value != Math.rint(value) ? value : null;
  }

  private static int decision(Prediction row, @Nullable WrittenRule rule, ClassSet classes) {
    List<Double> p = row.probabilities();
    Double threshold = rule == null ? null : rule.threshold();
    if (rule != null && threshold != null && classes.size() == 2) {
      int positive = classes.names().indexOf(rule.positive());
      if (positive >= 0) {
        return p.get(positive) >= threshold ? positive : 1 - positive;
      }
    }
    return row.predicted();
  }

  private static boolean isNear(
      int known, Prediction row, @Nullable WrittenRule rule, ClassSet classes) {
    List<Double> p = row.probabilities();
    Double threshold = rule == null ? null : rule.threshold();
    if (rule != null && threshold != null && classes.names().contains(rule.positive())) {
      return Math.abs(p.get(classes.indexOf(rule.positive())) - threshold) <= NEAR;
    }
    return p.get(decision(row, rule, classes)) - p.get(known) <= NEAR;
  }
}
