package org.allnet.data.field.writing;

import java.nio.file.Path;
import java.util.List;
import org.allnet.data.field.Field;

/**
 * Writes fields for QuPath one after the other, as {@link FieldSetWriter} writes all of a set. Not
 * for several threads.
 */
public final class FieldByField {

  private final Path out;
  private final List<String> classes;
  private final WrittenFields.Names names = new WrittenFields.Names();

  /**
   * Creates a writer of no field yet.
   *
   * @param out the folder
   * @param classes the names of all classes
   */
  public FieldByField(Path out, List<String> classes) {
    this.out = out;
    this.classes = List.copyOf(classes);
  }

  /**
   * Returns what the feature of a box is called.
   *
   * @param field a field that is written
   * @param box the place of the box among those of the field, from 0
   * @return the id of its feature; a box that is too small to be written has none
   */
  public static String idOf(Field field, int box) {
    return GeoJsonWriter.idOf(field, box);
  }

  /**
   * Writes a field.
   *
   * @param field with its labels
   * @return its file
   * @throws org.allnet.data.RunException if its file can't be written
   */
  public Path write(Field field) {
    return GeoJsonWriter.write(classes, names.of(field), field, out, new WrittenSet.Counter());
  }
}
