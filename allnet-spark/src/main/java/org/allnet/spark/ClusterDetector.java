package org.allnet.spark;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.allnet.data.OptionException;
import org.allnet.data.OptionName;
import org.allnet.data.integrity.ImageHashes;
import org.allnet.detect.Detector;
import org.allnet.detect.scale.NucleatedCells;
import org.allnet.detect.scale.RedCells;
import org.allnet.detect.tile.FieldSizes;
import org.allnet.inference.compute.Device;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * A detector and a classifier for rows of whole fields on a cluster: a row of each cell comes out.
 *
 * <pre>
 * ClusterDetector detector = ClusterDetector.of(spark, detectorFile, modelFile, null);
 * detector.lookAtFiles(fields, "path", "path").write().parquet("looks");
 * Dataset&lt;Row&gt; looks = spark.read().parquet("looks");
 * detector.seen(looks, detector.kinds(looks)).write().parquet("seen");
 * Dataset&lt;Row&gt; seen = spark.read().parquet("seen");
 * detector.cells(seen, detector.scales(seen)).write().parquet("cells");
 * </pre>
 *
 * <p>These are steps because fields of a folder and size are taken for those of one microscope: a
 * field with few red cells has the scale that the red cells of all of them tell, and the size in
 * which they appear. Whoever does not keep what a step gives has it computed again. Each executor
 * opens detector and model once. Every row has the columns of {@link CellColumns} and those of
 * {@link AnswerColumns}. A bad field is a row with an error.
 */
public final class ClusterDetector {

  private static final double LEAST_RED_CELL = 2;
  private static final double MOST_RED_CELL = 2000;
  private static final String ROUGH = "rough";

  private final ClusterModel model;
  private final String address;
  private final String sha256;
  private final List<String> classes;
  private final boolean synthetic;
  private final @Nullable Double redCell;
  private final int threads;

  private ClusterDetector(
      ClusterModel model,
      String address,
      String sha256,
      Detector detector,
      @Nullable Double redCell,
      int threads) {
    this.model = model;
    this.address = address;
    this.sha256 = sha256;
    this.classes = detector.classes();
    this.synthetic = detector.description().training().ofSyntheticFields();
    this.redCell = redCell;
    this.threads = threads;
  }

  /**
   * Sends a detector and a model to the executors of a session.
   *
   * @param spark the session
   * @param detector a detector's file
   * @param model a classifier's file
   * @param redCell pixels of a red cell in all fields, from 2 to 2000; null to find it out
   * @return what finds and classifies cells in this session
   * @throws OptionException if the model is transductive, or the red cell is out of range
   * @throws org.allnet.data.InputException if a file is missing, broken, altered or foreign
   */
  public static ClusterDetector of(
      SparkSession spark, Path detector, Path model, @Nullable Double redCell) {
    if (redCell != null && !(redCell >= LEAST_RED_CELL && redCell <= MOST_RED_CELL)) {
      throw OptionException.outOfRange(
          OptionName.RED_CELL.with(redCell), "a number of pixels from 2 to 2000");
    }
    ClusterModel shipped = ClusterModel.ship(spark, model);
    String sha256 = ImageHashes.sha256(detector);
    try (Detector opened = Detector.open(detector, Device.CPU)) {
      return new ClusterDetector(
          shipped,
          ClusterModel.served(spark, detector, sha256),
          sha256,
          opened,
          redCell,
          spark.sparkContext().conf().getInt("spark.task.cpus", 1));
    }
  }

  /** {@return the model} */
  public ClusterModel model() {
    return model;
  }

  /** {@return the SHA-256 of the detector's file} */
  public String sha256() {
    return sha256;
  }

  /** {@return the names of the detector's classes} */
  public List<String> classes() {
    return classes;
  }

  /**
   * {@return whether the detector was trained on synthetic fields, so it knows nothing of blood}
   */
  public boolean isSynthetic() {
    return synthetic;
  }

  /** {@return which classes are counted as white cells though their names tell nothing, a line} */
  public List<String> notes() {
    return NucleatedCells.presumed(classes).stream().toList();
  }

  /**
   * Looks at files of fields. They are read by the executors.
   *
   * @param fields rows of fields; a column {@link AnswerColumns#PROBLEM} may say why one is not
   *     read
   * @param name the column with the field's name
   * @param path the column with its file: a path that every executor sees, or an address that
   *     Hadoop knows
   * @return a row of each field for the next steps
   * @throws OptionException if there are no such columns of texts
   */
  public Dataset<Row> lookAtFiles(Dataset<Row> fields, String name, String path) {
    return look(fields, name, ClusterClassifier.column(fields.schema(), path, "string"), -1);
  }

  /**
   * Looks at fields whose bytes the rows have. The bytes go along with the rows that come out,
   * since cells are cut out of them later.
   *
   * @param fields rows of fields; a column {@link AnswerColumns#PROBLEM} may say why one is not
   *     read
   * @param name the column with the field's name; what is before its last slash is its folder
   * @param content the column with the bytes of a BMP, PNG, JPEG or TIFF file
   * @return a row of each field for the next steps
   * @throws OptionException if there are no such columns of texts and bytes
   */
  public Dataset<Row> lookAtBytes(Dataset<Row> fields, String name, String content) {
    return look(fields, name, -1, ClusterClassifier.column(fields.schema(), content, "binary"));
  }

