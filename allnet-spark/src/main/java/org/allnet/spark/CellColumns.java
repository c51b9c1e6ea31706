package org.allnet.spark;

import java.util.Set;
import org.allnet.data.dataset.ClassSet;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** The columns of cells that a detector has found in fields, before those of answers. */
public final class CellColumns {

  /** The field's name. */
  public static final String IMAGE = "image";

  /** The cell's number in its field, from 1; null in the row of a field without any cell. */
  public static final String CELL = "cell";

  /** The detector's class. */
  public static final String CLASS = "class";

  /** How certain the detector is, in [0,1]. */
  public static final String SCORE = "score";

  /** Pixels of a red cell in the field; null if that is not known. */
  public static final String RED_CELL = "red_cell_pixels";

  /** Where the scale is known from: given, metadata, red-cells or unknown. */
  public static final String SCALE_SOURCE = "scale_source";

  /** The scale in words, such as whose red cells tell it. */
  public static final String SCALE = "scale";

  /**
   * Why the scale is doubtful: red cells are of another size; null if nothing speaks against it.
   */
  public static final String SCALE_DOUBT = "scale_doubt";

  /** How a white cell is counted: whole, touching, cut or smudge; null of others. */
  public static final String WHITE_CELL = "white_cell";

  /** What has to be known of the field. */
  public static final String NOTES = "notes";

  /** Which parts were trained on cells that a program made: detector, classifier or both. */
  public static final String SYNTHETIC = "synthetic";

  /** The SHA-256 of the detector's file. */
  public static final String DETECTOR = "detector";

  private static final StructType OWN =
      new StructType()
          .add(IMAGE, DataTypes.StringType)
          .add(CELL, DataTypes.IntegerType)
          .add(CLASS, DataTypes.StringType)
          .add(SCORE, DataTypes.DoubleType)
          .add("left", DataTypes.DoubleType)
          .add("top", DataTypes.DoubleType)
          .add("right", DataTypes.DoubleType)
          .add("bottom", DataTypes.DoubleType)
          .add(RED_CELL, DataTypes.DoubleType)
          .add(SCALE_SOURCE, DataTypes.StringType)
          .add("scale_red_cells", DataTypes.IntegerType)
          .add("scale_spread", DataTypes.DoubleType)
          .add(SCALE, DataTypes.StringType)
          .add(SCALE_DOUBT, DataTypes.StringType)
          .add("monolayer", DataTypes.DoubleType)
          .add(WHITE_CELL, DataTypes.StringType)
          .add(NOTES, DataTypes.StringType)
          .add(SYNTHETIC, DataTypes.StringType)
          .add(DETECTOR, DataTypes.StringType);

  private CellColumns() {}

  /** Returns all columns of cells that a model of some classes has answered about. */
  static StructType schema(ClassSet classes) {
    return AnswerColumns.behind(OWN, Set.of(), classes);
  }
}
