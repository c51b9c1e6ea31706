package org.allnet.detect.field;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.allnet.data.InputException;
import org.allnet.data.WorkProgress;
import org.allnet.data.field.Field;
import org.allnet.data.field.LabelledBox;
import org.allnet.data.field.Outline;
import org.allnet.data.image.DecodeLimits;
import org.allnet.data.image.ImageDecoder;
import org.allnet.data.image.region.LargePictures;
import org.allnet.data.image.region.PictureRegions;

/** Decodes images with cells whose outline and nucleus are labelled. */
public final class OutlineReading {

  private OutlineReading() {}

  /**
   * Decodes images.
   *
   * @param fields the images
   * @param notes takes a line for a file with several pictures
   * @param progress is told how far it has come
   * @return the cells with an outline and a nucleus; others are passed over
   * @throws InputException if an image can't be read
   */
  public static List<OutlinedCell> read(
      List<Field> fields, Consumer<String> notes, WorkProgress progress) {
    Runnable counter = progress.counter(WorkProgress.Step.READING, fields.size());
    List<OutlinedCell> cells = new ArrayList<>();
    for (Field field : fields) {
      cells.addAll(read(field, notes));
      counter.run();
    }
    return cells;
  }

  /**
   * Decodes an image.
   *
   * @param field the image
   * @param notes takes a line for a file with several pictures
   * @return the cells with an outline and a nucleus; others are passed over
   * @throws InputException if the image can't be read
   */
  public static List<OutlinedCell> read(Field field, Consumer<String> notes) {
    List<OutlinedCell> cells = new ArrayList<>();
    if (!hasCells(field)) {
      return cells;
    }
    PictureRegions picture =
        LargePictures.of(new ImageDecoder(DecodeLimits.DEFAULTS).decode(field.file(), notes));
    for (LabelledBox box : field.boxes()) {
      Outline outline = box.outline();
      Outline nucleus = box.nucleus();
      if (outline != null && nucleus != null && !outline.toMask().isEmpty()) {
        cells.add(
            new OutlinedCell(
                field.name() + "#" + (cells.size() + 1),
                field.name(),
                picture,
                outline.toMask().box(),
                outline.toMask(),
                nucleus.toMask().intersection(outline.toMask())));
      }
    }
    return cells;
  }

  /**
   * Returns the images with a cell that {@link #read} takes, which are decoded.
   *
   * @param fields the images
   */
  public static List<Field> outlined(List<Field> fields) {
    return fields.stream().filter(OutlineReading::hasCells).toList();
  }

  private static boolean hasCells(Field field) {
    return field.boxes().stream().anyMatch(OutlineReading::isOutlined);
  }

  /** {@return whether both the outline of a cell and that of its nucleus are known} */
  public static boolean isOutlined(LabelledBox box) {
    return box.outline() != null && box.nucleus() != null;
  }
}