  private Dataset<Row> look(Dataset<Row> fields, String name, int path, int content) {
    StructType schema = fields.schema();
    int problem = Arrays.asList(schema.fieldNames()).indexOf(AnswerColumns.PROBLEM);
    return fields.mapPartitions(
        new LookAtRows(
            address,
            sha256,
            ClusterClassifier.column(schema, name, "string"),
            path,
            content,
            problem,
            redCell),
        Encoders.row(FieldRow.SCHEMA));
  }

  /**
   * Returns what fields of a folder and size tell together of the size of their red cells.
   *
   * @param looks what was given of all fields
   * @return a row of each kind of field; few, whatever the number of fields
   */
  public Dataset<Row> kinds(Dataset<Row> looks) {
    Column[] kind = FieldRow.KIND.stream().map(functions::col).toArray(Column[]::new);
    Dataset<Row> good = ordinary(looks);
    Dataset<Row> fits =
        good.groupBy(kind)
            .agg(
                functions
                    .count_if(functions.col(FieldRow.FITS))
                    .multiply(FieldSizes.FIELDS_PER_FIT)
                    .geq(functions.count("*"))
                    .as("kind_fits"));
    Dataset<Row> first =
        good.join(fits.filter("not kind_fits"), FieldRow.KIND.toArray(String[]::new))
            .filter(functions.not(functions.col(FieldRow.FITS)))
            .withColumn(
                "first",
                functions
                    .row_number()
                    .over(
                        Window.partitionBy(kind).orderBy(fewest(), functions.col(FieldRow.IMAGE))))
            .filter(functions.col("first").leq(FieldSizes.MOST_PROBES))
            .select(
                Stream.of(FieldRow.SCHEMA.fieldNames()).map(functions::col).toArray(Column[]::new));
    StructType probed = FieldRow.SCHEMA.add(ROUGH, DataTypes.DoubleType);
    Dataset<Row> rough =
        first
            .mapPartitions(new ProbeRows(address, sha256), Encoders.row(probed))
            .filter(functions.col(ROUGH).gt(0))
            .groupBy(kind)
            .agg(
                functions
                    .min_by(
                        functions.col(ROUGH),
                        functions.struct(fewest().as("fewest"), functions.col(FieldRow.IMAGE)))
                    .as(ROUGH));
    return fits.join(rough, FieldRow.KIND.toArray(String[]::new), "left");
  }

  /** By which fields with most cells come first, as {@link FieldSizes#learn} asks them. */
  private static Column fewest() {
    return functions.negate(functions.size(functions.col(FieldRow.CLASSES)));
  }

  /** Fields that could be read, and are of a kind: a large picture says nothing of others. */
  private static Dataset<Row> ordinary(Dataset<Row> fields) {
    return fields.filter(
        functions.col(FieldRow.ERROR).isNull().and(functions.col(FieldRow.LAYERS).isNull()));
  }

  private static Dataset<Row> behind(Dataset<Row> fields, Dataset<Row> kinds) {
    return fields.join(functions.broadcast(kinds), FieldRow.KIND.toArray(String[]::new), "left");
  }

  /**
   * Looks at those fields by tiles in which red cells are of another size than the detector has
   * learned.
   *
   * @param looks what was given of some fields
   * @param kinds what all fields tell together
   * @return a row of each field for the next steps
   */
  public Dataset<Row> seen(Dataset<Row> looks, Dataset<Row> kinds) {
    return behind(looks, kinds)
        .mapPartitions(new TileRows(address, sha256), Encoders.row(FieldRow.SCHEMA));
  }

  /**
   * Returns the scales that fields of a folder and size tell together: those that all their red
   * cells tell on one machine, to the last digit. The cluster sorts red cells, so that no executor
   * holds all of them.
   *
   * @param seen what was given of all fields
   * @return a row of each kind of field
   */
  public Dataset<Row> scales(Dataset<Row> seen) {
    return PooledScales.of(ordinary(seen));
  }

  /**
   * Classifies the white cells of fields: all but red cells and platelets, if they are whole and
   * the scale of their field is known.
   *
   * @param seen what was given of some fields
   * @param scales what all fields tell together
   * @return a row of each cell; one of each field without any
   */
  public Dataset<Row> cells(Dataset<Row> seen, Dataset<Row> scales) {
    return behind(seen, scales)
        .mapPartitions(
            new ClassifyCells(
                model, new ClassifyCells.Finder(address, sha256, classes, keys()), threads),
            Encoders.row(CellColumns.schema(model.classes())));
  }

  private String keys() {
    return Stream.of(synthetic ? "detector" : "", model.origin().synthetic() ? "classifier" : "")
        .filter(key -> !key.isEmpty())
        .reduce((one, other) -> one + " " + other)
        .orElse("");
  }

  /** {@return whether the detector knows red cells, which tell scales} */
  public boolean tellsScales() {
    return RedCells.classOf(classes).isPresent();
  }
}
