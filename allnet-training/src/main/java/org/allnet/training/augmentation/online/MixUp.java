package org.allnet.training.augmentation.online;

import java.util.SplittableRandom;
import org.allnet.inference.engine.device.Tensors;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * Mixes each image of a batch and its target with another's (Zhang et al. 2018, arXiv 1710.09412),
 * one fraction for the whole batch.
 *
 * @param fraction what each keeps of itself, 0.5 to 1
 * @param partners which image each is mixed with, by its place in the batch
 */
public record MixUp(double fraction, long[] partners) {

  /**
   * Draws who is mixed with whom.
   *
   * @param alpha both parameters of the beta distribution that the fraction comes from, above 0 to
   *     1
   * @param count images of the batch
   * @param seed what is drawn from
   */
  public static MixUp draw(double alpha, int count, long seed) {
    SplittableRandom draw = new SplittableRandom(seed);
    double fraction = beta(alpha, draw);
    long[] partners = new long[count];
    for (int i = 0; i < count; i++) {
      int other = draw.nextInt(i + 1);
      partners[i] = partners[other];
      partners[other] = i;
    }
    return new MixUp(Math.max(fraction, 1 - fraction), partners);
  }

  /** Joehnk's method (1964), which needs a parameter of at most 1. */
  private static double beta(double alpha, SplittableRandom draw) {
    while (true) {
      double x = Math.pow(draw.nextDouble(), 1 / alpha);
      double y = Math.pow(draw.nextDouble(), 1 / alpha);
      if (x + y > 0 && x + y <= 1) {
        return x / (x + y);
      }
    }
  }

  /**
   * Mixes each image of a batch with its partner.
   *
   * @param values any tensor with the batch as its first axis
   * @return a new tensor, for the caller's scope to free
   */
  public Tensor mix(Tensor values) {
    Tensor others =
        values.index_select(0, Tensors.ofLongs(partners, values.device(), partners.length));
    return values.mul(new Scalar(fraction)).add(others, new Scalar(1 - fraction));
  }
}
