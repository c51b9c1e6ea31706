package org.allnet.inference.transductive;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.allnet.data.Interruption;

/**
 * An order of a batch's images that depends on what they are and not on how they were listed, so
 * that neither samples nor ties make an answer depend on the listing.
 */
final class ContentOrder {

  private ContentOrder() {}

  /**
   * Orders images by a 64-bit hash of descriptors and score.
   *
   * @param backbones the features of the same images, at least one
   * @param scores (images)
   * @return (images): the number of the image at each place
   */
  static int[] of(List<BackboneFeatures> backbones, double[] scores) {
    long[] keys = new long[scores.length];
    Interruption interruption = Interruption.ofThisThread();
    for (int i = 0; i < keys.length; i++) {
      interruption.check("images were put in order");
      long key = mixed(Double.doubleToLongBits(scores[i]));
      for (BackboneFeatures backbone : backbones) {
        for (float[] descriptor : backbone.images().get(i)) {
          key = mixed(key ^ Arrays.hashCode(descriptor));
        }
      }
      keys[i] = key;
    }
    return IntStream.range(0, keys.length)
        .boxed()
        .sorted(Comparator.comparingLong(i -> keys[i]))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  /** The finaliser of SplitMix64 (doi 10.1145/2714064.2660195). */
  private static long mixed(long value) {
    long z = value + 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
