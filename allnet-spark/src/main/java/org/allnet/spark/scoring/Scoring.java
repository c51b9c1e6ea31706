package org.allnet.spark.scoring;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.allnet.data.AllNetException;
import org.allnet.data.ForeignFailure;
import org.allnet.data.InputException;
import org.allnet.data.OptionException;
import org.allnet.data.OptionName;
import org.allnet.data.RunException;
import org.allnet.data.Sentence;
import org.allnet.data.file.Json;
import org.allnet.evaluation.prediction.Role;
import org.allnet.spark.AnswerColumns;
import org.allnet.spark.ClusterClassifier;
import org.allnet.spark.ClusterDetector;
import org.allnet.spark.ClusterModel;
import org.allnet.spark.session.ClusterSession;
import org.allnet.spark.session.ClusterSettings;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.jspecify.annotations.Nullable;

/**
 * Scores a set of any size in rounds. A round's answers are written by one job, which Spark commits
 * as a whole, so each image is there exactly once whatever dies: a task, an executor, or this
 * program. A later start goes on with the first round that is not committed.
 *
 * <p>The folder has {@code answers/round=N/*.parquet} and {@code summary.json}; with labels the
 * latter has the metrics. {@code spark.read().parquet("OUT/answers")} reads all answers.
 */
public final class Scoring {

  /** The folder of the answers. */
  public static final String ANSWERS = "answers";

  /** What came of it, for programs. */
  public static final String SUMMARY = "summary.json";

  private static final String DONE = "_SUCCESS";

  private final SparkSession spark;
  private final ScoringOptions options;
  private final Listener listener;
  private final Path out;
  private final Configuration hadoop;

  /** Is told how it goes, on the calling thread. */
  public interface Listener {

    /**
     * Is told what there is to do.
     *
     * @param files files of all rounds
     * @param what they are, for a reader
     * @param rounds how many rounds
     */
    void planned(long files, String what, int rounds);

    /**
     * Is told of something that was passed over, before anything is scored.
     *
     * @param note a line
     */
    default void passedOver(String note) {}

    /**
     * Is told after each round.
     *
     * @param round which, from 1
     * @param of how many
     */
    void finished(int round, int of);
  }

  private Scoring(SparkSession spark, ScoringOptions options, Listener listener) {
    this.spark = spark;
    this.options = options;
    this.listener = listener;
    this.out = new Path(options.out());
    this.hadoop = spark.sparkContext().hadoopConfiguration();
  }

  /**
   * Scores on a cluster.
   *
   * @param settings the cluster
   * @param options what is scored
   * @param listener is told how it goes
   * @return what came of it
   * @throws AllNetException if the model, the inputs or the folder do not do, before anything is
   *     scored, or if the cluster fails
   */
  public static ScoringResult run(
      ClusterSettings settings, ScoringOptions options, Listener listener) {
    SparkSession spark = ClusterSession.begin(settings, "ALLNet score");
    try {
      return in(spark, options, listener);
    } finally {
      spark.stop();
    }
  }

  /**
   * Scores in a session of its caller.
   *
   * @param spark the session
   * @param options what is scored
   * @param listener is told how it goes
   * @return what came of it
   * @throws AllNetException as {@link #run}
   */
  public static ScoringResult in(SparkSession spark, ScoringOptions options, Listener listener) {
    return new Scoring(spark, options, listener).run();
  }

  private ScoringResult run() {
    try (OutputLock lock = OutputLock.of(hadoop, out)) {
      Optional<RoundPlan> before = before();
      ClusterClassifier classifier = ClusterClassifier.of(spark, options.model());
      RoundPlan plan = plan(before, classifier.model());
      Tables tables = new Tables(spark, classifier, options);
      RepeatedNames repeated = repeated(tables, plan);
      int skipped =
          rounds(plan, round -> tables.answers(plan.kind(), RoundPlan.list(out, round), repeated));
      ScoringResult result = result(classifier.model(), plan, skipped);
      write(Json.indented(result.toJson()) + "\n");
      return result;
    }
  }

  /**
   * Finds and classifies the cells of whole fields on a cluster.
   *
   * @param settings the cluster
   * @param options what is looked at, with its detector
   * @param listener is told how it goes
   * @return what came of it
   * @throws AllNetException as {@link #run}
   */
  public static FieldScoringResult ofFields(
      ClusterSettings settings, ScoringOptions options, Listener listener) {
    SparkSession spark = ClusterSession.begin(settings, "ALLNet score");
    try {
      return ofFieldsIn(spark, options, listener);
    } finally {
      spark.stop();
    }
  }

  /**
   * Finds and classifies the cells of whole fields in a session of its caller.
   *
   * @param spark the session
   * @param options what is looked at, with its detector
   * @param listener is told how it goes
   * @return what came of it
   * @throws AllNetException as {@link #run}
   */
  public static FieldScoringResult ofFieldsIn(
      SparkSession spark, ScoringOptions options, Listener listener) {
    return new Scoring(spark, options, listener).fields();
  }

