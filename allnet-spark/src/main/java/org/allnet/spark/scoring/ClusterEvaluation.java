package org.allnet.spark.scoring;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.allnet.data.dataset.ClassSet;
import org.allnet.evaluation.interval.BootstrapOptions;
import org.allnet.evaluation.interval.ClusterBootstrap;
import org.allnet.evaluation.interval.LittleBootstraps;
import org.allnet.evaluation.metric.Evaluation;
import org.allnet.evaluation.metric.EvaluationOptions;
import org.allnet.evaluation.metric.MetricValue;
import org.allnet.evaluation.metric.RankSums;
import org.allnet.evaluation.metric.ScoreSums;
import org.allnet.evaluation.prediction.Predictions;
import org.allnet.evaluation.prediction.Refusal;
import org.allnet.evaluation.prediction.Role;
import org.allnet.spark.AnswerColumns;
import org.allnet.spark.ClusterModel;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.storage.StorageLevel;

/**
 * The metrics of labelled answers. Of as many as one machine takes they are computed as there. Of
 * more they are summed up where the answers are. Ranks then come from a sort on the cluster, so
 * that areas under curves are exact for any number of images.
 */
final class ClusterEvaluation {

  private ClusterEvaluation() {}

  /**
   * How many rows one machine takes.
   *
   * @param most as many are collected: their intervals and their report are those of one machine
   * @param samples of more rows so many samples are collected for the intervals
   * @param inSample rows of each
   */
  record Sizes(long most, int samples, int inSample) {

    /** Some 40 MB of the driver, and less than a minute for 2,000 resamples. */
    static final Sizes USUAL = new Sizes(100_000, 5, 20_000);
  }

  /** Fewer subjects in a sample, or images without subjects, tell no spread. */
  private static final long LEAST_CLUSTERS = 30;

  /** Samples of whole subjects may be larger than meant, up to this. */
  private static final int TIMES_LARGER = 5;

  private static final String UNIT = "unit";
  private static final String SLICE = "slice";

  /**
   * Evaluates answers about images that the model was neither trained nor fitted on, and that show
   * something. As everywhere, metrics are never of two roles together.
   *
   * @param answers rows with {@link Tables#LABEL}, the columns of answers and perhaps {@link
   *     LabelTable#SUBJECT}
   * @param model whose answers they are
   * @param sizes how many rows one machine takes
   * @return the metrics; none if no row that may be evaluated has both an answer and a label that
   *     is one of the classes
   */
  static EvaluatedAnswers of(Dataset<Row> answers, ClusterModel model, Sizes sizes) {
    ClassSet classes = model.classes();
    Dataset<Row> all =
        answers
            .filter(functions.col(Tables.LABEL).isin(classes.names().toArray()))
            .filter(
                functions
                    .col("`" + AnswerColumns.probability(classes.positiveName()) + "`")
                    .isNotNull());
    Column blank =
        functions
            .coalesce(functions.col(AnswerColumns.REFERRED), functions.lit(""))
            .isin(
                Arrays.stream(Refusal.Cause.values())
                    .filter(Refusal.Cause::isOfImage)
                    .map(Refusal.Cause::key)
                    .toArray());
    Dataset<Row> labelled = all.filter(functions.not(blank));
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
    long nothing = all.filter(blank).count();
    Long rows = roles.get(role);
    if (rows == null) {
      return new EvaluatedAnswers(null, role, leftOut, nothing, null, List.of());
    }
    Dataset<Row> evaluated =
        labelled.filter(
            functions
                .coalesce(functions.col(AnswerColumns.ROLE), functions.lit(""))
                .equalTo(role.key()));
    CollectedAnswers collecting = new CollectedAnswers(model, role);
    if (rows <= sizes.most()) {
      Predictions collected = collecting.of(evaluated);
      return new EvaluatedAnswers(
          ClusterBootstrap.evaluate(collected, model.rule().toOptions(), BootstrapOptions.DEFAULTS),
          role,
          leftOut,
          nothing,
          collected,
          List.of());
    }
    return new EvaluatedAnswers(
        inSamples(evaluated, rows, model, collecting, sizes),
        role,
        leftOut,
        nothing,
        null,
        List.of(
            "more than %,d labelled answers: no page of a report, and intervals by %d samples of some %,d"
                .formatted(sizes.most(), sizes.samples(), sizes.inSample())));
  }

  /** The metrics of all rows, with intervals by samples of whole subjects. */
  private static Evaluation inSamples(
      Dataset<Row> evaluated,
      long rows,
      ClusterModel model,
      CollectedAnswers collecting,
      Sizes sizes) {
    EvaluationOptions options = model.rule().toOptions();
    Evaluation whole = summed(evaluated, model.classes(), options);
    boolean subjects = Arrays.asList(evaluated.columns()).contains(LabelTable.SUBJECT);
    Column unit =
        subjects
            ? functions.coalesce(functions.col(LabelTable.SUBJECT), functions.col(Tables.IMAGE))
            : functions.col(Tables.IMAGE);
    // A hash spreads the subjects evenly, and is the same at every start.
    long slices = Math.max(sizes.samples(), Math.round((double) rows / sizes.inSample()));
    Dataset<Row> sliced =
        evaluated
            .withColumn(UNIT, unit)
            .withColumn(SLICE, functions.pmod(functions.xxhash64(unit), functions.lit(slices)))
            .filter(functions.col(SLICE).lt(sizes.samples()));
    List<Row> sampled =
        sliced
            .groupBy(SLICE)
            .agg(functions.count(functions.lit(1)), functions.countDistinct(functions.col(UNIT)))
            .collectAsList();
    boolean enough =
        sampled.size() == sizes.samples()
            && sampled.stream()
                .allMatch(
                    row ->
                        row.getLong(1) <= (long) TIMES_LARGER * sizes.inSample()
                            && row.getLong(2) >= LEAST_CLUSTERS);
    if (!enough) {
      return without(
          whole, "too few subjects for intervals by samples, or too many images of each");
    }
    List<Predictions> samples = new ArrayList<>();
    for (long slice = 0; slice < sizes.samples(); slice++) {
      samples.add(collecting.of(sliced.filter(functions.col(SLICE).equalTo(slice))));
    }
    long units = subjects ? evaluated.select(unit).distinct().count() : rows;
    return LittleBootstraps.evaluate(
        whole,
        samples,
        units,
        subjects
            ? "%,d subjects".formatted(units)
            : "%,d images (subjects unknown)".formatted(units),
        options,
        new BootstrapOptions(
            LittleBootstraps.RESAMPLES,
            BootstrapOptions.DEFAULTS.seed(),
            BootstrapOptions.DEFAULTS.threads()));
  }

  private static Evaluation without(Evaluation whole, String reason) {
    return whole.withMetrics(
        whole.flatMetrics().stream()
            .map(
                metric ->
                    metric instanceof MetricValue.Value value
                        ? new MetricValue.Value(value.value(), null, reason, List.of())
                        : metric)
            .toList());
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

  /** Returns the metrics of all rows without intervals, summed up where they are. */
  static Evaluation summed(Dataset<Row> labelled, ClassSet classes, EvaluationOptions options) {
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
