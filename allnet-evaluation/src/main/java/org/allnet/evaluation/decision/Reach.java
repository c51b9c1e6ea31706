package org.allnet.evaluation.decision;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How far classification reaches inwards from both ends of the scores: steps below {@code low} are
 * predicted negative, steps from {@code high} on positive, those between are not classified.
 */
record Reach(int low, int high) {

  /** Room for rounding when {@code maxError * classified} should be a whole number. */
  private static final double ROUNDING = 1e-9;

  /**
   * The reach that classifies the most while at most a fraction of the classified is wrong, in
   * {@code O(n log n)}. Predictions below and above the band each leave some slack, {@code maxError
   * * classified - wrong}; for every {@code low} the best {@code high} is the one that classifies
   * most among those whose slack makes the sum no less than 0, found in the upper ends sorted by
   * slack.
   *
   * @param split the first step predicted positive without a band: {@code low <= split <= high}
   */
  static Reach widest(BinarySteps steps, int split, double maxError) {
    int size = steps.size();
    List<Integer> bySlack =
        IntStream.rangeClosed(split, size)
            .boxed()
            .sorted(
                Comparator.comparingDouble((Integer high) -> -slackAbove(steps, high, maxError)))
            .toList();
    double[] slack = new double[bySlack.size()];
    int[] lowestSoFar = new int[slack.length];
    for (int i = 0; i < slack.length; i++) {
      int high = bySlack.get(i);
      slack[i] = slackAbove(steps, high, maxError);
      lowestSoFar[i] = i == 0 ? high : Math.min(lowestSoFar[i - 1], high);
    }
    Reach best = new Reach(0, size);
    for (int low = 0; low <= split; low++) {
      double needed = -slackBelow(steps, low, maxError) - ROUNDING;
      int last = lastAtLeast(slack, needed);
      if (last >= 0) {
        Reach reach = new Reach(low, lowestSoFar[last]);
        if (reach.classified(steps) > best.classified(steps)) {
          best = reach;
        }
      }
    }
    return best;
  }

  /** The last index of falling values that is at least {@code needed}, -1 if none is. */
  private static int lastAtLeast(double[] falling, double needed) {
    int from = 0;
    int to = falling.length;
    while (from < to) {
      int middle = (from + to) >>> 1;
      if (falling[middle] >= needed) {
        from = middle + 1;
      } else {
        to = middle;
      }
    }
    return from - 1;
  }

  private static double slackBelow(BinarySteps steps, int low, double maxError) {
    int classified = steps.positivesBelow()[low] + steps.negativesBelow()[low];
    return maxError * classified - steps.positivesBelow()[low];
  }

  private static double slackAbove(BinarySteps steps, int high, double maxError) {
    int negatives = steps.allNegatives() - steps.negativesBelow()[high];
    int positives = steps.allPositives() - steps.positivesBelow()[high];
    return maxError * (negatives + positives) - negatives;
  }

  /** Images classified. */
  int classified(BinarySteps steps) {
    return steps.positivesBelow()[low]
        + steps.negativesBelow()[low]
        + steps.allPositives()
        - steps.positivesBelow()[high]
        + steps.allNegatives()
        - steps.negativesBelow()[high];
  }

  /** Images predicted wrongly. */
  int wrong(BinarySteps steps) {
    return steps.positivesBelow()[low] + steps.allNegatives() - steps.negativesBelow()[high];
  }
}
