package org.allnet.inference.learner;

import java.util.List;
import org.allnet.data.OptionException;
import org.tribuo.classification.fs.MIM;

/**
 * Keeps the features that tell most of the class by themselves: the highest mutual information
 * between the binned feature and the class (Battiti 1994, doi 10.1109/72.298224), counted on the
 * training rows alone.
 *
 * @param keep how many features to keep, 1 to 1000000; more than there are means all that vary
 * @param bins equal widths between a feature's least and greatest training value, 2 to 1000
 */
public record FeatureRanking(int keep, int bins) {

  /**
   * Checks both numbers.
   *
   * @throws OptionException if {@code keep} is not 1 to 1,000,000, or {@code bins} is not 2 to 1000
   */
  public FeatureRanking {
    if (keep < 1 || keep > 1_000_000) {
      throw OptionException.ofSetting(
          "keep", keep, "features to keep " + keep + " is out of range; use 1 to 1000000");
    }
    if (bins < 2 || bins > 1000) {
      throw OptionException.ofSetting(
          "bins", bins, "ranking bins " + bins + " is out of range; use 2 to 1000");
    }
  }

  /**
   * Ranks with ten bins.
   *
   * @param keep how many features to keep
   */
  public FeatureRanking(int keep) {
    this(keep, 10);
  }

  /**
   * Chooses columns.
   *
   * @param rows the training rows
   * @return the columns kept, the most telling first
   */
  List<Integer> best(LabelledRows rows) {
    return new MIM(keep, bins)
        .select(rows.dataset()).featureNames().stream().map(LabelledRows::column).toList();
  }
}
