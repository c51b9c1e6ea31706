package org.allnet.evaluation.prediction;

import static org.allnet.data.dataset.ClassNames.Meaning.UNKNOWN;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.allnet.data.InputException;
import org.allnet.data.dataset.ClassNames;
import org.allnet.data.dataset.ClassNames.Meaning;
import org.allnet.data.dataset.ClassSet;
import org.allnet.data.file.FileNames;
import org.allnet.data.file.MissingValues;

/**
 * Columns beside {@code label} that hold classes too. If one that is called what other programs
 * call the true class says another class, {@code label} may be an answer, and nobody knows which is
 * the truth. Others that differ, such as a second reader's, are named.
 */
final class TruthColumns {

  private static final Pattern NAMES =
      Pattern.compile(
          "(y|label|class)?(true|truth|gt|groundtruth|gold(standard)?|actual|targets?|real|reference"
              + "|expected|expert|pathologist|consensus|annotator|annotation|diagnosis)"
              + "(labels?|class|y|diagnosis|category|name)?|y|ytest|labels|label[12xy]?");

  /** Names of columns that may say what a person has, and not what a cell is. */
  private static final Pattern OF_PERSON =
      Pattern.compile(
          "(patient|subject|case|clinical|final)?diagnos[ei]s?|diagnosi|diagn[oó]stico");

  /** Names of columns in which numbers may be classes. */
  private static final Pattern READERS =
      Pattern.compile(
          "label|class|diagnos|truth|rater|reader|annotat|review|expert|patholog|leuk|malign|cancer|sick|diseased|blast");

  private static final int MOST_WORDS = 1_000;

  /** A column of more words is not one of classes. */
  private static final int MOST_CLASSES = 100;

  /** Where a pair of words is first, and in how many rows. */
  private record Seen(long line, int rows) {}

  /** Which pairs of words are in the rows of one column. */
  private record Beside(
      int index, String name, boolean sure, boolean reader, Map<List<String>, Seen> pairs) {

    /** Whether it has one diagnosis for cells of several classes, as that of a person is. */
    private boolean isOfPerson() {
      Set<String> labels = new HashSet<>();
      Set<String> words = new HashSet<>();
      for (List<String> pair : pairs.keySet()) {
        labels.add(pair.get(0));
        words.add(pair.get(1));
      }
      return words.size() == 1
          && labels.size() > 1
          && OF_PERSON.matcher(Columns.folded(name)).matches();
    }
  }

  private final int label;
  private int rows;
  private final List<Beside> columns = new ArrayList<>();

  TruthColumns(List<String> header, Columns known) {
    label = known.label();
    for (int i = 0; i < header.size(); i++) {
      String name = Columns.folded(header.get(i));
      if (label >= 0 && !known.isUsed(i)) {
        columns.add(
            new Beside(
                i,
                FileNames.text(header.get(i)),
                NAMES.matcher(name).matches(),
                READERS.matcher(name).find(),
                new HashMap<>()));
      }
    }
  }

  /** Takes a row in. */
  void add(long line, List<String> cells) {
    rows++;
    for (Beside column : columns) {
      String one = FileNames.text(cells.get(label));
      String other = FileNames.text(cells.get(column.index()));
      if (!one.isEmpty() && !other.isEmpty() && column.pairs().size() <= MOST_WORDS) {
        column
            .pairs()
            .merge(
                List.of(one, other),
                new Seen(line, 1),
                (seen, more) -> new Seen(seen.line(), seen.rows() + 1));
      }
    }
  }

