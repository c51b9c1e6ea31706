package org.allnet.explain.masking;

import java.util.Arrays;
import org.allnet.explain.perturbation.Mask;

/** Masks of whole images. */
final class Masks {

  private Masks() {}

  /** A mask that keeps everything. */
  static Mask all(int height, int width) {
    float[] kept = new float[height * width];
    Arrays.fill(kept, 1);
    return new Mask(height, width, kept);
  }
}
