package org.allnet.evaluation.decision;

import java.util.Arrays;
import java.util.List;
import org.allnet.data.InputException;
import org.allnet.data.OptionException;
import org.allnet.data.OptionName;
import org.allnet.data.Sentence;
import org.allnet.evaluation.prediction.Prediction;
import org.allnet.evaluation.prediction.Predictions;

/**
 * P(positive) of the labelled rows of two classes, as distinct values from low to high.
 *
 * @param score the distinct values
 * @param positivesBelow positives below each value, and at the end of all
 * @param negativesBelow negatives below each value, and at the end of all
 */
@SuppressWarnings("ArrayRecordComponent") // package-private, never compared
record BinarySteps(double[] score, int[] positivesBelow, int[] negativesBelow) {

  static BinarySteps of(Predictions predictions, String option) {
    if (predictions.classes().size() != 2) {
      String names = String.join(", ", predictions.classes().names());
      throw new OptionException(
          OptionName.CLASSES.with(names),
          Sentence.of("%s: needs two classes, here are %s; merge them into two", option, names));
    }
    List<Prediction> rows = predictions.labelled();
    if (rows.isEmpty()) {
      throw new InputException(option + ": none of the validation predictions has a label");
    }
    int positive = predictions.classes().positive();
    double[] p = rows.stream().mapToDouble(row -> row.probabilities().get(positive)).toArray();
    double[] score = Arrays.stream(p).distinct().sorted().toArray();
    int[] positivesBelow = new int[score.length + 1];
    int[] negativesBelow = new int[score.length + 1];
    for (int i = 0; i < p.length; i++) {
      int step = Arrays.binarySearch(score, p[i]);
      if (rows.get(i).label() == positive) {
        positivesBelow[step + 1]++;
      } else {
        negativesBelow[step + 1]++;
      }
    }
    Arrays.parallelPrefix(positivesBelow, Integer::sum);
    Arrays.parallelPrefix(negativesBelow, Integer::sum);
    return new BinarySteps(score, positivesBelow, negativesBelow);
  }

  /** As {@link #of}, of rows that hold both classes. */
  static BinarySteps ofBoth(Predictions predictions, String option) {
    BinarySteps steps = of(predictions, option);
    if (steps.allPositives() == 0 || steps.allNegatives() == 0) {
      throw new InputException(
          option + ": the validation predictions hold images of one class only; need both");
    }
    return steps;
  }

  int size() {
    return score.length;
  }

  int allPositives() {
    return positivesBelow[size()];
  }

  int allNegatives() {
    return negativesBelow[size()];
  }

  /**
   * A threshold that parts the steps from {@code first} on from those below: half-way between the
   * two, because other images fall between the scores of these.
   */
  double cutBelow(int first) {
    if (first == 0) {
      return 0;
    }
    if (first == score.length) {
      return Math.nextUp(score[first - 1]);
    }
    double middle = (score[first - 1] + score[first]) / 2;
    return middle > score[first - 1] ? middle : score[first];
  }
}
