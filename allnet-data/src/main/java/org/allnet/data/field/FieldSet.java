package org.allnet.data.field;

import java.nio.file.Path;
import java.util.List;
import org.allnet.data.Sentence;

/**
 * Fields with their labels, as found on disk. Immutable.
 *
 * @param name what to call it
 * @param root the folder that names of fields are relative to
 * @param layout how its labels are written
 * @param classes the names of the classes, in the order of the labels' own list, else as they first
 *     appear
 * @param fields all fields, with and without labels, sorted by name
 * @param faults what was odd about single labels, by field
 * @param notes what else was odd, a line each
 */
public record FieldSet(
    String name,
    Path root,
    FieldLayout layout,
    List<String> classes,
    List<Field> fields,
    List<LabelFault> faults,
    List<Sentence> notes) {

  /** Copies its lists, so that nothing changes them from outside. */
  public FieldSet {
    classes = List.copyOf(classes);
    fields = List.copyOf(fields);
    faults = List.copyOf(faults);
    notes = List.copyOf(notes);
  }

  /**
   * Returns how many labels were odd in one way.
   *
   * @param kind the way
   */
  public long count(LabelFault.Kind kind) {
    return faults.stream().filter(fault -> fault.kind() == kind).count();
  }
}
