package org.allnet.report.content;

import java.util.List;

/**
 * Everything that the page about fields with found cells tells, but for the pictures.
 *
 * @param detector its file, recipe and training, a line
 * @param classes the names of the classes
 * @param operatingPoints from which score a cell of each class is found
 * @param fields the fields in their order
 * @param further the titles of what else is said of each field
 * @param white what white cells are
 * @param slides what those of each slide are
 * @param failed how many fields could not be read
 * @param warnings what has to be known of all of it, such as that a program made the cells
 * @param elsewhere what has all of it if the page has not
 */
public record FieldsReport(
    String detector,
    List<String> classes,
    List<Double> operatingPoints,
    List<FieldRow> fields,
    List<String> further,
    WhiteCells white,
    Slides slides,
    int failed,
    List<String> warnings,
    Elsewhere elsewhere) {

  /** Copies the lists, so that nothing changes them from outside. */
  public FieldsReport {
    classes = List.copyOf(classes);
    operatingPoints = List.copyOf(operatingPoints);
    fields = List.copyOf(fields);
    further = List.copyOf(further);
    warnings = List.copyOf(warnings);
  }

  /**
   * A field.
   *
   * @param name its name
   * @param words its size and what was found in it, a line
   * @param notes what has to be known of that, a line each
   * @param counts how many cells of each class it has
   * @param further what else is said of it, in the order of the titles
   * @param white what its white cells are
   * @param marked how many of its cells are marked on its picture
   */
  public record FieldRow(
      String name,
      String words,
      List<String> notes,
      List<Long> counts,
      List<String> further,
      WhiteCells white,
      int marked) {

    /** Copies the lists, so that nothing changes them from outside. */
    public FieldRow {
      notes = List.copyOf(notes);
      counts = List.copyOf(counts);
      further = List.copyOf(further);
    }

    /** {@return how many cells it has} */
    public long cells() {
      return counts.stream().mapToLong(Long::longValue).sum();
    }
  }

  /**
   * What white cells are: of all, and of the first.
   *
   * @param notes what has to be known of them, a paragraph each
   * @param titles of the counts, such as {@code first 100}
   * @param rows what they are, with the counts of each; none if there are no percentages
   */
  public record WhiteCells(List<String> notes, List<String> titles, List<Row> rows) {

    /** Copies the lists, so that nothing changes them from outside. */
    public WhiteCells {
      notes = List.copyOf(notes);
      titles = List.copyOf(titles);
      rows = List.copyOf(rows);
    }

    /**
     * A kind of cell.
     *
     * @param word what it is called
     * @param counts how many there are, and the percentage with its interval, for each title
     */
    public record Row(String word, List<Count> counts) {

      /** Copies {@code counts}, so that nothing changes it from outside. */
      public Row {
        counts = List.copyOf(counts);
      }
    }

    /**
     * A count.
     *
     * @param cells how many
     * @param percent in words, with its interval
     */
    public record Count(long cells, String percent) {}
  }

  /**
   * What white cells of each slide, person or folder are.
   *
   * @param unit what rows are, in one word; empty if there is nothing to count by
   * @param words what white cells may be; none if they are all of one kind
   * @param rows a slide each
   */
  public record Slides(String unit, List<String> words, List<Row> rows) {

    /** Copies the lists, so that nothing changes them from outside. */
    public Slides {
      words = List.copyOf(words);
      rows = List.copyOf(rows);
    }

    /**
     * A slide.
     *
     * @param name its name
     * @param fields how many fields it has
     * @param cells how many white cells are counted
     * @param counts how many are of each word, and the percentage with its interval
     */
    public record Row(String name, int fields, long cells, List<WhiteCells.Count> counts) {

      /** Copies {@code counts}, so that nothing changes it from outside. */
      public Row {
        counts = List.copyOf(counts);
      }
    }
  }

  /**
   * What has all of it if the page has not.
   *
   * @param rows what has the counts of all fields, the end of a sentence
   * @param pictures what has the pictures of all fields, the end of a sentence
   * @param slides what has the counts of all slides, the end of a sentence
   */
  public record Elsewhere(String rows, String pictures, String slides) {}

  /** {@return how many cells of a class were found} */
  public long total(int classIndex) {
    return fields.stream().mapToLong(field -> field.counts().get(classIndex)).sum();
  }
}
