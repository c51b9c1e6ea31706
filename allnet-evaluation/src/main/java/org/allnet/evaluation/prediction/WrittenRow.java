package org.allnet.evaluation.prediction;

import java.util.List;
import org.allnet.data.file.FileNames;
import org.jspecify.annotations.Nullable;

/**
 * A row of a predictions file before the classes are known.
 *
 * @param line where it is
 * @param image the image, as {@link FileNames#canonical} names it
 * @param whose whose the image is
 * @param label the word in the column of the true class; absent if it is empty
 * @param fold the fold; absent if the file says none
 * @param origin what every metric of the row has to say again
 * @param answer what the system says of the image
 */
record WrittenRow(
    long line,
    String image,
    Whose whose,
    @Nullable String label,
    @Nullable String fold,
    Origin origin,
    Answer answer) {

  /**
   * Whose an image is.
   *
   * @param subject the subject's name; absent if nobody knows
   * @param person who has the name, as {@link Prediction#person}; absent likewise
   */
  record Whose(@Nullable String subject, @Nullable String person) {

    /** Nobody knows whose the image is. */
    static final Whose NOBODY = new Whose(null, null);
  }

  /**
   * What a system says of an image.
   *
   * @param p probabilities of the classes, or the score alone
   * @param refusal whether the model refuses the image; absent if the file doesn't say it
   */
  record Answer(List<Double> p, @Nullable Refusal refusal) {}

  /** {@return the same row of nobody} */
  WrittenRow ofNobody() {
    return new WrittenRow(line, image, Whose.NOBODY, label, fold, origin, answer);
  }
}
