package org.allnet.spark.scoring;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.allnet.data.dataset.ClassSet;
import org.allnet.evaluation.metric.Evaluation;
import org.allnet.evaluation.metric.EvaluationOptions;
import org.allnet.evaluation.metric.RankSums;
import org.allnet.evaluation.metric.ScoreSums;
import org.allnet.evaluation.prediction.Role;
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
   * What is evaluated.
   *
   * @param evaluation the metrics without intervals; null if no image is left
   * @param role what the evaluated images were to the model
   * @param leftOut labelled and answered images that are in no metric, by the word of their role
   */
  record Result(@Nullable Evaluation evaluation, Role role, Map<String, Long> leftOut) {

    /** Copies the map, keeping its order. */
    Result {
      leftOut = Collections.unmodifiableMap(new LinkedHashMap<>(leftOut));
    }
  }

  /**
   * Evaluates answers about images that the model was neither trained nor fitted on. As everywhere,
   * metrics are never of two roles together.
   *
   * @param answers rows with {@link Tables#LABEL} and the columns of answers
   * @param classes the model's
   * @param options how classes are predicted
   * @return the metrics; none if no row that may be evaluated has both an answer and a label that
   *     is one of the classes
   */
  static Result of(Dataset<Row> answers, ClassSet classes, EvaluationOptions options) {
    Dataset<Row> labelled =
        answers
            .filter(functions.col(Tables.LABEL).isin(classes.names().toArray()))
            .filter(
                functions
                    .col("`" + AnswerColumns.probability(classes.positiveName()) + "`")
                    .isNotNull());
    Map<Role, Long> roles = new EnumMap<>(Role.class);
    for (Row row : labelled.groupBy(AnswerColumns.ROLE).count().collectAsList()) {
      String key = row.isNullAt(0) ? "" : row.getString(0);
      roles.merge(Role.ofKey(key).orElse(Role.UNKNOWN), row.getLong(1), Long::sum);
    }
    Role role = evaluated(roles);
    Map<String, Long> leftOut = new LinkedHashMap<>();
    roles.forEach(
        (other, count) -> {
          if (other != role) {
            leftOut.put(other.word(), count);
          }
        });
    return new Result(
        roles.containsKey(role)
            ? evaluation(
                labelled.filter(
                    functions
                        .coalesce(functions.col(AnswerColumns.ROLE), functions.lit(""))
                        .equalTo(role.key())),
                classes,
                options)
            : null,
        role,
        leftOut);
  }

  /** Chooses as {@code ByRole} does, but never images that the model was trained or fitted on. */
  private static Role evaluated(Map<Role, Long> roles) {
    long heldOut = roles.getOrDefault(Role.HOLD_OUT, 0L);
    long external = roles.getOrDefault(Role.EXTERNAL, 0L);
    if (heldOut + external == 0) {
      return Role.UNKNOWN;
    }
    return external > heldOut ? Role.EXTERNAL : Role.HOLD_OUT;
  }

  private static Evaluation evaluation(
      Dataset<Row> labelled, ClassSet classes, EvaluationOptions options) {
    ScoreSums sums = new ScoreSums(classes, options);
    labelled
        .mapPartitions(new Sums(classes, options), Encoders.kryo(double[].class))
        .collectAsList()
        .forEach(sums::addAll);
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
