package org.allnet.spark.scoring;

import java.util.List;
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
  private static final String FILE = "file";

  /** Rows of images with their bytes. */
  static final StructType SCHEMA =
      new StructType()
          .add(IMAGE, DataTypes.StringType)
          .add(CONTENT, DataTypes.BinaryType)
          .add(LABEL, DataTypes.StringType)
          .add(AnswerColumns.PROBLEM, DataTypes.StringType);

  private static final StructType LISTED =
      new StructType()
          .add(IMAGE, DataTypes.StringType)
          .add(FILE, DataTypes.StringType)
          .add(LABEL, DataTypes.StringType)
          .add(AnswerColumns.PROBLEM, DataTypes.StringType);

  /** Image files in a task: some seconds of work. */
  private static final int FILES_IN_A_TASK = 250;

  private final SparkSession spark;
  private final ClusterClassifier classifier;
  private final ScoringOptions options;

  Tables(SparkSession spark, ClusterClassifier classifier, ScoringOptions options) {
    this.spark = spark;
    this.classifier = classifier;
    this.options = options;
  }

  /**
   * Returns the answers to a round's images: its name, its label and the columns of answers.
   *
   * @param kind what holds the images
   * @param list the list of its files
   */
  Dataset<Row> answers(InputKind kind, Path list) {
    Dataset<Row> files = spark.read().schema(LISTED).json(list.toString());
    Dataset<Row> answers =
        switch (kind) {
          case IMAGES -> {
            Dataset<Row> spread = files.repartition(tasks(files.count(), FILES_IN_A_TASK));
            yield classifier.classifyFiles(spread, FILE).drop(FILE);
          }
          case TAR ->
              bytes(
                  files
                      .repartition(tasks(files.count(), 1))
                      .flatMap(new TarCells(), Encoders.row(SCHEMA)));
          case ARROW ->
              bytes(
                  files
                      .repartition(tasks(files.count(), 1))
                      .flatMap(
                          new ArrowCells(
                              options.nameColumn(), options.contentColumn(), labelColumn()),
                          Encoders.row(SCHEMA)));
          case PARQUET -> bytes(parquet(files.select(FILE).as(Encoders.STRING()).collectAsList()));
        };
    return switch (options.labels().source()) {
      case FOLDER, COLUMN -> answers;
      case NONE, FILE -> answers.drop(LABEL);
    };
  }

  private Dataset<Row> bytes(Dataset<Row> images) {
    return classifier.classifyBytes(images, IMAGE, CONTENT);
  }

  private Dataset<Row> parquet(List<String> files) {
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
        functions.col("`" + options.contentColumn() + "`").as(CONTENT),
        truth.as(LABEL));
  }

  private @Nullable String labelColumn() {
    return options.labels().source() == ScoringOptions.Source.COLUMN
        ? options.labels().value()
        : null;
  }

  /** Enough that all cores end at about the same time. */
  private int tasks(long files, int inATask) {
    long few = 3L * spark.sparkContext().defaultParallelism();
    return (int) Math.max(1, Math.min(files, Math.max(few, files / inATask)));
  }
}
