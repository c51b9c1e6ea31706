package org.allnet.evaluation.report;

import java.util.List;
import org.allnet.evaluation.figure.Figure;
import org.allnet.evaluation.figure.Interval;
import org.jspecify.annotations.Nullable;

/**
 * The figures per person.
 *
 * @param accuracy share of subjects whose majority call is right, with its interval
 * @param subjects every subject
 */
public record SubjectLevel(Figure accuracy, List<Row> subjects) {

  /** Copies. */
  public SubjectLevel {
    subjects = List.copyOf(subjects);
  }

  /**
   * One person's cells.
   *
   * @param subject who
   * @param truth the true class of the subject, absent where unknown or mixed
   * @param call the majority call
   * @param cells cells judged, at least 1
   * @param calledPositive cells called the positive class
   * @param referred cells referred to a person, 0 where there is no refer band
   * @param share interval of the share called positive, absent where none was made
   */
  public record Row(
      String subject,
      @Nullable String truth,
      String call,
      int cells,
      int calledPositive,
      int referred,
      @Nullable Interval share) {

    /** Checks. */
    public Row {
      if (cells < 1 || calledPositive < 0 || calledPositive > cells) {
        throw new IllegalArgumentException(calledPositive + " of " + cells + " cells");
      }
    }

    /** {@return share of the cells called positive, in [0,1]} */
    public double shareCalledPositive() {
      return (double) calledPositive / cells;
    }

    /** {@return whether the majority call is right; false where the truth is unknown} */
    public boolean right() {
      return call.equals(truth);
    }
  }
}
