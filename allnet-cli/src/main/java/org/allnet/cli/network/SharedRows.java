package org.allnet.cli.network;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.allnet.data.Counted;
import org.allnet.data.file.FileNames;
import org.allnet.evaluation.prediction.Prediction;
import org.allnet.evaluation.prediction.Predictions;

/** What makes it likely that two files hold the same images, though their names differ. */
final class SharedRows {

  /** Fewer rows may be alike by chance. */
  private static final int ROWS_THAT_TELL = 10;

  private SharedRows() {}

  /**
   * Returns what a reader must know of rows that a decision rule is chosen on.
   *
   * @param fitted the rows that the rule is chosen on
   * @param evaluated the rows that it is evaluated on
   * @return a sentence for each kind of likeness; empty if nothing is alike
   */
  static List<String> notes(Predictions fitted, Predictions evaluated) {
    List<String> notes = new ArrayList<>();
    Set<String> named = namedAlike(fitted, evaluated);
    if (!named.isEmpty()) {
      notes.add(
          "%s on both sides but for the folder, case or ending of the name, such as %s: if these are the same images, the decision rule was chosen on images that it is evaluated on."
              .formatted(Counted.of(named.size(), "image").are(), named.iterator().next()));
    }
    int same = sameAnswers(fitted.labelled(), evaluated.labelled());
    if (same > 0) {
      notes.add(
          "%s the labels and probabilities of evaluated rows: if these are the same images under other names, the decision rule was chosen on images that it is evaluated on."
              .formatted(Counted.of(same, "row").have()));
    }
    return notes;
  }

  /** The images of which one side knows more folders than the other, or another case or ending. */
  private static Set<String> namedAlike(Predictions one, Predictions other) {
    Map<String, String> ones = byPlainName(one);
    Map<String, String> others = byPlainName(other);
    Set<String> same = new TreeSet<>();
    ones.forEach(
        (plain, image) -> {
          if (others.containsKey(plain) || endsOneOf(plain, others.keySet())) {
            same.add(image);
          }
        });
    others.forEach(
        (plain, image) -> {
          if (endsOneOf(plain, ones.keySet())) {
            same.add(image);
          }
        });
    return same;
  }

  private static Map<String, String> byPlainName(Predictions of) {
    Map<String, String> byName = new TreeMap<>();
    of.rows().forEach(row -> byName.putIfAbsent(FileNames.plain(row.image()), row.image()));
    return byName;
  }

  private static boolean endsOneOf(String name, Set<String> shorter) {
    for (int cut = name.indexOf('/'); cut >= 0; cut = name.indexOf('/', cut + 1)) {
      if (shorter.contains(name.substring(cut + 1))) {
        return true;
      }
    }
    return false;
  }

  /** A true class and its probabilities. */
  private record Answer(int label, List<Double> probabilities) {

    Answer(Prediction row) {
      this(row.label(), row.probabilities());
    }
  }

  /**
   * Counts the rows that have the class and probabilities of a row of the other side, each taken
   * once.
   *
   * @return 0 if they are less than half of the smaller side, few, or of few different
   *     probabilities, so that chance may explain them
   */
  private static int sameAnswers(List<Prediction> one, List<Prediction> other) {
    Map<Answer, Integer> left = new HashMap<>();
    other.forEach(row -> left.merge(new Answer(row), 1, Integer::sum));
    Set<Answer> different = new HashSet<>();
    int same = 0;
    for (Prediction row : one) {
      Answer answer = new Answer(row);
      Integer there = left.get(answer);
      if (there != null && there > 0) {
        left.put(answer, there - 1);
        different.add(answer);
        same++;
      }
    }
    return same >= ROWS_THAT_TELL
            && 2 * same >= Math.min(one.size(), other.size())
            && 2 * different.size() >= same
        ? same
        : 0;
  }
}
