package org.allnet.report.content;

import java.util.List;

/**
 * Everything that the page about fields with found cells tells, but for the pictures.
 *
 * @param detector its file, recipe and training, a line
 * @param classes the names of the classes
 * @param operatingPoints from which score a cell of each class is found
 * @param fields the fields in their order
 * @param failed how many fields could not be read
 * @param synthetic whether a program made the cells
 * @param elsewhere what has all of it if the page has not
 */
public record FieldsReport(
    String detector,
    List<String> classes,
    List<Double> operatingPoints,
    List<FieldRow> fields,
    int failed,
    boolean synthetic,
    Elsewhere elsewhere) {

  /** Copies the lists, so that nothing changes them from outside. */
  public FieldsReport {
    classes = List.copyOf(classes);
    operatingPoints = List.copyOf(operatingPoints);
    fields = List.copyOf(fields);
  }

  /**
   * A field.
   *
   * @param name its name
   * @param words its size and what was found in it, a line
   * @param counts how many cells of each class it has
   * @param marked how many of its cells are marked on its picture
   */
  public record FieldRow(String name, String words, List<Long> counts, int marked) {

    /** Copies {@code counts}, so that nothing changes it from outside. */
    public FieldRow {
      counts = List.copyOf(counts);
    }

    /** {@return how many cells it has} */
    public long cells() {
      return counts.stream().mapToLong(Long::longValue).sum();
    }
  }

  /**
   * What has all of it if the page has not.
   *
   * @param rows what has the counts of all fields, the end of a sentence
   * @param pictures what has the pictures of all fields, the end of a sentence
   */
  public record Elsewhere(String rows, String pictures) {}

  /** {@return how many cells of a class were found} */
  public long total(int classIndex) {
    return fields.stream().mapToLong(field -> field.counts().get(classIndex)).sum();
  }
}
