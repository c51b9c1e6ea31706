package org.allnet.network.architecture;

import org.allnet.data.OptionException;

/**
 * What an ALLNet is made for.
 *
 * @param classes the number of classes, 2 to 1000; the paper's is 2
 * @param inputSize side of the input in pixels, 9 to 2048; the paper's is 450
 * @param width factor on every channel count and on the dense layers, above 0 to 4; the paper's is
 *     1. Counts are rounded to the nearest whole number, at least 4
 * @param dropout share of the dense layers' outputs dropped in training, 0 to below 1
 */
public record AllNetOptions(int classes, int inputSize, double width, double dropout) {

  /** The paper's network for two classes; its dropout rate is not published, 0.5 is assumed. */
  public static final AllNetOptions DEFAULTS = new AllNetOptions(2, 450, 1, 0.5);

  /** Checks the ranges. */
  public AllNetOptions {
    if (classes < 2 || classes > 1000) {
      throw new OptionException("--classes " + classes + " is out of range; use 2 to 1000");
    }
    if (inputSize < 9 || inputSize > 2048) {
      throw new OptionException(
          "--input-size " + inputSize + " is out of range; use 9 to 2048 pixels");
    }
    if (!(width > 0 && width <= 4)) {
      throw new OptionException("--width " + width + " is out of range; use above 0 to 4");
    }
    if (!(dropout >= 0 && dropout < 1)) {
      throw new OptionException("--dropout " + dropout + " is out of range; use 0 to below 1");
    }
  }

  int scaled(int channels) {
    return Math.max(4, (int) Math.round(channels * width));
  }
}
