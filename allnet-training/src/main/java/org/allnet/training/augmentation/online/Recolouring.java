package org.allnet.training.augmentation.online;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.allnet.inference.engine.device.Tensors;
import org.allnet.training.augmentation.online.RandomAugmentation.Amount;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;

/**
 * Changes of colour: stain concentrations (Tellez et al. 2018, doi 10.1109/TMI.2018.2820199, with
 * the matrix of Ruifrok and Johnston 2001), brightness, contrast, saturation.
 *
 * @param options how far
 */
record Recolouring(RandomAugmentation options) {

  /** Optical densities of red, green and blue for haematoxylin, eosin and DAB; rows of length 1. */
  private static final float[] STAINS = {
    0.650f, 0.704f, 0.286f, 0.072f, 0.990f, 0.105f, 0.268f, 0.570f, 0.776f
  };

  /** The inverse of {@link #STAINS}. */
  private static final float[] UNMIXED = inverse(STAINS);

  /** The darkest that a logarithm is taken of: half a level of an 8-bit image. */
  private static final double DARKEST = 0.5 / 255;

  /** Weights of red, green and blue in grey (ITU-R BT.601). */
  private static final float[] GREY = {0.299f, 0.587f, 0.114f};

  Tensor apply(Tensor images, List<SplittableRandom> draws) {
    Tensor mask = images.amax(new long[] {1}, true).gt(new Scalar(0.0)).to(images.scalar_type());
    Tensor x = options.amount(Amount.STAIN) > 0 ? stained(images, draws) : images;
    x = x.mul(factors(x, draws, options.amount(Amount.BRIGHTNESS)));
    Tensor mean =
        x.mul(mask)
            .sum(new long[] {1, 2, 3}, true, new ScalarTypeOptional())
            .div(
                mask.sum(new long[] {1, 2, 3}, true, new ScalarTypeOptional())
                    .mul(new Scalar(3.0))
                    .clamp_min(new Scalar(1.0)));
    x = x.sub(mean).mul(factors(x, draws, options.amount(Amount.CONTRAST))).add(mean);
    Tensor grey =
        x.mul(Tensors.ofFloats(GREY, x.device(), 1, 3, 1, 1))
            .sum(new long[] {1}, true, new ScalarTypeOptional());
    x = x.sub(grey).mul(factors(x, draws, options.amount(Amount.SATURATION))).add(grey);
    return x.clamp(
            new org.bytedeco.pytorch.ScalarOptional(new Scalar(0.0)),
            new org.bytedeco.pytorch.ScalarOptional(new Scalar(1.0)))
        .mul(mask);
  }

  private static Tensor factors(Tensor images, List<SplittableRandom> draws, double reach) {
    return perImage(images, draws, draw -> OnlineAugmentation.between(draw, 1 - reach, 1 + reach));
  }

  private static Tensor perImage(
      Tensor images, List<SplittableRandom> draws, ToDoubleFunction<SplittableRandom> value) {
    float[] values = new float[draws.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) value.applyAsDouble(draws.get(i));
    }
    return Tensors.ofFloats(values, images.device(), values.length, 1, 1, 1);
  }

  /** Each stain's concentration is scaled and shifted in optical-density space. */
  private Tensor stained(Tensor images, List<SplittableRandom> draws) {
    int count = draws.size();
    float[] scales = new float[3 * count];
    float[] shifts = new float[3 * count];
    for (int i = 0; i < scales.length; i++) {
      SplittableRandom draw = draws.get(i / 3);
      scales[i] = (float) (1 + options.amount(Amount.STAIN) * draw.nextGaussian());
      shifts[i] = (float) (options.amount(Amount.STAIN) * draw.nextGaussian());
    }
    Tensor density = images.clamp_min(new Scalar(DARKEST)).log().neg();
    long pixels = images.size(2) * images.size(3);
    Tensor rows = density.reshape(count, 3, pixels).transpose(1, 2);
    Tensor stains =
        rows.matmul(Tensors.ofFloats(UNMIXED, images.device(), 3, 3))
            .mul(Tensors.ofFloats(scales, images.device(), count, 1, 3))
            .add(Tensors.ofFloats(shifts, images.device(), count, 1, 3));
    Tensor mixed = stains.matmul(Tensors.ofFloats(STAINS, images.device(), 3, 3)).transpose(1, 2);
    return mixed.neg().exp().reshape(Tensors.shape(images).stream().mapToLong(a -> a).toArray());
  }

  private static float[] inverse(float[] m) {
    double a = m[4] * (double) m[8] - m[5] * (double) m[7];
    double b = m[2] * (double) m[7] - m[1] * (double) m[8];
    double c = m[1] * (double) m[5] - m[2] * (double) m[4];
    double d = m[5] * (double) m[6] - m[3] * (double) m[8];
    double e = m[0] * (double) m[8] - m[2] * (double) m[6];
    double f = m[2] * (double) m[3] - m[0] * (double) m[5];
    double g = m[3] * (double) m[7] - m[4] * (double) m[6];
    double h = m[1] * (double) m[6] - m[0] * (double) m[7];
    double i = m[0] * (double) m[4] - m[1] * (double) m[3];
    double determinant = m[0] * a + m[1] * d + m[2] * g;
    double[] all = {a, b, c, d, e, f, g, h, i};
    float[] inverse = new float[all.length];
    for (int k = 0; k < all.length; k++) {
      inverse[k] = (float) (all[k] / determinant);
    }
    return inverse;
  }
}
