package org.allnet.data.field.writing;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.allnet.data.WorkProgress;
import org.allnet.data.field.FieldLayout;
import org.allnet.data.field.FieldSet;
import org.allnet.data.file.AtomicFile;

/**
 * Writes fields with their labels for other programs. Every file is whole or not there.
 *
 * <pre>{@code
 * FieldSetWriter.write(set, FieldLayout.COCO, Path.of("out"), true, WorkProgress.NONE);
 * }</pre>
 */
public final class FieldSetWriter {

  /** The layouts that are written. */
  public static final List<FieldLayout> LAYOUTS =
      List.of(FieldLayout.COCO, FieldLayout.YOLO, FieldLayout.GEOJSON);

  private FieldSetWriter() {}

  /**
   * Writes a set.
   *
   * @param set the fields
   * @param layout one of {@link #LAYOUTS}
   * @param out the folder; files of the same names are replaced
   * @param withImages whether the images are copied to {@code images/PART}
   * @param progress is told how many images were copied
   * @return what was written, and what the layout has no place for
   * @throws IllegalArgumentException if the layout is not written
   * @throws org.allnet.data.RunException if a file can't be written
   */
  public static WrittenSet write(
      FieldSet set, FieldLayout layout, Path out, boolean withImages, WorkProgress progress) {
    WrittenFields fields = WrittenFields.of(set);
    WrittenSet.Counter counter = new WrittenSet.Counter();
    switch (layout) {
      case COCO -> CocoWriter.write(set, fields, out, counter);
      case YOLO -> YoloWriter.write(set, fields, out, counter);
      case GEOJSON -> GeoJsonWriter.write(set, fields, out, counter);
      default -> throw new IllegalArgumentException(layout + " is not written");
    }
    if (withImages) {
      Runnable done = progress.counter(WorkProgress.Step.READING, set.fields().size());
      fields
          .byPart()
          .forEach(
              (part, images) ->
                  images.forEach(
                      (name, field) -> {
                        Path image = out.resolve(WrittenFields.image(part, name));
                        AtomicFile.write(image, stream -> Files.copy(field.file(), stream));
                        done.run();
                      }));
    }
    return counter.written();
  }
}
