package org.allnet.detect.field;

import java.util.List;
import org.allnet.detect.box.FieldPixels;
import org.allnet.evaluation.detection.TrueBox;
import org.jspecify.annotations.Nullable;

/**
 * A decoded field with its labels.
 *
 * @param name of the field, unique in its data set
 * @param person the slide or person that it comes from, null if unknown
 * @param pixels its pixels
 * @param truths what is labelled, in pixels of the field
 */
public record LabelledField(
    String name, @Nullable String person, FieldPixels pixels, List<TrueBox> truths) {

  /** Copies {@code truths}, so that nothing changes it from outside. */
  public LabelledField {
    truths = List.copyOf(truths);
  }

  /** {@return the boxes of single cells, which crowds are not} */
  public List<TrueBox> cells() {
    return truths.stream().filter(truth -> !truth.crowd()).toList();
  }
}
