package org.allnet.detect.box;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.allnet.evaluation.detection.Detection;

/**
 * Greedy non-maximum suppression in each class by itself: the best box is kept, and all that
 * overlap it by more than a limit go.
 *
 * @param iou the greatest overlap of two boxes of a class that are both kept, in [0,1]
 * @param most how many boxes are kept, of all classes together
 */
public record NonMaximumSuppression(double iou, int most) {

  /**
   * YOLOX's overlap. Of TXL-PBC's red cells 30 of 16,262 labelled ones overlap another by more, and
   * would be lost.
   */
  public static final NonMaximumSuppression USUAL = new NonMaximumSuppression(0.65, 300);

  /**
   * Checks overlap and number.
   *
   * @throws IllegalArgumentException if {@code iou} is not in [0,1], or {@code most} is below 1
   */
  public NonMaximumSuppression {
    if (!(iou >= 0 && iou <= 1) || most < 1) {
      throw new IllegalArgumentException("overlap " + iou + ", " + most + " boxes");
    }
  }

  /**
   * Leaves out what is not certain enough or hidden.
   *
   * @param boxes in any order
   * @param leastScores the least score of a box of each class
   * @return the boxes that are left, the most certain first
   */
  public List<Detection> of(List<Detection> boxes, List<Double> leastScores) {
    return of(
        boxes.stream().filter(box -> box.score() >= leastScores.get(box.classIndex())).toList());
  }

  /**
   * Leaves boxes out.
   *
   * @param boxes in any order
   * @return those that are kept, the highest score first; of equal scores the earlier first
   */
  public List<Detection> of(List<Detection> boxes) {
    List<Detection> sorted = new ArrayList<>(boxes);
    sorted.sort(Comparator.comparingDouble(box -> -box.score()));
    List<Detection> kept = new ArrayList<>();
    for (Detection box : sorted) {
      if (kept.size() == most) {
        break;
      }
      if (kept.stream().noneMatch(better -> hides(better, box))) {
        kept.add(box);
      }
    }
    return kept;
  }

  private boolean hides(Detection better, Detection box) {
    return better.classIndex() == box.classIndex() && better.box().iou(box.box()) > iou;
  }
}
