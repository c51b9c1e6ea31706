package org.allnet.data.field.inspection;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.allnet.data.field.Field;
import org.allnet.data.field.LabelledBox;

/**
 * Two labels of one field that are nearly the same box, so that one cell probably has two.
 *
 * @param field the field's name
 * @param label the class of the one
 * @param other the class of the other, which may be the same
 * @param iou their intersection over union, from {@link #LEAST}
 */
public record NearlyDoubled(String field, String label, String other, double iou) {

  /** Neighbouring cells overlap less. */
  public static final double LEAST = 0.9;

  /**
   * Looks for such labels.
   *
   * @param fields the fields
   * @return the pairs, in the order of the fields
   */
  static List<NearlyDoubled> of(List<Field> fields) {
    List<NearlyDoubled> all = new ArrayList<>();
    for (Field field : fields) {
      List<LabelledBox> boxes =
          field.boxes().stream()
              .filter(box -> !box.crowd())
              .sorted(Comparator.comparingDouble(box -> box.box().left()))
              .toList();
      for (int i = 0; i < boxes.size(); i++) {
        LabelledBox one = boxes.get(i);
        // Boxes that begin further right than a tenth of this one's width overlap too little.
        double last = one.box().left() + (1 - LEAST) * one.box().width();
        for (int j = i + 1; j < boxes.size() && boxes.get(j).box().left() <= last; j++) {
          double iou = one.box().iou(boxes.get(j).box());
          if (iou >= LEAST) {
            all.add(new NearlyDoubled(field.name(), one.label(), boxes.get(j).label(), iou));
          }
        }
      }
    }
    return all;
  }
}
