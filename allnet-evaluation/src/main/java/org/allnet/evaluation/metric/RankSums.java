package org.allnet.evaluation.metric;

/**
 * The areas under the two ranking curves of one class, summed up from its highest probability to
 * its lowest. Several sums can be made side by side, each over a range of probabilities: each has
 * to know how many images are above its range. Not thread-safe.
 */
public final class RankSums {

  private long positives;
  private long negatives;
  private double wrongPairsTwice;
  private double precisionSum;

  /**
   * Begins below images that were counted before.
   *
   * @param positivesAbove images of the class whose probability is higher than all that follow
   * @param negativesAbove images of other classes, likewise
   */
  public RankSums(long positivesAbove, long negativesAbove) {
    this.positives = positivesAbove;
    this.negatives = negativesAbove;
  }

  /**
   * Adds the images that share a probability, which is lower than those before.
   *
   * @param ofTheClass how many are of the class
   * @param ofOthers how many are not
   */
  public void add(long ofTheClass, long ofOthers) {
    if (ofTheClass != 0) {
      // Twice the pairs in which a negative outranks a positive, so that ties stay whole numbers.
      wrongPairsTwice += (double) ofTheClass * (2 * negatives + ofOthers);
      positives += ofTheClass;
      negatives += ofOthers;
      precisionSum += (double) ofTheClass * positives / (positives + negatives);
    } else {
      negatives += ofOthers;
    }
  }

  /** {@return twice the pairs of this range's images and those above that are in wrong order} */
  public double wrongPairsTwice() {
    return wrongPairsTwice;
  }

  /** {@return the sum of the precisions at this range's images of the class} */
  public double precisionSum() {
    return precisionSum;
  }

  /**
   * The areas of a class.
   *
   * @param auroc area under the receiver operating characteristic; NaN if undefined
   * @param averagePrecision NaN if undefined
   */
  public record Areas(double auroc, double averagePrecision) {

    /**
     * Returns the areas of all ranges together.
     *
     * @param positives images of the class
     * @param negatives images of other classes
     * @param wrongPairsTwice the sum over all ranges
     * @param precisionSum the sum over all ranges
     * @return the areas; undefined if there are no images of the class, or none of others
     */
    public static Areas of(
        long positives, long negatives, double wrongPairsTwice, double precisionSum) {
      return positives == 0 || negatives == 0
          ? new Areas(Double.NaN, Double.NaN)
          : new Areas(
              1 - wrongPairsTwice / (2.0 * positives * negatives), precisionSum / positives);
    }
  }
}
