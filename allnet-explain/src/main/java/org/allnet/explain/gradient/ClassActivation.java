package org.allnet.explain.gradient;

import org.allnet.inference.prediction.LastMap;

/**
 * Class activation maps: what the places of a network's last map {@code A} add to the logit {@code
 * z} of a class, with the signs that they have before any negative part is cut off.
 *
 * <p>Of a transformer the places are the tokens that the last attention sees, so that both maps are
 * gradients times tokens; what its class token adds is at no place.
 */
public enum ClassActivation {
  /**
   * Grad-CAM (Selvaraju et al. 2017, arXiv 1610.02391): {@code sum_k a_k A_kij} with {@code a_k =
   * mean_ij dz/dA_kij}. If the network's head is a mean over places and a dense layer, this is the
   * class activation map of Zhou et al. 2016, divided by the number of places.
   */
  GRAD_CAM {
    @Override
    public float[] of(LastMap map) {
      int places = map.places().rows() * map.places().rows();
      double[] sums = new double[places];
      for (int k = 0; k < map.channels(); k++) {
        double mean = 0;
        for (int place = 0; place < places; place++) {
          mean += map.gradients()[k * places + place];
        }
        mean /= places;
        for (int place = 0; place < places; place++) {
          sums[place] += mean * map.values()[k * places + place];
        }
      }
      return floats(sums);
    }
  },
  /**
   * HiResCAM (Draelos and Carin 2020, arXiv 2011.08891): {@code sum_k dz/dA_kij A_kij}. If the head
   * is linear, its sum is the logit without the bias. Of a head of dense layers with ReLUs it is
   * the logit without what the biases add by the way that this image takes through the ReLUs.
   */
  HIRES_CAM {
    @Override
    public float[] of(LastMap map) {
      int places = map.places().rows() * map.places().rows();
      double[] sums = new double[places];
      for (int i = 0; i < map.values().length; i++) {
        sums[i % places] += (double) map.gradients()[i] * map.values()[i];
      }
      return floats(sums);
    }
  };

  /**
   * Returns the map.
   *
   * @param map a network's last map and the gradient of the logit by it
   * @return (rows, rows), row by row, above 0 for the class and below 0 against it
   */
  public abstract float[] of(LastMap map);

  private static float[] floats(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }
}
