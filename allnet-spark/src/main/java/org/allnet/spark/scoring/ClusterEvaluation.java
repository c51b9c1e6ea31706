package org.allnet.spark.scoring;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.allnet.data.dataset.ClassSet;
import org.allnet.evaluation.metric.Evaluation;
import org.allnet.evaluation.metric.EvaluationOptions;
import org.allnet.evaluation.metric.RankSums;
import org.allnet.evaluation.metric.ScoreSums;
import org.allnet.spark.AnswerColumns;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.storage.StorageLevel;
import org.jspecify.annotations.Nullable;

/**
 * The metrics of labelled answers, summed up where the answers are. Ranks come from a sort on the
 * cluster, so that areas under curves are exact for any number of images.
 */
final class ClusterEvaluation {

  private ClusterEvaluation() {}

  /**
   * Evaluates answers.
   *
   * @param answers rows with {@link Tables#LABEL} and the columns of answers
   * @param classes the model's
   * @param options how classes are predicted
   * @return the metrics without intervals; null if no row has both an answer and a label that is
   *     one of the classes
   */
  static @Nullable Evaluation of(
      Dataset<Row> answers, ClassSet classes, EvaluationOptions options) {
    Dataset<Row> labelled =
        answers
            .filter(functions.col(Tables.LABEL).isin(classes.names().toArray()))
            .filter(
                functions
                    .col("`" + AnswerColumns.probability(classes.positiveName()) + "`")
                    .isNotNull());
    ScoreSums sums = new ScoreSums(classes, options);
    labelled
        .mapPartitions(new Sums(classes, options), Encoders.kryo(double[].class))
        .collectAsList()
        .forEach(sums::addAll);
    if (sums.rows() == 0) {
      return null;
    }
    List<RankSums.Areas> areas = new ArrayList<>();
    for (int k = 0; k < classes.size(); k++) {
      areas.add(areas(labelled, classes.names().get(k), sums.rowsOf(k), sums.rows()));
    }
    return sums.evaluation(areas);
  }

  /** Sorts by the probability of a class, and sums up each part below those that are above it. */
  private static RankSums.Areas areas(Dataset<Row> labelled, String name, long own, long rows) {
    JavaRDD<long[]> steps =
        labelled
            .select(
                functions.col("`" + AnswerColumns.probability(name) + "`").as("p"),
                functions.col(Tables.LABEL).equalTo(name).cast("long").as("own"))
            .groupBy("p")
            .agg(functions.sum("own").as("own"), functions.count("p").as("all"))
            .orderBy(functions.col("p").desc())
            .toJavaRDD()
            .map(row -> new long[] {row.getLong(1), row.getLong(2) - row.getLong(1)});
    steps.persist(StorageLevel.MEMORY_AND_DISK());
    try {
      List<long[]> counted = steps.mapPartitions(ClusterEvaluation::counted).collect();
      long[][] above = new long[counted.size()][];
      long[] sum = {0, 0};
      for (int i = 0; i < above.length; i++) {
        above[i] = sum.clone();
        sum[0] += counted.get(i)[0];
        sum[1] += counted.get(i)[1];
      }
      double wrong = 0;
      double precision = 0;
      for (double[] part :
          steps
              .mapPartitionsWithIndex((index, part) -> ranked(above[index], part), false)
              .collect()) {
        wrong += part[0];
        precision += part[1];
      }
      return RankSums.Areas.of(own, rows - own, wrong, precision);
    } finally {
      steps.unpersist();
    }
  }

  private static Iterator<long[]> counted(Iterator<long[]> part) {
    long[] sum = {0, 0};
    while (part.hasNext()) {
      long[] step = part.next();
      sum[0] += step[0];
      sum[1] += step[1];
    }
    return List.of(sum).iterator();
  }

  private static Iterator<double[]> ranked(long[] above, Iterator<long[]> part) {
    RankSums ranks = new RankSums(above[0], above[1]);
    while (part.hasNext()) {
      long[] step = part.next();
      ranks.add(step[0], step[1]);
    }
    return List.of(new double[] {ranks.wrongPairsTwice(), ranks.precisionSum()}).iterator();
  }

  /** Sums up a part of the rows. Its fields are plain, since it is sent to executors. */
  private static final class Sums implements MapPartitionsFunction<Row, double[]> {

    private static final long serialVersionUID = 1;

    private final String[] names;
    private final int positive;
    private final double threshold;

    Sums(ClassSet classes, EvaluationOptions options) {
      this.names = classes.names().toArray(String[]::new);
      this.positive = classes.positive();
      Double given = options.threshold();
      this.threshold = given == null ? Double.NaN : given;
    }

    @Override
    public Iterator<double[]> call(Iterator<Row> rows) {
      ClassSet classes = new ClassSet(List.of(names), positive);
      ScoreSums sums =
          new ScoreSums(classes, new EvaluationOptions(Double.isNaN(threshold) ? null : threshold));
      while (rows.hasNext()) {
        Row row = rows.next();
        List<Double> probabilities =
            Arrays.stream(names)
                .map(name -> row.<Double>getAs(AnswerColumns.probability(name)))
                .toList();
        sums.add(classes.indexOf(row.getAs(Tables.LABEL)), probabilities);
      }
      return List.of(sums.toArray()).iterator();
    }
  }
}
