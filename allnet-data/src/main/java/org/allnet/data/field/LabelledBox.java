package org.allnet.data.field;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A cell that somebody labelled or a detector found: its class, the box around it and, if known,
 * its outline. Immutable.
 *
 * @param label the name of its class
 * @param box the box around it, inside the field and with an area
 * @param area its area in square pixels as the labels state it; that of its outline, else of its
 *     box, if they don't
 * @param crowd whether it stands for several things that were not labelled one by one (COCO's
 *     {@code iscrowd})
 * @param outline its outline; null if only the box is known
 * @param nucleus the outline of its nucleus; null if unknown
 * @param score how sure a detector is of it, in [0,1]; null if somebody labelled it
 */
public record LabelledBox(
    String label,
    BoundingBox box,
    double area,
    boolean crowd,
    @Nullable Outline outline,
    @Nullable Outline nucleus,
    @Nullable Double score) {

  /**
   * Checks area and score.
   *
   * @throws IllegalArgumentException if the box has no area, or the score is none
   */
  public LabelledBox {
    Objects.requireNonNull(label);
    if (box.isEmpty() || !(area >= 0)) {
      throw new IllegalArgumentException("%s of area %s".formatted(box, area));
    }
    if (score != null && !(score >= 0 && score <= 1)) {
      throw new IllegalArgumentException("score " + score);
    }
  }

  /**
   * A cell that somebody labelled, so that there is no score.
   *
   * @param label the name of its class
   * @param box the box around it
   * @param area its area in square pixels
   * @param crowd whether it stands for several things
   * @param outline its outline; null if only the box is known
   * @param nucleus the outline of its nucleus; null if unknown
   * @throws IllegalArgumentException if the box has no area
   */
  public LabelledBox(
      String label,
      BoundingBox box,
      double area,
      boolean crowd,
      @Nullable Outline outline,
      @Nullable Outline nucleus) {
    this(label, box, area, crowd, outline, nucleus, null);
  }

  /**
   * Returns a cell of which the box alone is known.
   *
   * @param label the name of its class
   * @param box the box around it
   * @return the labelled box
   * @throws IllegalArgumentException if the box has no area
   */
  public static LabelledBox of(String label, BoundingBox box) {
    return new LabelledBox(label, box, box.area(), false, null, null);
  }

  /**
   * Returns a cell that a detector found.
   *
   * @param label the name of its class
   * @param box the box around it
   * @param score how sure the detector is, in [0,1]
   * @return the box with its score
   * @throws IllegalArgumentException if the box has no area, or the score is none
   */
  public static LabelledBox found(String label, BoundingBox box, double score) {
    return new LabelledBox(label, box, box.area(), false, null, null, score);
  }

  /**
   * Returns a cell whose outline is known.
   *
   * @param label the name of its class
   * @param outline its outline
   * @return the labelled box, which is the least around the outline
   * @throws IllegalArgumentException if the outline has no area
   */
  public static LabelledBox of(String label, Outline outline) {
    return new LabelledBox(label, outline.box(), outline.area(), false, outline, null);
  }
}
