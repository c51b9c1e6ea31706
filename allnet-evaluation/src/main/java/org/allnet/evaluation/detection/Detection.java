package org.allnet.evaluation.detection;

import org.allnet.data.field.BoundingBox;

/**
 * An object that a detector found.
 *
 * @param classIndex from 0
 * @param box where it is
 * @param score how sure the detector is, mostly in [0,1]; only the order counts
 */
public record Detection(int classIndex, BoundingBox box, double score) {

  /**
   * Checks class and score.
   *
   * @throws IllegalArgumentException if the class is negative or the score no number
   */
  public Detection {
    if (classIndex < 0 || Double.isNaN(score)) {
      throw new IllegalArgumentException("class " + classIndex + ", score " + score);
    }
  }
}
