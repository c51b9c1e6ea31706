package org.allnet.detect.training;

import org.allnet.data.option.OptionRange;

/**
 * How fields are changed at random in training. Mirrors and quarter turns are always drawn: a film
 * has no above.
 *
 * @param mosaic the fraction of inputs that are put together of four fields, in [0,1]
 * @param scale by how much a field is at most larger or smaller, in [0,1): the size of a cell tells
 *     much, so it is little
 * @param hue by how much of a full circle colours are at most turned, in [0,.5]
 * @param saturation by how much colours are at most stronger or weaker, in [0,1)
 * @param brightness by how much a field is at most brighter or darker, in [0,1)
 */
public record FieldAugmentation(
    double mosaic, double scale, double hue, double saturation, double brightness) {

  /**
   * Checks how much may change.
   *
   * @throws org.allnet.data.OptionException if {@code mosaic} is not in [0,1], {@code hue} is not
   *     in [0,.5], or another number is not in [0,1)
   */
  public FieldAugmentation {
    OptionRange.require(mosaic >= 0 && mosaic <= 1, "mosaic", mosaic, "0 to 1");
    OptionRange.require(scale >= 0 && scale < 1, "scale", scale, "0 to below 1");
    OptionRange.require(hue >= 0 && hue <= 0.5, "hue", hue, "0 to 0.5");
    OptionRange.require(
        saturation >= 0 && saturation < 1, "saturation", saturation, "0 to below 1");
    OptionRange.require(
        brightness >= 0 && brightness < 1, "brightness", brightness, "0 to below 1");
  }
}
