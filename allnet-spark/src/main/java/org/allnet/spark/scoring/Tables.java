package org.allnet.spark.scoring;

import java.util.List;
import java.util.Objects;
import org.allnet.data.OptionException;
import org.allnet.spark.AnswerColumns;
import org.allnet.spark.ClusterClassifier;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** The images of a round as rows, and the answers to them. */
final class Tables {

  static final String IMAGE = "image";
  static final String LABEL = "label";
  static final String CONTENT = "content";
  static final String FILE = "file";

  /** Rows of images with their bytes. */
  static final StructType SCHEMA =
      new StructType()
          .add(IMAGE, DataTypes.StringType)
          .add(CONTENT, DataTypes.BinaryType)
          .add(LABEL, DataTypes.StringType)
          .add(AnswerColumns.PROBLEM, DataTypes.StringType);

  private static final StructType PLACED = SCHEMA.add(RepeatedNames.PLACE, DataTypes.StringType);

  private static final StructType LISTED =
      new StructType()
          .add(IMAGE, DataTypes.StringType)
          .add(FILE, DataTypes.StringType)
          .add(LABEL, DataTypes.StringType)
          .add(AnswerColumns.PROBLEM, DataTypes.StringType);

  /** Image files in a task at most: what is lost if it dies. */
  private static final int FILES_IN_A_TASK = 250;

  /** And at least: a task costs its start, and a file of answers. */
  private static final int FEWEST_IN_A_TASK = 32;

  /** Tasks for each core: while the last one of a round is done, other cores wait. */
  private static final int TASKS_OF_A_CORE = 16;

  private final SparkSession spark;
  private final @Nullable ClusterClassifier classifier;
  private final ScoringOptions options;

  /**
   * Reads images.
   *
   * @param classifier answers about them; null if the images are fields
   */
  Tables(SparkSession spark, @Nullable ClusterClassifier classifier, ScoringOptions options) {
    this.spark = spark;
    this.classifier = classifier;
    this.options = options;
  }

  /**
   * Returns the answers to a round's images: its name, its label and the columns of answers.
   *
   * @param kind what holds the images
   * @param list the list of its files
   * @param repeated rows of tables that are not answered; null if the images lie in no tables
   */
  Dataset<Row> answers(InputKind kind, Path list, @Nullable RepeatedNames repeated) {
    Dataset<Row> images = pictures(kind, list, repeated);
    Dataset<Row> answers =
        kind == InputKind.IMAGES
            ? classifier().classifyFiles(images, FILE).drop(FILE)
            : classifier().classifyBytes(images, IMAGE, CONTENT);
    return switch (options.labels().source()) {
      case FOLDER, COLUMN -> answers;
      case NONE, FILE -> answers.drop(LABEL);
    };
  }

  /**
   * Returns a round's images: their names and labels with {@link #FILE} if each is a file, else
   * with {@link #CONTENT}.
   *
   * @param kind what holds the images
   * @param list the list of its files
   * @param repeated rows of tables that are not answered; null if the images lie in no tables
   */
  Dataset<Row> pictures(InputKind kind, Path list, @Nullable RepeatedNames repeated) {
    Dataset<Row> files = spark.read().schema(LISTED).json(list.toString());
    return switch (kind) {
      case IMAGES -> files.repartition(imageTasks(files.count()));
      case TAR ->
          files.repartition(tasks(files.count())).flatMap(new TarCells(), Encoders.row(SCHEMA));
      case ARROW, PARQUET -> {
        Dataset<Row> rows = table(kind, files, options.contentColumn());
        yield repeated == null ? rows.drop(RepeatedNames.PLACE) : repeated.marked(rows);
      }
    };
  }

  private ClusterClassifier classifier() {
    return Objects.requireNonNull(classifier, "only a classifier answers");
  }

  /**
   * Returns the names of a round's images with the places of their rows.
   *
   * @param kind tables that hold the images
   * @param list the list of their files
   */
  Dataset<Row> names(InputKind kind, Path list) {
    return table(kind, spark.read().schema(LISTED).json(list.toString()), null)
        .select(IMAGE, RepeatedNames.PLACE);
  }

  /** The rows of tables; without bytes if no column is asked for. */
  private Dataset<Row> table(InputKind kind, Dataset<Row> files, @Nullable String content) {
    return kind == InputKind.ARROW
        ? files
            .repartition(tasks(files.count()))
            .flatMap(
                new ArrowCells(options.nameColumn(), content, labelColumn()), Encoders.row(PLACED))
        : parquet(files.select(FILE).as(Encoders.STRING()).collectAsList(), content);
  }

  private Dataset<Row> parquet(List<String> files, @Nullable String content) {
    Dataset<Row> table = spark.read().parquet(files.toArray(String[]::new));
    List<String> there = List.of(table.columns());
    String label = labelColumn();
    for (String column :
        label == null
            ? List.of(options.nameColumn(), options.contentColumn())
            : List.of(options.nameColumn(), options.contentColumn(), label)) {
      if (!there.contains(column)) {
        throw OptionException.ofSetting(
            "column",
            column,
            "%s: has no column '%s'; its columns are %s"
                .formatted(files.get(0), column, String.join(", ", there)));
      }
    }
    Column truth =
        label == null
            ? functions.lit(null).cast(DataTypes.StringType)
            : functions.col("`" + label + "`").cast(DataTypes.StringType);
    return table.select(
        functions.col("`" + options.nameColumn() + "`").cast(DataTypes.StringType).as(IMAGE),
        content == null
            ? functions.lit(null).cast(DataTypes.BinaryType).as(CONTENT)
            : functions.col("`" + content + "`").as(CONTENT),
        truth.as(LABEL),
        functions.lit(null).cast(DataTypes.StringType).as(AnswerColumns.PROBLEM),
        RepeatedNames.ofParquet().as(RepeatedNames.PLACE));
  }

  private @Nullable String labelColumn() {
    return options.labels().source() == ScoringOptions.Source.COLUMN
        ? options.labels().value()
        : null;
  }

  private int imageTasks(long files) {
    return imageTasks(files, spark.sparkContext().defaultParallelism());
  }

  /**
   * Returns in how many tasks a round of image files is done: enough that all cores end at about
   * the same time, and no more than pay.
   *
   * @param files of the round
   * @param cores that are there
   */
  static int imageTasks(long files, int cores) {
    long even = Math.min((long) TASKS_OF_A_CORE * cores, files / FEWEST_IN_A_TASK);
    long few = Math.min(files, 3L * cores);
    return (int) Math.max(1, Math.max(Math.max(few, even), files / FILES_IN_A_TASK));
  }

  /** An archive or table is read from its beginning, so it is a task of its own. */
  private int tasks(long files) {
    return (int) Math.max(1, files);
  }
}
