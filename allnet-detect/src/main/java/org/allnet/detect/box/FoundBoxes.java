package org.allnet.detect.box;

import java.util.ArrayList;
import java.util.List;
import org.allnet.data.field.BoundingBox;
import org.allnet.evaluation.detection.Detection;

/** From what a detector's places say to boxes in a field. */
public final class FoundBoxes {

  private FoundBoxes() {}

  /**
   * Takes the boxes that are certain enough. A place can have a box of each class.
   *
   * @param boxes four numbers a place: centre x and y, width and height in pixels of the input
   * @param scores one a class for each place, in [0,1]
   * @param classes how many classes there are
   * @param least the least score of a box
   * @param letterbox how the field lies in the input
   * @return the boxes in pixels of the field, place by place, without those that lie outside of it
   */
  public static List<Detection> of(
      float[] boxes, float[] scores, int classes, double least, Letterbox letterbox) {
    List<Detection> found = new ArrayList<>();
    for (int place = 0; place < boxes.length / 4; place++) {
      for (int c = 0; c < classes; c++) {
        float score = scores[place * classes + c];
        if (score >= least) {
          BoundingBox box = letterbox.toField(box(boxes, 4 * place));
          if (!box.isEmpty()) {
            found.add(new Detection(c, box, score));
          }
        }
      }
    }
    return found;
  }

  private static BoundingBox box(float[] boxes, int at) {
    // An untrained detector may say sizes beyond all numbers.
    double most = 1e6;
    return BoundingBox.ofCentre(
        Math.max(-most, Math.min(boxes[at], most)),
        Math.max(-most, Math.min(boxes[at + 1], most)),
        Math.min(boxes[at + 2], most),
        Math.min(boxes[at + 3], most));
  }
}
