package org.allnet.spark.scoring;

import java.nio.file.Path;
import java.util.List;
import org.allnet.data.OptionException;
import org.allnet.data.integrity.ImageHashes;
import org.jspecify.annotations.Nullable;

/**
 * What is scored, and where the answers go.
 *
 * @param model a model file
 * @param inputs files, folders or addresses that Hadoop knows
 * @param out the folder for the answers: a path, or an address that Hadoop knows
 * @param resume whether to go on with what is in it
 * @param nameColumn the column of tables with an image's name
 * @param contentColumn the column of tables with its bytes
 * @param labels where the true classes are
 * @param round image files that are scored together before their answers count as done, from 1
 * @param fields how cells are found if the images are whole fields; null if each shows a cell
 */
public record ScoringOptions(
    Path model,
    List<String> inputs,
    String out,
    boolean resume,
    String nameColumn,
    String contentColumn,
    Labels labels,
    int round,
    @Nullable Fields fields) {

  /** Image files in a round if nobody says it: minutes of work, so that little is lost. */
  public static final int USUAL_ROUND = 20_000;

  /**
   * How cells are found in whole fields.
   *
   * @param detector a detector's file
   * @param redCell pixels of a red cell in all fields; null to find it out
   */
  public record Fields(Path detector, @Nullable Double redCell) {}

  /** Of images that show a cell each; see the record's components. */
  public ScoringOptions(
      Path model,
      List<String> inputs,
      String out,
      boolean resume,
      String nameColumn,
      String contentColumn,
      Labels labels,
      int round) {
    this(model, inputs, out, resume, nameColumn, contentColumn, labels, round, null);
  }

  /**
   * Where the true classes of images are.
   *
   * @param source the kind of place
   * @param value a column's name or a file, null for the others
   */
  public record Labels(Source source, @Nullable String value) {

    /** No image has one. */
    public static final Labels NONE = new Labels(Source.NONE, null);
  }

  /** A kind of place for true classes. */
  public enum Source {
    /** Nowhere. */
    NONE,
    /** The name of the folder that an image is in. */
    FOLDER,
    /** A column of the tables with the images. */
    COLUMN,
    /** A CSV file with the columns image and label, and perhaps others. */
    FILE
  }

  /**
   * Copies the list.
   *
   * @throws OptionException if a round has no image
   */
  public ScoringOptions {
    inputs = List.copyOf(inputs);
    if (round < 1) {
      throw OptionException.ofSetting(
          "round", round, "a round of %d images can't be scored; use 1 or more".formatted(round));
    }
  }

  /** {@return what a later start has to say again: all but the model and what acts at the end} */
  String asked() {
    boolean kept = labels.source() == Source.FOLDER || labels.source() == Source.COLUMN;
    return String.join(
            "\n",
            String.join("\n", inputs),
            nameColumn,
            contentColumn,
            kept ? labels.source() + " " + labels.value() : "")
        + (fields == null
            ? ""
            : "\nfields by %s, red cells of %s"
                .formatted(ImageHashes.sha256(fields.detector()), fields.redCell()));
  }
}
