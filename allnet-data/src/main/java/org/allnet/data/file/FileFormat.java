package org.allnet.data.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.allnet.data.InputException;

/**
 * The kinds of files that ALLNet writes and reads again, each with the newest version of its format
 * that this program knows. JSON says its version in the key {@link #KEY} of each object, CSV in the
 * column {@link #COLUMN} of each row.
 *
 * <p>To change a format: raise its number here, store a file of the new version beside those of the
 * earlier ones (folders {@code formats} of the tests' resources), and add a case to its reader,
 * which chooses by the version. The earlier cases and files stay.
 */
public enum FileFormat {
  /** The description in a model file. */
  MODEL("model files", 2, "train the model anew"),
  /** The description in a detector's file. */
  DETECTOR("detector files", 6, "train the detector anew"),
  /** The description in the file of a network that outlines cells. */
  SEGMENTER("segmenter files", 2, "train the segmenter anew"),
  /** The tiles of large pictures that have been looked at. */
  TILES("finished tiles", 1, "delete it: its tiles are then looked at anew"),
  /** From which a stopped training goes on. */
  TRAINING_STATE("training states", 1, "delete it: its network is then trained anew"),
  /** What a run began with. */
  RUN("run folders", 1, "begin a new run"),
  /** The epochs of a run, a line each. */
  EPOCHS(
      "epochs", 1, "delete the file: learning curves and the training time then lack its epochs"),
  /** What ties the files of a fold together. */
  SEAL(
      "seals", 1, "put the run's own file back, or delete it: its fold model is then trained anew"),
  /** What a run's system takes. */
  COST("costs", 1, "delete it: the costs of the run are then not known"),
  /** The decision rules that a run had before, a line each. */
  EARLIER_RULES("earlier rules", 1, "delete the file: the earlier rules are then not known"),
  /** The metrics of a report. */
  EVALUATION("metrics", 1, "make the report anew, or take the file away"),
  /** Whether maps of a model can be believed: a part of a model file. */
  MAP_CHECK("checks of explanations", 1, "train the model anew"),
  /** The images that a run was begun on. */
  RUN_IMAGES("lists of images", 1, "put the run's own file back"),
  /** The fields that a training of a detector or segmenter began with. */
  TRAINED_FIELDS(
      "lists of fields", 1, "put the training's own file back, or train into a new folder"),
  /** What was made of which image, and how. */
  AUGMENTATION_PLAN("augmentation plans", 1, "write the plan anew"),
  /** Who is in which fold; other programs write it as well, without a version. */
  SPLIT("splits", 1, "write the split anew"),
  /** Predictions and answers; other programs write them as well, without a version. */
  PREDICTIONS("predictions", 1, "write the file anew"),
  /** Whose each image is; people write it as well, without a version. */
  SUBJECTS("tables of subjects", 1, "write the table anew");

  /** The key of a JSON object that has the version. */
  public static final String KEY = "format";

  /**
   * The column of a CSV file that has the version in each row, so that sorting and cutting keep it.
   * Tables of other programs may well have a column {@code format}; none has this one.
   */
  public static final String COLUMN = "allnet_format";

  private static final int MOST_SHOWN = 20;

  private final String files;
  private final int newest;
  private final String anew;

  FileFormat(String files, int newest, String anew) {
    this.files = files;
    this.newest = newest;
    this.anew = anew;
  }

  /** {@return the version that is written, and the newest that is read} */
  public int newest() {
    return newest;
  }

  /** {@return what to do if such a file can't be used, as the end of a sentence} */
  public String anew() {
    return anew;
  }

  /** {@return whether other programs and people write such files too, without a version} */
  boolean isOfOthersToo() {
    return this == SPLIT || this == PREDICTIONS || this == SUBJECTS;
  }

  /**
   * Returns a JSON object with the version before its other keys.
   *
   * @param content the other keys
   */
  public ObjectNode mark(ObjectNode content) {
    ObjectNode marked = JsonNodeFactory.instance.objectNode();
    marked.put(KEY, newest);
    marked.setAll(content);
    return marked;
  }

  /**
   * Takes the version out of a JSON object.
   *
   * @param node the object; loses the key
   * @param place the file, and the line if it has several objects
   * @return the version, from 1 to {@link #newest}
   * @throws InputException if the node is no object, says no version, or one that this program does
   *     not read
   */
  public int take(JsonNode node, FilePlace place) {
    if (!(node instanceof ObjectNode object)) {
      throw place.failure("is no JSON object; " + anew);
    }
    JsonNode version = object.remove(KEY);
    if (version == null) {
      throw unsaid(place);
    }
    return require(
        version.isNumber() ? version.doubleValue() : Double.NaN, version.toString(), place);
  }

  /**
   * Reads the version of a row.
   *
   * @param text what the column holds
   * @param place file and line
   * @return the version, from 1 to {@link #newest}; 1 if the field has no value and other programs
   *     write such files too
   * @throws InputException if it is none, or one that this program does not read
   */
  int parse(String text, FilePlace place) {
    if (MissingValues.is(text)) {
      if (isOfOthersToo()) {
        return 1;
      }
      throw unsaid(place);
    }
    // A column with gaps comes back from other programs with a decimal point.
    double number = Decimal.parse(text).map(Decimal::value).orElse(Double.NaN);
    return require(number, "'" + FileNames.text(text) + "'", place);
  }

  /** The refusal of what is plainly of ALLNet and says no version. */
  InputException unsaid(FilePlace place) {
    return place.failure(
        "says no format, so it is of a build before the first release or of another program; "
            + anew);
  }

  private int require(double version, String written, FilePlace place) {
    String shown =
        written.length() <= MOST_SHOWN ? written : written.substring(0, MOST_SHOWN) + "...";
    if (!(version >= 1 && version == Math.rint(version))) {
      throw place.failure(
          "format %s is no version, which are whole numbers from 1; the file is altered, %s"
              .formatted(shown, anew));
    }
    refuseNewer(version, shown, place);
    return (int) version;
  }

  /** Refuses a version that is newer than all that this program knows; any other passes. */
  void refuseNewer(double version, String shown, FilePlace place) {
    if (version > newest) {
      throw place.failure(
          "has format %s, and this program reads %s up to format %d; update ALLNet%s"
              .formatted(shown, files, newest, builds()));
    }
  }

  /** Builds before the first release counted run folders up to 5. */
  private String builds() {
    return this == RUN
        ? ", or begin a new run if this one is of a build before the first release"
        : "";
  }

  /**
   * Returns the failure of a reader that has no case for a version, which is a mistake of the
   * program.
   *
   * @param version a version that {@link #take} or a row gave
   */
  public IllegalStateException unread(int version) {
    return new IllegalStateException("no reader for " + files + " of format " + version);
  }
}
