package org.allnet.data.image;

/**
 * What the opacity channel of a picture, or of a part of one, reaches.
 *
 * @param least the least opacity, as the file has it
 * @param most the greatest opacity
 * @param excess how far a colour is brighter than its opacity at most; negative if none is
 * @param said whether the file says that colours are multiplied by it
 */
public record OpacityRange(double least, double most, double excess, boolean said) {

  /** Rounding may make a colour greater than its opacity by so much of the whole. */
  private static final double ROUNDING = 1.0 / 128;

  /**
   * Returns what two parts of a picture reach together.
   *
   * @param other the other part's
   */
  public OpacityRange and(OpacityRange other) {
    return new OpacityRange(
        Math.min(least, other.least),
        Math.max(most, other.most),
        Math.max(excess, other.excess),
        said || other.said);
  }

  /** {@return whether it hides nothing: it is the same everywhere} */
  public boolean isEven() {
    return least == most;
  }

  /**
   * {@return whether colours are multiplied by it. A file that says so isn't believed if a colour
   * is brighter than its opacity allows}
   */
  public boolean isMultiplied() {
    return said && excess <= most * ROUNDING;
  }

  /**
   * Returns whether no further part of a picture can make another picture of this one.
   *
   * @param full the greatest opacity that a sample can hold
   */
  public boolean isFinal(double full) {
    return !isEven() && most == full && !isMultiplied();
  }
}
