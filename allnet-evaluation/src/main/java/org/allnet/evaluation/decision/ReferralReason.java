package org.allnet.evaluation.decision;

/**
 * Why an image is referred instead of being given a class. If there are several reasons, the first
 * of these counts: there is nothing to see in it, its quality is poor, it is unlike the images of
 * training, its probability is in the refer band.
 */
public sealed interface ReferralReason
    permits NothingToSee, PoorImage, UnlikeTraining, ReferralReason.Uncertain {

  /**
   * {@return a word for programs: {@code uncertain}, {@code unlike-training}, {@code poor-image},
   * or what {@link NothingToSee#key()} gives}
   */
  String key();

  /** {@return whether the model refuses the image, whatever its probabilities are} */
  default boolean isRefusal() {
    return this instanceof PoorImage || this instanceof UnlikeTraining;
  }

  /**
   * The probability of the positive class is in the refer band.
   *
   * @param positive the positive class
   * @param probability its probability in [0,1], scaled
   * @param band the band
   */
  record Uncertain(String positive, double probability, ReferBand band) implements ReferralReason {

    @Override
    public String key() {
      return "uncertain";
    }
  }
}
