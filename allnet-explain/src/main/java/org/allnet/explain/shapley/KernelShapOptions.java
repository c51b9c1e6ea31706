package org.allnet.explain.shapley;

import org.allnet.data.OptionException;
import org.allnet.data.OptionName;

/**
 * How Shapley values are estimated.
 *
 * @param samples the most coalitions whose value is asked, the empty and the full one included, 4
 *     to 1,000,000. At most {@value KernelShap#ENUMERATED} players are enumerated whatever it says
 * @param batch the most coalitions that are asked at once, 1 to 1024
 * @param seed of what is drawn; the same seed gives the same values
 */
public record KernelShapOptions(int samples, int batch, long seed) {

  /** 512 samples, 8 at once, seed 1. */
  public static final KernelShapOptions DEFAULTS = new KernelShapOptions(512, 8, 1);

  /**
   * Checks samples and batch.
   *
   * @throws OptionException if {@code samples} is not 4 to 1,000,000, or {@code batch} is not 1 to
   *     1024
   */
  public KernelShapOptions {
    if (samples < 4 || samples > 1_000_000) {
      throw OptionException.outOfRange(OptionName.SAMPLES.with(samples), "4 to 1000000");
    }
    if (batch < 1 || batch > 1024) {
      throw OptionException.outOfRange(OptionName.BATCH.with(batch), "1 to 1024");
    }
  }
}
