package org.allnet.spark;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import org.allnet.data.OptionException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * A trained model that classifies rows of images on a cluster.
 *
 * <pre>
 * ClusterClassifier classifier = ClusterClassifier.of(spark, Path.of("model.safetensors"));
 * Dataset&lt;Row&gt; images = spark.read().format("binaryFile").load("cells");
 * classifier.classifyBytes(images, "path", "content").write().parquet("answers");
 * </pre>
 *
 * <p>Each executor opens the model once. Every row gets the columns of {@link AnswerColumns}. A bad
 * image is a row with an error; no image makes a job fail. Probabilities are those of {@link
 * org.allnet.inference.Classifier} but for rounding in the eighth digit, since other images are
 * computed together. Batches and streams are classified alike.
 */
public final class ClusterClassifier {

  private final ClusterModel model;
  private final int threads;

  private ClusterClassifier(ClusterModel model, int threads) {
    this.model = model;
    this.threads = threads;
  }

  /**
   * Sends a model to the executors of a session.
   *
   * @param spark the session
   * @param model a model file
   * @return what classifies rows in this session; a task uses as many threads as {@code
   *     spark.task.cpus} says
   * @throws OptionException if it is transductive
   * @throws org.allnet.data.InputException if the file is missing, broken, altered or foreign
   */
  public static ClusterClassifier of(SparkSession spark, Path model) {
    return new ClusterClassifier(
        ClusterModel.ship(spark, model), spark.sparkContext().conf().getInt("spark.task.cpus", 1));
  }

  /** {@return the model} */
  public ClusterModel model() {
    return model;
  }

  /**
   * Classifies image files. They are read by the executors.
   *
   * @param images rows of images
   * @param path the column with the file: a path that every executor sees, or an address that
   *     Hadoop knows, such as {@code hdfs:}; a column {@link AnswerColumns#PROBLEM} may say why a
   *     file is not read
   * @return the same rows with the answers
   * @throws OptionException if there is no such column of texts, or one that answers have too
   */
  public Dataset<Row> classifyFiles(Dataset<Row> images, String path) {
    StructType schema = images.schema();
    int place = column(schema, path, "string");
    return images.mapPartitions(
        new ClassifyRows(model, threads, place, -1, problem(schema)),
        Encoders.row(AnswerColumns.behind(schema, Set.of(AnswerColumns.PROBLEM), model.classes())));
  }

  /**
   * Classifies images whose bytes the rows have.
   *
   * @param images rows of images
   * @param name the column with the image's name
   * @param content the column with the bytes of a BMP, PNG, JPEG or TIFF file; a column {@link
   *     AnswerColumns#PROBLEM} may say why there are none
   * @return the same rows without the bytes, with the answers
   * @throws OptionException if there are no such columns of texts and bytes, or one that answers
   *     have too
   */
  public Dataset<Row> classifyBytes(Dataset<Row> images, String name, String content) {
    StructType schema = images.schema();
    int place = column(schema, name, "string");
    int bytes = column(schema, content, "binary");
    return images.mapPartitions(
        new ClassifyRows(model, threads, place, bytes, problem(schema)),
        Encoders.row(
            AnswerColumns.behind(schema, Set.of(content, AnswerColumns.PROBLEM), model.classes())));
  }

  /** The index of the column that says what is wrong; -1 if there is none. */
  private static int problem(StructType schema) {
    boolean problems = Arrays.asList(schema.fieldNames()).contains(AnswerColumns.PROBLEM);
    return problems ? column(schema, AnswerColumns.PROBLEM, "string") : -1;
  }

  /** Finds a column of a type; says which there are if there is none. */
  static int column(StructType schema, String name, String type) {
    if (!Arrays.asList(schema.fieldNames()).contains(name)) {
      throw OptionException.ofSetting(
          "column",
          name,
          "the images have no column '%s'; their columns are %s"
              .formatted(name, String.join(", ", schema.fieldNames())));
    }
    int index = schema.fieldIndex(name);
    String own = schema.fields()[index].dataType().typeName();
    if (!own.equals(type)) {
      throw OptionException.ofSetting(
          "column", name, "the column '%s' is of %s, not of %s".formatted(name, own, type));
    }
    return index;
  }
}
