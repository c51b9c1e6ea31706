package org.allnet.data.split;

import org.allnet.data.OptionException;
import org.allnet.data.OptionName;

/**
 * How a data set is to be split.
 *
 * @param protocol what is kept together
 * @param folds the number of folds, 2 to 50
 * @param holdOutFraction fraction of the images set aside for the final metrics, 0 to 0.9; 0 for
 *     none
 * @param seed what the split is drawn from
 */
public record SplitOptions(Protocol protocol, int folds, double holdOutFraction, long seed) {

  /** By subject, 80/20, five folds. */
  public static final SplitOptions DEFAULTS = new SplitOptions(Protocol.SUBJECT, 5, 0.2, 1);

  /**
   * Checks folds and hold-out fraction.
   *
   * @throws OptionException if {@code folds} is not 2 to 50, or {@code holdOutFraction} is not 0 to
   *     0.9
   */
  public SplitOptions {
    if (folds < 2 || folds > 50) {
      throw OptionException.outOfRange(OptionName.FOLDS.with(folds), "2 to 50");
    }
    if (!(holdOutFraction >= 0 && holdOutFraction <= 0.9)) {
      throw OptionException.outOfRange(OptionName.HOLD_OUT.with(holdOutFraction), "0 to 0.9");
    }
  }

  /** {@return the number of sides an image can be on: the folds and the hold-out side} */
  int sides() {
    return folds + 1;
  }
}
