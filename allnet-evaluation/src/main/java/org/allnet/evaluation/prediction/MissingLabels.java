package org.allnet.evaluation.prediction;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.allnet.data.dataset.DatasetOptions;
import org.allnet.data.file.MissingValues;

/** Labels that only say that nobody knows the class, such as {@code unknown}, and their counts. */
final class MissingLabels {

  private final Map<String, Integer> counts = new TreeMap<>();

  /**
   * Returns the labels that name classes, if no column does: those that do not say that there is no
   * label, and those that the options name. A minus beside a plus is a class.
   *
   * @param labels of a file
   * @param options how its classes are read
   */
  static List<String> classes(Collection<String> labels, DatasetOptions options) {
    boolean signs = labels.contains("+");
    return labels.stream()
        .filter(
            label ->
                !MissingValues.is(label)
                    || (signs && (label.equals("+") || label.equals("-")))
                    || options.renames().containsKey(label)
                    || label.equals(options.positive()))
        .toList();
  }

  /**
   * Takes in a label that is no class's name.
   *
   * @return whether it says that there is no label; it is then counted
   */
  boolean add(String label) {
    boolean missing = MissingValues.is(label);
    if (missing) {
      counts.merge(label, 1, Integer::sum);
    }
    return missing;
  }

  /** {@return a sentence for each such label} */
  List<String> notes() {
    List<String> notes = new ArrayList<>();
    counts.forEach(
        (label, count) ->
            notes.add(
                "Label '%s' is read as no label, in %s."
                    .formatted(Columns.shorten(label), Columns.rows(count))));
    return notes;
  }
}
