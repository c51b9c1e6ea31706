package org.allnet.inference.engine.layer;

/**
 * What a design is made for.
 *
 * @param classes the number of classes
 * @param width factor on channel counts; 1 is the published network
 * @param dropout fraction of the numbers that the classifying layers drop in training
 */
public record DesignOptions(int classes, double width, double dropout) {

  /**
   * A channel count of this width.
   *
   * @param published the published network's
   * @return a whole number, at least 4
   */
  public int scaled(int published) {
    return width == 1 ? published : Math.max(4, (int) Math.round(published * width));
  }

  /**
   * A channel count of this width that groups divide.
   *
   * @param published the published network's
   * @param multiple what it is a multiple of
   * @return at least the multiple
   */
  public int scaled(int published, int multiple) {
    return width == 1
        ? published
        : multiple * Math.max(1, (int) Math.round(published * width / multiple));
  }
}
