package org.allnet.evaluation.detection;

/**
 * Objects of a range of areas. Both ends belong to it, so an area of exactly 1,024 is small and
 * medium.
 *
 * @param name for a reader
 * @param minimumArea in square pixels
 * @param maximumArea in square pixels
 */
public record SizeRange(String name, double minimumArea, double maximumArea) {

  /** Objects of every size, as COCO has it. */
  public static final SizeRange ALL = new SizeRange("all", 0, 1e10);

  /** COCO's small objects: up to 32 x 32 pixels. */
  public static final SizeRange SMALL = new SizeRange("small", 0, 32 * 32);

  /** COCO's medium objects: from 32 x 32 to 96 x 96 pixels. */
  public static final SizeRange MEDIUM = new SizeRange("medium", 32 * 32, 96 * 96);

  /** COCO's large objects: from 96 x 96 pixels. */
  public static final SizeRange LARGE = new SizeRange("large", 96 * 96, 1e10);

  /**
   * Checks the order of the ends.
   *
   * @throws IllegalArgumentException if the ends are in the wrong order
   */
  public SizeRange {
    if (!(minimumArea <= maximumArea)) {
      throw new IllegalArgumentException("areas from " + minimumArea + " to " + maximumArea);
    }
  }

  /** {@return whether an area lies in the range, ends included} */
  boolean contains(double area) {
    return area >= minimumArea && area <= maximumArea;
  }
}
