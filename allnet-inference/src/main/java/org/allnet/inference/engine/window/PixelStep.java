package org.allnet.inference.engine.window;

import org.bytedeco.pytorch.Tensor;

/** What works on every pixel of a map alone. */
@FunctionalInterface
public interface PixelStep {

  /**
   * Works on maps.
   *
   * @param maps (batch, channels, height, width); may be changed in place
   * @return the result, of the same shape
   */
  Tensor apply(Tensor maps);

  /**
   * The same step for some channels. One that treats channels differently has to say how.
   *
   * @param first the first of them
   * @param count how many
   * @return the step for maps of these channels alone
   */
  default PixelStep channels(long first, long count) {
    return this;
  }
}
