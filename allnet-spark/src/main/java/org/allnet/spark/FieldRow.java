package org.allnet.spark;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.allnet.data.field.BoundingBox;
import org.allnet.detect.scale.FieldScale;
import org.allnet.detect.scale.RedCells;
import org.allnet.evaluation.detection.Detection;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * A field that a detector has looked at, as a row.
 *
 * @param image its name
 * @param file its path or address; null if there are bytes alone
 * @param content its bytes; null if it is a file
 * @param folder whose fields are taken for those of one microscope
 * @param width in pixels; 0 if it can't be read
 * @param height in pixels
 * @param said the scale that a user or the file says; unknown if nobody does
 * @param fits whether its red cells appear in the size that the detector has learned
 * @param red the diameters of its red cells that lie apart, in pixels
 * @param cells what was found, the most certain first
 * @param monolayer how far it is one, in [0,1]; null if that is not known
 * @param slide what only a picture has that is too large to be looked at as a whole; null of others
 * @param notes what has to be known of it, a line each
 * @param error why it can't be read; null if it can
 */
record FieldRow(
    String image,
    @Nullable String file,
    byte @Nullable [] content,
    String folder,
    int width,
    int height,
    FieldScale said,
    boolean fits,
    List<Double> red,
    List<Detection> cells,
    @Nullable Double monolayer,
    @Nullable Slide slide,
    List<String> notes,
    @Nullable String error) {

  static final String IMAGE = "image";
  static final String FOLDER = "folder";
  static final String WIDTH = "width";
  static final String HEIGHT = "height";
  static final String SAID = "said";
  static final String FITS = "fits";
  static final String RED = "red";
  static final String CLASSES = "classes";
  static final String LAYERS = "layers";
  static final String ERROR = "error";

  /** What tells fields of one microscope and size from others. */
  static final List<String> KIND = List.of(FOLDER, WIDTH, HEIGHT, SAID);

  /** The columns of such rows. */
  static final StructType SCHEMA =
      new StructType()
          .add(IMAGE, DataTypes.StringType)
          .add("file", DataTypes.StringType)
          .add("content", DataTypes.BinaryType)
          .add(FOLDER, DataTypes.StringType)
          .add(WIDTH, DataTypes.IntegerType)
          .add(HEIGHT, DataTypes.IntegerType)
          .add(SAID, DataTypes.DoubleType)
          .add("said_spread", DataTypes.DoubleType)
          .add("said_red_cells", DataTypes.IntegerType)
          .add("said_source", DataTypes.StringType)
          .add("said_words", DataTypes.StringType)
          .add(FITS, DataTypes.BooleanType)
          .add(RED, DataTypes.createArrayType(DataTypes.DoubleType))
          .add(CLASSES, DataTypes.createArrayType(DataTypes.IntegerType))
          .add("scores", DataTypes.createArrayType(DataTypes.DoubleType))
          .add("boxes", DataTypes.createArrayType(DataTypes.DoubleType))
          .add("monolayer", DataTypes.DoubleType)
          .add(LAYERS, DataTypes.createArrayType(DataTypes.DoubleType))
          .add("unread", DataTypes.StringType)
          .add("notes", DataTypes.createArrayType(DataTypes.StringType))
          .add(ERROR, DataTypes.StringType);

  private static final int EDGES = 4;

  /**
   * What was seen of a large picture, which is looked at tile by tile.
   *
   * @param layers how far each of its cells lies in a monolayer, in their order; null of those of
   *     which that is not known
   * @param unread which of its tiles could not be read; null if all could
   */
  record Slide(List<@Nullable Double> layers, @Nullable String unread) {

    /** Copies the list, which may have gaps. */
    Slide {
      layers = Collections.unmodifiableList(new ArrayList<>(layers));
    }
  }

  /** Written out, since a short one loses that the bytes may be absent. */
  FieldRow(
      String image,
      @Nullable String file,
      byte @Nullable [] content,
      String folder,
      int width,
      int height,
      FieldScale said,
      boolean fits,
      List<Double> red,
      List<Detection> cells,
      @Nullable Double monolayer,
      @Nullable Slide slide,
      List<String> notes,
      @Nullable String error) {
    this.image = image;
    this.file = file;
    this.content = content;
    this.folder = folder;
    this.width = width;
    this.height = height;
    this.said = said;
    this.fits = fits;
    this.red = List.copyOf(red);
    this.cells = List.copyOf(cells);
    this.monolayer = monolayer;
    this.slide = slide;
    this.notes = List.copyOf(notes);
    this.error = error;
  }

  /** A field that can't be read. */
  static FieldRow broken(
      String image, @Nullable String file, byte @Nullable [] content, String error) {
    return new FieldRow(
        image,
        file,
        content,
        "",
        0,
        0,
        FieldScale.unknown(0),
        true,
        List.of(),
        List.of(),
        null,
        null,
        List.of(),
        error);
  }

  /**
   * {@return how far a cell lies in a monolayer, by its place in the list; null if nobody knows}
   */
  @Nullable Double monolayerAt(int cell) {
    return slide == null ? monolayer : slide.layers().get(cell);
  }

  /** {@return which tiles of a large picture could not be read; null if there are none} */
  @Nullable String unread() {
    return slide == null ? null : slide.unread();
  }

  /** {@return the scale of the field by itself} */
  FieldScale ownScale() {
    return said.isKnown() ? said : RedCells.ofDiameters(red).scale();
  }

  /** The same with what was found in its tiles. */
  FieldRow with(
      List<Detection> found, List<Double> measured, @Nullable Double layer, List<String> more) {
    List<String> all = new ArrayList<>(notes);
    all.addAll(more);
    return new FieldRow(
        image, file, content, folder, width, height, said, fits, measured, found, layer, slide, all,
        error);
  }

  /** The same, which could not be read when it was looked at again. */
  FieldRow without(String why) {
    return broken(image, file, content, why);
  }

  /** {@return the row} */
  Row toRow() {
    // Spark takes arrays of objects alone.
    Integer[] classes = new Integer[cells.size()];
    Double[] scores = new Double[cells.size()];
    Double[] boxes = new Double[EDGES * cells.size()];
    for (int i = 0; i < cells.size(); i++) {
      Detection cell = cells.get(i);
      classes[i] = cell.classIndex();
      scores[i] = cell.score();
      boxes[EDGES * i] = cell.box().left();
      boxes[EDGES * i + 1] = cell.box().top();
      boxes[EDGES * i + 2] = cell.box().right();
      boxes[EDGES * i + 3] = cell.box().bottom();
    }
    return RowFactory.create(
        image,
        file,
        content,
        folder,
        width,
        height,
        said.isKnown() ? said.redCell() : 0.0,
        said.spread(),
        said.redCells(),
        said.source().name(),
        said.words(),
        fits,
        red.toArray(Double[]::new),
        classes,
        scores,
        boxes,
        monolayer,
        slide == null ? null : slide.layers().toArray(Double[]::new),
        slide == null ? null : slide.unread(),
        notes.toArray(String[]::new),
        error);
  }

  /** Reads a row; columns behind those of {@link #SCHEMA} are others'. */
  static FieldRow of(Row row) {
    List<Integer> classes = row.getList(row.fieldIndex(CLASSES));
    List<Double> scores = row.getList(row.fieldIndex("scores"));
    List<Double> boxes = row.getList(row.fieldIndex("boxes"));
    List<Detection> cells = new ArrayList<>();
    for (int i = 0; i < classes.size(); i++) {
      cells.add(
          new Detection(
              classes.get(i),
              new BoundingBox(
                  boxes.get(EDGES * i),
                  boxes.get(EDGES * i + 1),
                  boxes.get(EDGES * i + 2),
                  boxes.get(EDGES * i + 3)),
              scores.get(i)));
    }
    List<Double> red = row.getList(row.fieldIndex(RED));
    List<String> notes = row.getList(row.fieldIndex("notes"));
    int layers = row.fieldIndex(LAYERS);
    return new FieldRow(
        row.getAs(IMAGE),
        row.getAs("file"),
        row.getAs("content"),
        row.getAs(FOLDER),
        row.<Integer>getAs(WIDTH),
        row.<Integer>getAs(HEIGHT),
        new FieldScale(
            row.<Double>getAs(SAID),
            row.<Double>getAs("said_spread"),
            row.<Integer>getAs("said_red_cells"),
            FieldScale.Source.valueOf(row.getAs("said_source")),
            row.getAs("said_words")),
        row.<Boolean>getAs(FITS),
        red,
        cells,
        row.getAs("monolayer"),
        row.isNullAt(layers) ? null : new Slide(row.getList(layers), row.getAs("unread")),
        notes,
        row.getAs(ERROR));
  }
}
