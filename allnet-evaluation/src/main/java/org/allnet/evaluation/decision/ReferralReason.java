package org.allnet.evaluation.decision;

/**
 * Why an image is referred instead of being given a class: its probability is in the refer band, or
 * there is nothing to see in it.
 */
public sealed interface ReferralReason permits ReferralReason.Uncertain, NothingToSee {

  /** {@return a word for programs: {@code uncertain}, or what {@link NothingToSee#key()} gives} */
  String key();

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
