package org.allnet.evaluation.prediction;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.allnet.data.Counted;
import org.allnet.data.OptionName;
import org.allnet.data.Sentence;

/** What a reader must know of the columns and rows of a predictions file as a whole. */
final class FileNotes {

  /** Fewer probabilities than those of so many images may all be 0 or 1 by chance. */
  private static final int ROWS_THAT_TELL = 20;

  private FileNotes() {}

  /**
   * Returns the notes.
   *
   * @param columns where the columns of the file are
   * @param nobody how many rows have a subject that is no person, by its name
   * @param read what was read
   */
  static List<Sentence> of(Columns columns, Map<String, Integer> nobody, Predictions read) {
    List<Sentence> notes = new ArrayList<>(unused(columns));
    if (read.rows().size() >= ROWS_THAT_TELL
        && read.rows().stream()
            .flatMap(row -> row.probabilities().stream())
            .allMatch(p -> p == 0 || p == 1)) {
      notes.add(
          Sentence.text(
              "Every probability is 0 or 1: these are answers, or probabilities that were rounded. AUROC, calibration and operating points say nothing beyond the answers."));
    }
    nobody.forEach(
        (text, count) ->
            notes.add(Sentence.of("Subject '%s' is no person, in %s.", text, Columns.rows(count))));
    int labelled = read.labelled().size();
    int without = read.rows().size() - labelled;
    if (labelled > 0 && without > 0) {
      notes.add(
          Sentence.of(
              "%s.",
              Counted.of(without, "row")
                  .outOf(read.rows().size())
                  .then(
                      "has no label and is not evaluated", "have no label and are not evaluated")));
    }
    return notes;
  }

  /** The columns that are there and not used. */
  private static List<Sentence> unused(Columns columns) {
    List<Sentence> notes = new ArrayList<>();
    if (columns.answers().score() >= 0 && !columns.scoreOnly()) {
      notes.add(
          Sentence.text(
              "Column 'score' is not used, since there is a column p_<class> for each class."));
    }
    if (columns.subjectGroup() >= 0 && !columns.groupsArePeople()) {
      notes.add(
          Sentence.text(
              "Column 'subject_group' is not used, since without the columns 'protocol' and 'role' it may be any group of people; column 'subject' says whose a cell is."));
    }
    if (columns.own().ruleThreshold() >= 0 && columns.own().rulePositive() < 0) {
      notes.add(
          Sentence.of(
              "Column 'rule_threshold' is not used, since no column 'rule_positive' names the class that it is the threshold of; add that column, or give the threshold by %s.",
              OptionName.THRESHOLD));
    }
    if (columns.own().rulePositive() >= 0 && columns.own().ruleThreshold() < 0) {
      notes.add(
          Sentence.of(
              "Column 'rule_positive' is not used, since there is no column 'rule_threshold'; add it, empty for the most probable class, or name the positive class by %s.",
              OptionName.POSITIVE));
    }
    return notes;
  }
}
