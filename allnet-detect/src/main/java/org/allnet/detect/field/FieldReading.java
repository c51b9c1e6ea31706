package org.allnet.detect.field;

import java.util.ArrayList;
import java.util.List;
import org.allnet.data.InputException;
import org.allnet.data.WorkProgress;
import org.allnet.data.field.Field;
import org.allnet.data.field.LabelledBox;
import org.allnet.data.image.DecodeLimits;
import org.allnet.data.image.ImageDecoder;
import org.allnet.detect.box.FieldPixels;
import org.allnet.evaluation.detection.TrueBox;

/** Decodes labelled fields. Classes are told by name. */
public final class FieldReading {

  private FieldReading() {}

  /**
   * Decodes fields, one after the other.
   *
   * @param fields the fields
   * @param classes the names of the classes, in the order of their numbers
   * @param progress is told how far it has come
   * @return the fields with their boxes
   * @throws InputException if an image can't be read, or a box is of another class
   */
  public static List<LabelledField> read(
      List<Field> fields, List<String> classes, WorkProgress progress) {
    Runnable counter = progress.counter(WorkProgress.Step.READING, fields.size());
    List<LabelledField> read = new ArrayList<>();
    for (Field field : fields) {
      read.add(read(field, classes));
      counter.run();
    }
    return read;
  }

  /**
   * Decodes a field.
   *
   * @param field the field
   * @param classes the names of the classes, in the order of their numbers
   * @return the field with its boxes, numbered from 1
   * @throws InputException if the image can't be read, or a box is of another class
   */
  public static LabelledField read(Field field, List<String> classes) {
    List<TrueBox> truths = new ArrayList<>();
    for (LabelledBox box : field.boxes()) {
      int classIndex = classes.indexOf(box.label());
      if (classIndex < 0) {
        throw InputException.in(
            field.file(),
            "has a box of class '%s', which is none of %s; rename the class in the labels"
                .formatted(box.label(), String.join(", ", classes)));
      }
      truths.add(new TrueBox(truths.size() + 1L, classIndex, box.box(), box.area(), box.crowd()));
    }
    return new LabelledField(
        field.name(),
        null,
        FieldPixels.of(new ImageDecoder(DecodeLimits.DEFAULTS).decode(field.file())),
        truths);
  }
}
