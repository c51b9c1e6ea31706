package org.allnet.cli.network;

import java.nio.file.Path;
import java.util.Locale;
import org.allnet.cli.terminal.SplitUnit;
import org.allnet.data.OptionException;
import org.allnet.data.OptionName;
import org.allnet.data.OptionValue;
import org.allnet.data.Sentence;
import org.allnet.data.split.Protocol;
import org.allnet.data.split.SplitFile;
import org.jspecify.annotations.Nullable;

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
   * @param split the file that the split comes from, which then says its protocol; null for none
   * @return the protocol
   * @throws OptionException if images are augmented before a split by subject
   * @throws org.allnet.data.InputException if the file can't be read
   */
  Protocol protocol(SplitUnit unit, @Nullable Path split) {
    if (this == TRAINING_FOLDS) {
      return split == null ? unit.protocol() : SplitFile.read(split).protocol();
    }
    if (unit == SplitUnit.SUBJECT && split == null) {
      OptionValue given = OptionName.AUGMENT.with(this);
      throw new OptionException(
          given,
          Sentence.of(
              "%s goes with %s; by subject the training folds alone are augmented",
              given, OptionName.PROTOCOL.with(SplitUnit.IMAGE)));
    }
    return Protocol.IMAGE_AUGMENTED_BEFORE_SPLIT;
  }

  /**
   * Refuses a split that was made for another stage than the one that was typed.
   *
   * @param split its file
   * @throws OptionException if it was augmented before it was cut, and this is after
   * @throws org.allnet.data.InputException if the file can't be read
   */
  void refuseOther(Path split) {
    if (this == TRAINING_FOLDS
        && SplitFile.read(split).protocol() == Protocol.IMAGE_AUGMENTED_BEFORE_SPLIT) {
      OptionValue given = OptionName.AUGMENT.with(this);
      throw new OptionException(
          given,
          Sentence.of(
              "%s contradicts %s, whose images are augmented before the split; leave %s out, or use another split",
              given, split, OptionName.AUGMENT));
    }
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
