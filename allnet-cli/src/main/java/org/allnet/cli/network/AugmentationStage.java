package org.allnet.cli.network;

import java.util.Locale;
import org.allnet.cli.terminal.SplitUnit;
import org.allnet.data.OptionException;
import org.allnet.data.split.Protocol;

/** When {@code --augment} balances the classes by augmentation. */
enum AugmentationStage {
  /** After the folds are cut, and in training folds alone. */
  TRAINING_FOLDS,
  /** Before the folds are cut, as the ALLNet paper did. */
  BEFORE_SPLIT;

  /**
   * Returns the protocol of a run.
   *
   * @param unit what the split keeps together
   * @param splitGiven whether the split comes from a file, which then says what it keeps together
   * @return the protocol
   * @throws OptionException if images are augmented before a split by subject
   */
  Protocol protocol(SplitUnit unit, boolean splitGiven) {
    if (this == TRAINING_FOLDS) {
      return unit.protocol();
    }
    if (unit == SplitUnit.SUBJECT && !splitGiven) {
      throw new OptionException(
          "--augment before-split goes with --protocol image; by subject the training folds alone are augmented");
    }
    return Protocol.IMAGE_AUGMENTED_BEFORE_SPLIT;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