  /**
   * Compares the classes.
   *
   * @param classes the classes as the file has them
   * @param meanings what they mean
   * @param codes the labels, if they are codes that a column explains
   * @return a sentence for each column that is not called the true class, or has one diagnosis for
   *     all rows, and differs
   * @throws InputException if one that is called so says other classes than {@code label}, or one
   *     that states the truth says that the positive code is of the healthy
   */
  List<String> check(Path file, ClassSet classes, ClassMeanings meanings, LabelCodes codes) {
    LabelNames names = new LabelNames(classes);
    boolean wordy = classes.names().stream().anyMatch(name -> !isNumber(name));
    List<String> notes = new ArrayList<>();
    for (Beside column : columns) {
      column
          .pairs()
          .keySet()
          .removeIf(pair -> names.byName(pair.get(1)) == null && MissingValues.is(pair.get(1)));
      Set<String> words = new HashSet<>();
      column.pairs().keySet().forEach(pair -> words.add(pair.get(1)));
      boolean telling = column.sure() || column.reader();
      boolean meant = telling && words.stream().allMatch(word -> meaning(word, words) != UNKNOWN);
      boolean named =
          (telling || (wordy && words.size() > 1))
              && words.stream().allMatch(word -> names.byName(word) != null);
      boolean numbered =
          telling
              && words.size() <= classes.size()
              && words.stream().allMatch(TruthColumns::isNumber);
      List<Map.Entry<List<String>, Seen>> differing =
          named || numbered
              ? differing(column, names, named)
              : meant ? contradicting(column, names, meanings, words) : List.of();
      ColumnWords stated = new ColumnWords(column.name(), column.sure());
      List<SaidClass> said = said(column, names, meanings);
      if (stated.stateTruth(said, meanings)) {
        codes.check(stated.source(), said);
      } else if (ColumnWords.areOfClasses(said, meanings)) {
        codes.doubt(stated.source(), said).ifPresent(notes::add);
      }
      if (!differing.isEmpty() && column.sure() && !column.isOfPerson()) {
        Map.Entry<List<String>, Seen> first = differing.get(0);
        throw InputException.at(
            file,
            first.getValue().line(),
            "columns 'label' and '%s' both seem to hold the true class and differ ('%s' and '%s'); call the true class 'label', and remove or rename the other"
                .formatted(
                    column.name(),
                    Columns.shorten(first.getKey().get(0)),
                    Columns.shorten(first.getKey().get(1))));
      } else if (!differing.isEmpty()) {
        notes.add(
            "Column '%s' holds classes too and differs from 'label' in %d of %s; it is not used. If it says the true class, call it 'label'."
                .formatted(
                    column.name(),
                    differing.stream().mapToInt(pair -> pair.getValue().rows()).sum(),
                    Columns.rows(rows)));
      }
    }
    return notes;
  }

  private static Meaning meaning(String word, Set<String> words) {
    return ClassNames.of(word, words);
  }

  /** The words that mean a class, beside the labels; none of a column with too many words. */
  private static List<SaidClass> said(Beside column, LabelNames names, ClassMeanings meanings) {
    if (column.pairs().size() > MOST_CLASSES) {
      return List.of();
    }
    List<SaidClass> said = new ArrayList<>();
    column
        .pairs()
        .forEach(
            (pair, seen) -> {
              Integer index = names.indexOf(pair.get(0));
              String word = pair.get(1);
              if (index != null
                  && index >= 0
                  && (meanings.isName(word) || ClassNames.of(word) != UNKNOWN)) {
                said.add(
                    new SaidClass(
                        word, pair.get(0), meanings.after(index), seen.rows(), seen.line(), ""));
              }
            });
    return said;
  }

  /** The pairs of which one word says sick and the other healthy, the first in the file first. */
  private static List<Map.Entry<List<String>, Seen>> contradicting(
      Beside column, LabelNames names, ClassMeanings meanings, Set<String> words) {
    return column.pairs().entrySet().stream()
        .sorted(Comparator.comparingLong(pair -> pair.getValue().line()))
        .filter(
            pair -> {
              Integer one = names.indexOf(pair.getKey().get(0));
              Meaning label = one == null || one < 0 ? UNKNOWN : meanings.of(meanings.after(one));
              return label != UNKNOWN && label != meaning(pair.getKey().get(1), words);
            })
        .toList();
  }

  private static boolean isNumber(String word) {
    return LabelNames.plain(word).matches("-?\\d{1,3}");
  }

  /** The pairs of which one word says another class than the other, the first in the file first. */
  private static List<Map.Entry<List<String>, Seen>> differing(
      Beside column, LabelNames names, boolean named) {
    Map<Integer, String> numberOf = new HashMap<>();
    Map<String, Integer> classOf = new HashMap<>();
    return column.pairs().entrySet().stream()
        .sorted(Comparator.comparingLong(pair -> pair.getValue().line()))
        .filter(
            pair -> {
              String other = LabelNames.plain(pair.getKey().get(1));
              Integer one = names.indexOf(pair.getKey().get(0));
              if (one == null) {
                return false; // The label itself will be refused.
              }
              return named
                  ? !one.equals(names.byName(pair.getKey().get(1)))
                  : !(numberOf.computeIfAbsent(one, k -> other).equals(other)
                      && classOf.computeIfAbsent(other, word -> one).equals(one));
            })
        .toList();
  }
}
