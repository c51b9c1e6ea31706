package org.allnet.inference.image.segmentation;

import java.util.Locale;
import java.util.Optional;
import org.allnet.data.Counted;
import org.allnet.data.image.SegmentationMode;
import org.allnet.inference.engine.device.Tensors;
import org.bytedeco.pytorch.Tensor;

/**
 * A batch cut out, with what was seen on the way. Holds native memory until closed.
 *
 * @param saturation float32 (batch, 1, height, width), the plane that the threshold was put on:
 *     whole grey levels 0 to 255
 * @param mask float32 (batch, 1, height, width), 1 if the pixel is kept, else 0
 * @param image float32 (batch, 3, height, width), the input times the mask
 * @param kept float32 (batch), the fraction of each image's pixels that is kept, of those that show
 *     something, in [0,1]; 0 if none does
 */
public record Segmented(Tensor saturation, Tensor mask, Tensor image, Tensor kept)
    implements AutoCloseable {

  /**
   * The fraction of each image's pixels that is kept, of those that show something. Waits for the
   * device.
   *
   * @return a fraction in [0,1] for each image, 0 for one of which no pixel shows anything
   */
  public double[] keptFraction() {
    float[] fractions = Tensors.toFloats(kept);
    double[] result = new double[fractions.length];
    for (int i = 0; i < fractions.length; i++) {
      result[i] = fractions[i];
    }
    return result;
  }

  /**
   * Returns the warning that a literal segmentation owes its user.
   *
   * @param mode how the images were cut out
   * @param keptFractions the kept fraction of each image, see {@link #keptFraction}
   * @return one line if the mode is {@link SegmentationMode#LITERAL} and it {@linkplain
   *     SegmentationMode#leastKeptFraction erased} any image, else nothing
   */
  public static Optional<String> literalWarning(SegmentationMode mode, double... keptFractions) {
    int erased = 0;
    double sum = 0;
    for (double fraction : keptFractions) {
      sum += fraction;
      if (fraction < mode.leastKeptFraction()) {
        erased++;
      }
    }
    if (mode != SegmentationMode.LITERAL || erased == 0) {
      return Optional.empty();
    }
    return Optional.of(
        String.format(
            Locale.ROOT,
            "segmentation 'literal' keeps less than 5 %% of the cell in %d of %s (%.3f %%"
                + " on average): it erases them; %s",
            erased,
            Counted.of(keptFractions.length, "image"),
            100 * sum / keptFractions.length,
            mode.instead()));
  }

  @Override
  public void close() {
    saturation.close();
    mask.close();
    image.close();
    kept.close();
  }
}