  private FieldScoringResult fields() {
    ScoringOptions.Fields fields = Objects.requireNonNull(options.fields(), "fields");
    try (OutputLock lock = OutputLock.of(hadoop, out)) {
      Optional<RoundPlan> before = before();
      ClusterDetector detector =
          ClusterDetector.of(spark, fields.detector(), options.model(), fields.redCell());
      RoundPlan plan = plan(before, detector.model());
      Tables tables = new Tables(spark, null, options);
      RepeatedNames repeated = repeated(tables, plan);
      FieldRounds steps = new FieldRounds(spark, hadoop, out, detector);
      if (IntStream.range(0, plan.rounds()).anyMatch(one -> !isDone(hadoop, answersOf(one)))) {
        working(
            out,
            () ->
                steps.together(
                    plan.rounds(),
                    round -> tables.pictures(plan.kind(), RoundPlan.list(out, round), repeated)));
      }
      int skipped = rounds(plan, steps::cells);
      FieldScoringResult result =
          FieldScoringResult.of(
              detector, spark.read().parquet(new Path(out, ANSWERS).toString()), plan, skipped);
      write(Json.indented(result.toJson()) + "\n");
      return result;
    }
  }

  /** What an earlier start has planned, if it may be gone on with. */
  private Optional<RoundPlan> before() {
    Optional<RoundPlan> before = RoundPlan.read(hadoop, out);
    if (before.isEmpty() && holdsFiles()) {
      throw new OptionException(
          OptionName.OUT.with(options.out()),
          Sentence.of("%s: holds other files already; choose another %s", out, OptionName.OUT));
    }
    if (before.isPresent() && !options.resume()) {
      throw new OptionException(
          OptionName.OUT.with(options.out()),
          Sentence.of(
              "%s: holds answers already; choose another %s, or go on with %s",
              out, OptionName.OUT, OptionName.RESUME));
    }
    return before;
  }

  private RoundPlan plan(Optional<RoundPlan> before, ClusterModel model) {
    if (before.isPresent() && !before.get().model().equals(model.sha256())) {
      throw InputException.in(
          options.model(),
          Sentence.of(
              "is another model than %s was begun with; give that one, or choose another %s",
              out, OptionName.OUT));
    }
    if (before.isPresent() && !before.get().asked().equals(options.asked())) {
      throw new OptionException(
          Sentence.of(
              "%s: was begun with other inputs or options; repeat them with %s, or choose another %s",
              out, OptionName.RESUME, OptionName.OUT));
    }
    if (options.labels().source() == ScoringOptions.Source.FILE) {
      LabelTable.read(spark, String.valueOf(options.labels().value())); // before hours of work
    }
    RoundPlan plan = before.orElseGet(() -> RoundPlan.write(hadoop, out, options, model.sha256()));
    if (before.isEmpty()) {
      requireLabels(plan.kind());
    }
    plan.notes().forEach(listener::passedOver);
    listener.planned(plan.files(), plan.kind().words(), plan.rounds());
    return plan;
  }

  private @Nullable RepeatedNames repeated(Tables tables, RoundPlan plan) {
    return plan.kind() == InputKind.PARQUET || plan.kind() == InputKind.ARROW
        ? working(out, () -> RepeatedNames.of(spark, hadoop, tables, plan, out))
        : null;
  }

  private Path answersOf(int round) {
    return new Path(out, String.format(Locale.ROOT, "%s/round=%06d", ANSWERS, round));
  }

  /** Does the rounds that are not done; returns how many were. */
  private int rounds(RoundPlan plan, IntFunction<Dataset<Row>> answers) {
    int skipped = 0;
    for (int round = 0; round < plan.rounds(); round++) {
      Path folder = answersOf(round);
      if (isDone(hadoop, folder)) {
        skipped++;
      } else {
        score(answers.apply(round), folder);
      }
      listener.finished(round + 1, plan.rounds());
    }
    return skipped;
  }

  /** Refuses labels that these inputs can't have, and leaves the folder as it was. */
  private void requireLabels(InputKind kind) {
    ScoringOptions.Source source = options.labels().source();
    String wrong = null;
    if (source == ScoringOptions.Source.COLUMN
        && (kind == InputKind.IMAGES || kind == InputKind.TAR)) {
      wrong = "column:" + options.labels().value();
    } else if (source == ScoringOptions.Source.FOLDER
        && (kind == InputKind.PARQUET || kind == InputKind.ARROW)) {
      wrong = "folder";
    }
    if (wrong == null) {
      return;
    }
    Path plan = new Path(out, RoundPlan.FOLDER);
    try {
      plan.getFileSystem(hadoop).delete(plan, true);
    } catch (IOException e) {
      throw RunException.in(
          plan.toString(), "can't be deleted (" + ForeignFailure.words(e) + ")", e);
    }
    throw OptionException.ofSetting(
        "labels",
        wrong,
        "labels %s: %s have no such labels; use %s or a CSV file"
            .formatted(
                wrong,
                kind.words(),
                source == ScoringOptions.Source.COLUMN ? "folder" : "column:NAME"));
  }

