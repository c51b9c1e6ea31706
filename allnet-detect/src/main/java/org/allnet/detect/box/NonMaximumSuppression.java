package org.allnet.detect.box;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.allnet.data.field.BoundingBox;
import org.allnet.evaluation.detection.Detection;

/**
 * Greedy non-maximum suppression in each class by itself: the best box is kept, and all that
 * overlap it by more than a limit go. Before they go, they may vote where the cell is (Gidaris and
 * Komodakis 2015, section 4.3): a kept box moves to the mean of the boxes of its class that overlap
 * it, weighted by their scores. Scores stay.
 *
 * @param iou the greatest overlap of two boxes of a class that are both kept, in [0,1], as they
 *     were before votes
 * @param most how many boxes are kept, of all classes together
 * @param voting the least overlap with a kept box of one that votes for it, above 0 and at most 1;
 *     1 if none does
 */
public record NonMaximumSuppression(double iou, int most, double voting) {

  /**
   * YOLOX's overlap. Of TXL-PBC's red cells 30 of 16,262 labelled ones overlap another by more, and
   * would be lost. Of the overlaps for votes, 0.5 to 0.8 are within .002 in average precision.
   */
  public static final NonMaximumSuppression USUAL = new NonMaximumSuppression(0.65, 300, 0.7);

  /** Boxes that are less certain than that have no vote. */
  private static final double LEAST_VOTE = 0.01;

  /**
   * Checks overlaps and number.
   *
   * @throws IllegalArgumentException if {@code iou} is not in [0,1], {@code most} is below 1, or
   *     {@code voting} is not above 0 and at most 1
   */
  public NonMaximumSuppression {
    if (!(iou >= 0 && iou <= 1) || most < 1 || !(voting > 0 && voting <= 1)) {
      throw new IllegalArgumentException(
          "overlap " + iou + ", " + most + " boxes, votes from an overlap of " + voting);
    }
  }

  /**
   * Makes a rule without votes.
   *
   * @param iou as of the components
   * @param most as of the components
   * @throws IllegalArgumentException as of the components
   */
  public NonMaximumSuppression(double iou, int most) {
    this(iou, most, 1);
  }

  /** {@return whether boxes vote} */
  public boolean hasVotes() {
    return voting < 1;
  }

  /**
   * Returns the same rule for another number of boxes.
   *
   * @param boxes how many are kept, from 1
   */
  public NonMaximumSuppression withMost(int boxes) {
    return new NonMaximumSuppression(iou, boxes, voting);
  }

  /**
   * Returns the least score of a box that matters: one that is kept, or that votes.
   *
   * @param leastScores the least score of a kept box of each class
   */
  public double leastScore(List<Double> leastScores) {
    double least = Collections.min(leastScores);
    return hasVotes() ? Math.min(least, LEAST_VOTE) : least;
  }

  /**
   * Leaves out what is not certain enough or hidden.
   *
   * @param boxes in any order, with those that are certain enough to vote alone ({@link
   *     #leastScore})
   * @param leastScores the least score of a kept box of each class
   * @return the boxes that are left, the most certain first
   */
  public List<Detection> of(List<Detection> boxes, List<Double> leastScores) {
    return voted(
        kept(
            boxes.stream()
                .filter(box -> box.score() >= leastScores.get(box.classIndex()))
                .toList()),
        boxes);
  }

  /**
   * Leaves boxes out.
   *
   * @param boxes in any order
   * @return those that are kept, the highest score first; of equal scores the earlier first
   */
  public List<Detection> of(List<Detection> boxes) {
    return voted(kept(boxes), boxes);
  }

  private List<Detection> kept(List<Detection> boxes) {
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

  private List<Detection> voted(List<Detection> kept, List<Detection> boxes) {
    return hasVotes() ? kept.stream().map(box -> voted(box, boxes)).toList() : kept;
  }

  /** A box votes for each kept one that it overlaps, also for several. */
  private Detection voted(Detection kept, List<Detection> boxes) {
    BoundingBox box = kept.box();
    double weight = 0;
    double left = 0;
    double top = 0;
    double right = 0;
    double bottom = 0;
    for (Detection voter : boxes) {
      if (voter.classIndex() == kept.classIndex()
          && voter.score() >= LEAST_VOTE
          && voter.box().iou(box) >= voting) {
        weight += voter.score();
        left += voter.score() * voter.box().left();
        top += voter.score() * voter.box().top();
        right += voter.score() * voter.box().right();
        bottom += voter.score() * voter.box().bottom();
      }
    }
    return weight == 0
        ? kept
        : new Detection(
            kept.classIndex(),
            new BoundingBox(left / weight, top / weight, right / weight, bottom / weight),
            kept.score());
  }
}
