package org.allnet.spark.scoring;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.allnet.data.ForeignFailure;
import org.allnet.data.RunException;
import org.allnet.data.file.ImageFormat;
import org.allnet.spark.ClusterClassifier;
import org.allnet.spark.session.ClusterSession;
import org.allnet.spark.session.ClusterSettings;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.StreamingQueryException;
import org.apache.spark.sql.streaming.Trigger;

/**
 * Scores image files that arrive in a folder. What was scored is written down beside the answers,
 * so that a stream that was stopped, or died, goes on with what it has not scored, and no file has
 * two answers. Files have to be whole when they appear: write them elsewhere on the same disk, then
 * move them in.
 */
public final class Inbox {

  private static final String CHECKPOINT = "_checkpoint";
  private static final long EVERY_MILLIS = 10_000;
  private static final String MOST_AT_ONCE = "20000";

  /** What the whole of an image file's name ends in; one that is still sent ends otherwise. */
  static final String IMAGE_FILE =
      Arrays.stream(ImageFormat.values())
          .flatMap(format -> format.endings().stream())
          .collect(Collectors.joining("|", "(?i)\\.(", ")\\z"));

  private Inbox() {}

  /**
   * Scores on a cluster until this process ends, or until all that is there now is scored.
   *
   * @param settings the cluster
   * @param model a model file
   * @param inbox the folder, with those below it
   * @param out the folder for {@code answers}: a path, or an address that Hadoop knows
   * @param once whether to end when all is scored that is there now
   * @param told is told of each image file that is passed over, and why
   * @return how many those are
   * @throws org.allnet.data.AllNetException if the model does not do or the cluster fails
   */
  public static int watch(
      ClusterSettings settings,
      Path model,
      String inbox,
      String out,
      boolean once,
      Consumer<String> told) {
    SparkSession spark = ClusterSession.begin(settings, "ALLNet watch");
    try {
      return in(spark, model, inbox, out, once, told);
    } finally {
      spark.stop();
    }
  }

  /**
   * Scores until the session stops, or until all that is there now is scored.
   *
   * @param spark the session
   * @param model a model file
   * @param inbox the folder, with those below it
   * @param out the folder for {@code answers}: a path, or an address that Hadoop knows
   * @param once whether to end when all is scored that is there now
   * @param told is told of each image file that is passed over, and why
   * @return how many those are
   * @throws org.allnet.data.OptionException if the model is transductive
   * @throws org.allnet.data.InputException if the model can't be read
   * @throws RunException if the stream stops by itself
   */
  public static int in(
      SparkSession spark,
      Path model,
      String inbox,
      String out,
      boolean once,
      Consumer<String> told) {
    Configuration hadoop = spark.sparkContext().hadoopConfiguration();
    try (OutputLock lock = OutputLock.of(hadoop, new org.apache.hadoop.fs.Path(out))) {
      return underLock(spark, model, inbox, out, once, new PassedOverFiles(hadoop, inbox, told));
    }
  }

  private static int underLock(
      SparkSession spark,
      Path model,
      String inbox,
      String out,
      boolean once,
      PassedOverFiles passedOver) {
    ClusterClassifier classifier = ClusterClassifier.of(spark, model);
    Dataset<Row> arrived =
        spark
            .readStream()
            .format("binaryFile")
            .schema(spark.read().format("binaryFile").load(inbox).schema())
            .option("recursiveFileLookup", "true")
            .option("maxFilesPerTrigger", MOST_AT_ONCE)
            .load(inbox)
            .select(functions.col("path").as(Tables.IMAGE))
            .filter(functions.col(Tables.IMAGE).rlike(IMAGE_FILE));
    try {
      StreamingQuery query =
          classifier
              .classifyFiles(arrived, Tables.IMAGE)
              .writeStream()
              .format("parquet")
              .option("path", out + "/" + Scoring.ANSWERS)
              .option("checkpointLocation", out + "/" + CHECKPOINT)
              .trigger(once ? Trigger.AvailableNow() : Trigger.ProcessingTime(EVERY_MILLIS))
              .start();
      while (!query.awaitTermination(EVERY_MILLIS)) {
        passedOver.look();
      }
      return passedOver.look();
    } catch (TimeoutException | StreamingQueryException e) {
      throw new RunException(
          "%s: the stream stopped (%s); start it again, it goes on"
              .formatted(inbox, ForeignFailure.words(e)),
          e);
    }
  }
}