  private static void score(Dataset<Row> answers, Path folder) {
    working(folder, () -> committed(answers, folder));
  }

  /** Writes rows as a whole, in place of those that a start has not finished. */
  static Path committed(Dataset<Row> rows, Path folder) {
    rows.write().mode(SaveMode.Overwrite).parquet(folder.toString());
    return folder;
  }

  /** Says of a cluster that fails what is kept. */
  private static <T> T working(Path folder, Supplier<T> work) {
    try {
      return work.get();
    } catch (RuntimeException e) {
      AllNetException own = own(e);
      if (own != null) {
        throw own;
      }
      throw new RunException(
          Sentence.of(
              "%s: scoring stopped (%s); finished rounds are kept, go on with %s",
              folder, ForeignFailure.words(root(e)), OptionName.RESUME),
          e);
    }
  }

  private static @Nullable AllNetException own(Throwable failure) {
    for (Throwable at = failure; at != null; at = at.getCause()) {
      if (at instanceof AllNetException own) {
        return own;
      }
    }
    return null;
  }

  private static Throwable root(Throwable failure) {
    Throwable at = failure;
    while (at.getCause() != null) {
      at = at.getCause();
    }
    return at;
  }

  private boolean holdsFiles() {
    try {
      FileSystem files = out.getFileSystem(hadoop);
      return files.exists(out) && !RoundPlan.isAll(files, out);
    } catch (IOException e) {
      throw InputException.in(out.toString(), "can't be read (" + ForeignFailure.words(e) + ")", e);
    }
  }

  /** Whether a folder of answers is committed. */
  static boolean isDone(Configuration hadoop, Path folder) {
    try {
      return folder.getFileSystem(hadoop).exists(new Path(folder, DONE));
    } catch (IOException e) {
      throw InputException.in(
          folder.toString(), "can't be read (" + ForeignFailure.words(e) + ")", e);
    }
  }

  private void write(String text) {
    Path file = new Path(out, SUMMARY);
    try (var to = file.getFileSystem(hadoop).create(file, true)) {
      to.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw RunException.in(
          file.toString(), "can't be written (" + ForeignFailure.words(e) + ")", e);
    }
  }

  private ScoringResult result(ClusterModel model, RoundPlan plan, int skipped) {
    Dataset<Row> answers = spark.read().parquet(new Path(out, ANSWERS).toString());
    Map<String, Long> predicted = new TreeMap<>();
    Map<String, Long> referred = new TreeMap<>();
    Map<String, Long> known = new TreeMap<>();
    long failed = 0;
    long images = 0;
    for (Row row :
        answers
            .groupBy(
                functions.col(AnswerColumns.PREDICTED),
                functions.col(AnswerColumns.REFERRED),
                functions.col(AnswerColumns.ROLE),
                functions.col(AnswerColumns.ERROR).isNotNull())
            .count()
            .collectAsList()) {
      long count = row.getLong(4);
      images += count;
      if (row.getBoolean(3)) {
        failed += count;
      } else if (row.isNullAt(1)) {
        predicted.merge(row.getString(0), count, Long::sum);
      } else {
        referred.merge(row.getString(1), count, Long::sum);
      }
      if (List.of(Role.TRAINING.key(), Role.VALIDATION.key()).contains(row.getString(2))) {
        known.merge(row.getString(2), count, Long::sum);
      }
    }
    long unknown = 0;
    long unmatched = 0;
    EvaluatedAnswers evaluated = EvaluatedAnswers.NONE;
    if (options.labels().source() != ScoringOptions.Source.NONE) {
      Dataset<Row> labelled = labelled(answers);
      evaluated = ClusterEvaluation.of(labelled, model, ClusterEvaluation.Sizes.USUAL);
      if (options.labels().source() == ScoringOptions.Source.FILE) {
        unmatched =
            LabelTable.read(spark, String.valueOf(options.labels().value()))
                .join(answers.select(Tables.IMAGE), new String[] {Tables.IMAGE}, "left_anti")
                .count();
      }
      unknown =
          labelled
              .filter(functions.col(Tables.LABEL).isNotNull())
              .filter(
                  functions.not(
                      functions.col(Tables.LABEL).isin(model.classes().names().toArray())))
              .count();
    }
    return new ScoringResult(
        model.title(),
        model.sha256(),
        model.origin(),
        plan.rounds(),
        skipped,
        images,
        predicted,
        referred,
        failed,
        known,
        unknown,
        unmatched,
        options.labels().source() != ScoringOptions.Source.NONE,
        model.knows(),
        model.rule(),
        evaluated);
  }

  private Dataset<Row> labelled(Dataset<Row> answers) {
    if (options.labels().source() != ScoringOptions.Source.FILE) {
      return answers;
    }
    return answers.join(
        LabelTable.read(spark, String.valueOf(options.labels().value())), Tables.IMAGE);
  }
}
