package org.allnet.evaluation.prediction;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.allnet.data.InputException;
import org.allnet.data.dataset.ClassSet;
import org.allnet.data.file.FileNames;
import org.allnet.data.file.MissingValues;

/**
 * Columns beside {@code label} that are called what other programs call the true class. If one of
 * them says another class, {@code label} may be an answer, and nobody knows which is the truth.
 */
final class TruthColumns {

  private static final Pattern NAMES =
      Pattern.compile(
          "(y|label|class)?(true|truth|gt|groundtruth|gold(standard)?|actual|targets?|real|reference"
              + "|expected|expert|pathologist|consensus|annotator|annotation|diagnosis)"
              + "(labels?|class|y|diagnosis|category|name)?|y|ytest|labels|label[12xy]?");

  private static final int MOST_WORDS = 1_000;

  /** Which pairs of words are in the rows of one column, with the first line of each. */
  private record Beside(int index, String name, Map<List<String>, Long> pairs) {}

  private final int label;
  private final List<Beside> columns = new ArrayList<>();

  TruthColumns(List<String> header, Columns known) {
    label = known.label();
    for (int i = 0; i < header.size(); i++) {
      String name = header.get(i).toLowerCase(Locale.ROOT).replaceAll("[\\s_.-]+", "");
      if (label >= 0 && !known.isUsed(i) && NAMES.matcher(name).matches()) {
        columns.add(new Beside(i, FileNames.text(header.get(i)), new HashMap<>()));
      }
    }
  }

  /** Takes a row in. */
  void add(long line, List<String> cells) {
    for (Beside column : columns) {
      String one = FileNames.text(cells.get(label));
      String other = FileNames.text(cells.get(column.index()));
      if (!one.isEmpty() && !other.isEmpty() && column.pairs().size() <= MOST_WORDS) {
        column.pairs().putIfAbsent(List.of(one, other), line);
      }
    }
  }

  /**
   * Compares the classes.
   *
   * @throws InputException if a column says other classes than {@code label}
   */
  void check(Path file, ClassSet classes) {
    LabelNames names = new LabelNames(classes);
    for (Beside column : columns) {
      column
          .pairs()
          .keySet()
          .removeIf(pair -> names.byName(pair.get(1)) == null && MissingValues.is(pair.get(1)));
      Set<String> words = new HashSet<>();
      column.pairs().keySet().forEach(pair -> words.add(pair.get(1)));
      boolean named = words.stream().allMatch(word -> names.byName(word) != null);
      boolean numbered =
          words.size() <= classes.size()
              && words.stream().allMatch(word -> LabelNames.plain(word).matches("-?\\d{1,3}"));
      if (named || numbered) {
        check(file, column, names, named);
      }
    }
  }

  private static void check(Path file, Beside column, LabelNames names, boolean named) {
    Map<Integer, String> numberOf = new HashMap<>();
    Map<String, Integer> classOf = new HashMap<>();
    column.pairs().entrySet().stream()
        .sorted(Map.Entry.comparingByValue())
        .forEach(
            pair -> {
              String other = LabelNames.plain(pair.getKey().get(1));
              Integer one = names.indexOf(pair.getKey().get(0));
              if (one == null) {
                return; // The label itself will be refused.
              }
              boolean same =
                  named
                      ? one.equals(names.byName(pair.getKey().get(1)))
                      : numberOf.computeIfAbsent(one, k -> other).equals(other)
                          && classOf.computeIfAbsent(other, word -> one).equals(one);
              if (!same) {
                throw new InputException(
                    "%s: line %d: columns 'label' and '%s' both seem to hold the true class and differ ('%s' and '%s'); call the true class 'label', and remove or rename the other"
                        .formatted(
                            file,
                            pair.getValue(),
                            column.name(),
                            Columns.shorten(pair.getKey().get(0)),
                            Columns.shorten(pair.getKey().get(1))));
              }
            });
  }
}
