package org.allnet.spark.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.allnet.data.AllNetException;
import org.allnet.data.dataset.ClassSet;
import org.allnet.evaluation.metric.Evaluation;
import org.allnet.evaluation.metric.EvaluationOptions;
import org.allnet.evaluation.metric.MetricValue;
import org.allnet.evaluation.prediction.Prediction;
import org.allnet.evaluation.prediction.Predictions;
import org.allnet.spark.LocalSpark;
import org.allnet.spark.TinyCells;
import org.allnet.spark.TinyModels;
import org.allnet.spark.scoring.ScoringOptions.Labels;
import org.allnet.spark.scoring.ScoringOptions.Source;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.VarBinaryVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowFileWriter;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ScoringTest {

  private static final int CELLS = 8;

  @TempDir static Path folder;

  private static Path model;
  private static Path cells;
  private static ScoringResult scored;

  /** Counts rounds. */
  private static final class Rounds implements Scoring.Listener {
    private final List<String> told = new ArrayList<>();

    @Override
    public void planned(long files, String what, int rounds) {
      told.add(files + " " + what + " " + rounds);
    }

    @Override
    public void passedOver(String note) {
      told.add(note);
    }

    @Override
    public void finished(int round, int of) {
      told.add(round + "/" + of);
    }
  }

  private static final Rounds ROUNDS = new Rounds();

  private static ScoringOptions options(Path input, String out, boolean resume, Labels labels) {
    return new ScoringOptions(
        model,
        List.of(input.toString()),
        folder.resolve(out).toString(),
        resume,
        "image",
        "content",
        labels,
        6);
  }

  private static ScoringResult score(Path input, String out, boolean resume, Labels labels) {
    return Scoring.in(LocalSpark.session(), options(input, out, resume, labels), new Rounds());
  }

  private static List<Row> answers(String out) {
    return LocalSpark.session()
        .read()
        .parquet(folder.resolve(out).resolve("answers").toString())
        .collectAsList();
  }

  /** The probability of each image by the last part of its name. */
  private static Map<String, Double> probabilities(String out) {
    Map<String, Double> found = new TreeMap<>();
    for (Row row : answers(out)) {
      String name = row.getAs("image");
      Double p = row.getAs("p_all");
      assertThat(found.put(name.substring(name.lastIndexOf('/') + 1), p == null ? -1 : p))
          .as("a second row of %s", name)
          .isNull();
    }
    return found;
  }

  @BeforeAll
  static void score() throws IOException {
    model = TinyModels.write(folder.resolve("model.safetensors"));
    cells = TinyCells.write(folder.resolve("cells"), CELLS);
    TinyCells.hostile(cells.resolve("all"));
    Files.writeString(cells.resolve("notes.txt"), "no image");
    Files.createDirectories(cells.resolve(".hidden"));
    Files.copy(cells.resolve("all/000.bmp"), cells.resolve(".hidden/x.bmp"));
    scored =
        Scoring.in(
            LocalSpark.session(),
            options(cells, "out", false, new Labels(Source.FOLDER, null)),
            ROUNDS);
  }

  @Test
  void folder_isScoredInRounds() throws IOException {
    assertThat(ROUNDS.told)
        .containsExactly(
            cells
                + ": passed over: 1 image in hidden folders or folders of the system: .hidden (1)",
            "13 image files 3",
            "1/3",
            "2/3",
            "3/3");
    assertThat(scored.images()).isEqualTo(CELLS + 5);
    assertThat(scored.failed()).isEqualTo(5);
    long told =
        scored.failed()
            + Stream.of(scored.predicted(), scored.referred())
                .flatMap(map -> map.values().stream())
                .mapToLong(Long::longValue)
                .sum();
    assertThat(told).isEqualTo(CELLS + 5);
    assertThat(probabilities("out")).hasSize(CELLS + 5);
    assertThat(Files.readString(folder.resolve("out/summary.json"))).contains("\"images\" : 13");
  }

  @Test
  void metrics_areThoseOfOneMachine() {
    ClassSet classes = new ClassSet(List.of("all", "hem"), 0);
    List<Prediction> rows = new ArrayList<>();
    for (Row row : answers("out")) {
      if (row.getAs("error") == null) {
        rows.add(
            new Prediction(
                row.getAs("image"),
                null,
                classes.indexOf(row.getAs("label")),
                null,
                List.of(row.<Double>getAs("p_all"), row.<Double>getAs("p_hem"))));
      }
    }
    Evaluation alone =
        Evaluation.of(new Predictions(classes, rows), new EvaluationOptions(TinyModels.POINT));
    Evaluation cluster = scored.evaluation();
    assertThat(cluster.confusion()).isEqualTo(alone.confusion());
    requireSame(cluster.flatMetrics(), alone.flatMetrics());
  }

  private static void requireSame(List<MetricValue> these, List<MetricValue> others) {
    assertThat(these).hasSameSizeAs(others);
    for (int i = 0; i < these.size(); i++) {
      if (others.get(i) instanceof MetricValue.Value value) {
        assertThat(((MetricValue.Value) these.get(i)).value())
            .as("metric %d", i)
            .isCloseTo(value.value(), within(1e-12));
      } else {
        assertThat(these.get(i)).isEqualTo(others.get(i));
      }
    }
  }

  @Test
  void threeClassesWithTies_areEvaluatedAlike() {
    ClassSet classes = new ClassSet(List.of("a", "b", "c"), 1);
    List<Prediction> rows = new ArrayList<>();
    List<Row> table = new ArrayList<>();
    java.util.Random random = new java.util.Random(3);
    for (int i = 0; i < 300; i++) {
      double a = random.nextInt(6) / 12.0;
      double b = random.nextInt(6) / 12.0;
      int label = random.nextInt(3);
      rows.add(new Prediction("" + i, null, label, null, List.of(a, b, 1 - a - b)));
      table.add(
          org.apache.spark.sql.RowFactory.create(classes.names().get(label), "", a, b, 1 - a - b));
    }
    var schema =
        new org.apache.spark.sql.types.StructType()
            .add("label", "string")
            .add("role", "string")
            .add("p_a", "double")
            .add("p_b", "double")
            .add("p_c", "double");
    Evaluation cluster =
        ClusterEvaluation.summed(
            LocalSpark.session().createDataFrame(table, schema).repartition(3),
            classes,
            EvaluationOptions.DEFAULTS);
    requireSame(cluster.flatMetrics(), Evaluation.of(new Predictions(classes, rows)).flatMetrics());
  }

  @Test
  void lostRound_isScoredAgainAndNoOther() throws IOException {
    score(cells, "lost", false, Labels.NONE);
    Map<String, Double> before = probabilities("lost");
    Path round = folder.resolve("lost/answers/round=000001");
    Files.delete(round.resolve("_SUCCESS")); // as if the program had died before the commit's end
    Path kept = folder.resolve("lost/answers/round=000002/_SUCCESS");
    var time = Files.getLastModifiedTime(kept);

    ScoringResult again = score(cells, "lost", true, Labels.NONE);

    assertThat(again.skipped()).isEqualTo(2);
    assertThat(again.images()).isEqualTo(CELLS + 5);
    assertThat(Files.getLastModifiedTime(kept)).isEqualTo(time);
    assertThat(probabilities("lost").keySet()).isEqualTo(before.keySet());
  }

  @Test
  void otherModelOrFolder_isRefused() throws IOException {
    assertThatThrownBy(() -> score(cells, "out", false, Labels.NONE))
        .isInstanceOf(AllNetException.class)
        .hasMessageContaining("holds answers already");
    assertThatThrownBy(() -> score(cells.resolve("all"), "out", true, Labels.NONE))
        .hasMessageContaining("was begun with other inputs or options");
    Path other = folder.resolve("foreign");
    Files.createDirectories(other);
    Files.writeString(other.resolve("mine.txt"), "mine");
    assertThatThrownBy(() -> score(cells, "foreign", false, Labels.NONE))
        .hasMessageContaining("holds other files already");
    assertThatThrownBy(() -> score(folder.resolve("none"), "new", false, Labels.NONE))
        .hasMessageContaining("no such file or folder");
    assertThat(folder.resolve("new/answers")).doesNotExist();
  }

  @Test
  void parquetOfBytes_isScoredAlike() {
    LocalSpark.session()
        .read()
        .format("binaryFile")
        .option("recursiveFileLookup", "true")
        .load(cells.resolve("hem").toString())
        .select(
            functions.col("path").as("image"),
            functions.col("content"),
            functions.lit("hem").as("truth"))
        .write()
        .parquet(folder.resolve("table.parquets").toString());

    ScoringResult result =
        score(
            folder.resolve("table.parquets"), "parquet", false, new Labels(Source.COLUMN, "truth"));

    assertThat(result.evaluation().confusion().support(1)).isEqualTo(CELLS / 2);
    requireAsInFolder("parquet");
  }

  private static void requireAsInFolder(String out) {
    Map<String, Double> whole = probabilities("out");
    Map<String, Double> own = probabilities(out);
    assertThat(own).hasSize(CELLS / 2);
    own.forEach((name, p) -> assertThat(p).isCloseTo(whole.get(name), within(1e-6)));
  }

  @Test
  void tar_isScoredToWhereItIsCut() throws IOException {
    Path tar = folder.resolve("shards/cells.tar");
    Files.createDirectories(tar.getParent());
    try (TarArchiveOutputStream to = new TarArchiveOutputStream(Files.newOutputStream(tar));
        Stream<Path> files = Files.list(cells.resolve("hem")).sorted()) {
      for (Path file : files.toList()) {
        to.putArchiveEntry(new TarArchiveEntry(file.toFile(), "hem/" + file.getFileName()));
        Files.copy(file, to);
        to.closeArchiveEntry();
      }
    }
    byte[] whole = Files.readAllBytes(tar);
    Files.write(folder.resolve("shards/cut.tar"), java.util.Arrays.copyOf(whole, 12_000));

    ScoringResult result =
        score(folder.resolve("shards/cells.tar"), "tar", false, new Labels(Source.FOLDER, null));
    requireAsInFolder("tar");
    assertThat(result.evaluation().confusion().support(1)).isEqualTo(CELLS / 2);

    ScoringResult cut = score(folder.resolve("shards/cut.tar"), "cut", false, Labels.NONE);
    assertThat(cut.failed()).isEqualTo(1);
    assertThat(cut.images()).isEqualTo(3);
    assertThat(answers("cut"))
        .anySatisfy(row -> assertThat(row.<String>getAs("error")).contains("tar file"));
  }

  @Test
  void arrow_isScoredAlike() throws IOException {
    Path file = folder.resolve("cells.arrow");
    try (RootAllocator memory = new RootAllocator();
        VarCharVector names = new VarCharVector("image", memory);
        VarBinaryVector bytes = new VarBinaryVector("content", memory);
        Stream<Path> files = Files.list(cells.resolve("hem")).sorted()) {
      int row = 0;
      for (Path one : files.toList()) {
        names.setSafe(row, one.getFileName().toString().getBytes());
        bytes.setSafe(row++, Files.readAllBytes(one));
      }
      names.setValueCount(row);
      bytes.setValueCount(row);
      try (VectorSchemaRoot root = VectorSchemaRoot.of(names, bytes);
          ArrowFileWriter writer =
              new ArrowFileWriter(
                  root,
                  null,
                  Files.newByteChannel(
                      file,
                      java.nio.file.StandardOpenOption.CREATE,
                      java.nio.file.StandardOpenOption.WRITE))) {
        root.setRowCount(row);
        writer.start();
        writer.writeBatch();
        writer.end();
      }
    }
    score(file, "arrow", false, Labels.NONE);
    requireAsInFolder("arrow");
  }

  @Test
  void marksOfTheModel_areInRowsAndSummary() throws IOException {
    // TinyModels calls its network's cells synthetic.
    assertThat(answers("out"))
        .filteredOn(row -> row.getAs("error") == null)
        .hasSize(CELLS)
        .allSatisfy(row -> assertThat(row.<String>getAs("marks")).isEqualTo("synthetic"));
    assertThat(Files.readString(folder.resolve("out/summary.json")))
        .contains("\"synthetic\" : true", "it knows nothing of blood");
    assertThat(scored.lines())
        .contains(
            "warning: this model was trained on synthetic cells; it knows nothing of blood",
            "warning: every metric of this model has to say: synthetic data");
  }

  @Test
  void labelsThatInputsCantHave_areRefused() {
    for (int twice = 0; twice < 2; twice++) {
      assertThatThrownBy(
              () -> score(cells, "unlabelled", false, new Labels(Source.COLUMN, "truth")))
          .hasMessage(
              "labels column:truth: image files have no such labels; use folder or a CSV file");
    }
    assertThat(folder.resolve("unlabelled/answers")).doesNotExist();
    LocalSpark.session()
        .range(1)
        .select(functions.lit("a").as("image"), functions.lit(new byte[1]).as("content"))
        .write()
        .parquet(folder.resolve("one.parquets").toString());
    assertThatThrownBy(
            () ->
                score(
                    folder.resolve("one.parquets"),
                    "unlabelled",
                    false,
                    new Labels(Source.FOLDER, null)))
        .hasMessage(
            "labels folder: Parquet files have no such labels; use column:NAME or a CSV file");
  }

  @Test
  void tableOfLabels_isCheckedFirst() throws IOException {
    Path table = folder.resolve("labels.csv");
    Labels labels = new Labels(Source.FILE, table.toString());
    Files.writeString(table, "name,label\n000.bmp,all\n");
    assertThatThrownBy(() -> score(cells.resolve("hem"), "table", false, labels))
        .hasMessageContaining("has no columns 'image' and 'label'; its columns are name, label");
    Files.writeString(table, "image,label\n001.bmp,hem\n003.bmp,hem\n001.bmp,all\n");
    assertThatThrownBy(() -> score(cells.resolve("hem"), "table", false, labels))
        .hasMessageContaining("says that 001.bmp is both 'all' and 'hem'; leave one");
    assertThat(folder.resolve("table")).doesNotExist();

    Files.writeString(table, "image,label\n001.bmp,hem\n001.bmp,hem\nelsewhere.bmp,all\n");
    ScoringResult result = score(cells.resolve("hem"), "table", false, labels);

    assertThat(result.evaluation().confusion().support(1)).isEqualTo(1);
    assertThat(result.unmatchedLabels()).isEqualTo(1);
    assertThat(result.lines())
        .contains(
            "1 label is of images that were not scored; names have to be those of column 'image'");
  }

  @Test
  void mixedKinds_areRefused() throws IOException {
    Path mixed = folder.resolve("mixed");
    Files.createDirectories(mixed);
    Files.write(mixed.resolve("a.tar"), new byte[1024]);
    Files.copy(cells.resolve("all/000.bmp"), mixed.resolve("b.bmp"));
    assertThatThrownBy(() -> score(mixed, "never", false, Labels.NONE))
        .hasMessageContaining("score each kind alone");
  }

  @Test
  void secondRowOfAName_isAnError() {
    Path table = folder.resolve("twice");
    var images =
        LocalSpark.session()
            .read()
            .format("binaryFile")
            .load(cells.resolve("hem").toString())
            .select(
                functions.regexp_extract(functions.col("path"), "[^/]+$", 0).as("image"),
                functions.col("content"));
    for (String part : List.of("a.parquet", "b.parquet")) {
      images
          .filter(part.startsWith("a") ? "true" : "image = '003.bmp'")
          .coalesce(1)
          .write()
          .parquet(table.resolve(part).toString());
    }

    ScoringResult result = score(table, "twiced", false, Labels.NONE);

    assertThat(result.images()).isEqualTo(CELLS / 2 + 1);
    assertThat(result.failed()).isEqualTo(1);
    List<Row> twice =
        answers("twiced").stream().filter(row -> row.getAs("image").equals("003.bmp")).toList();
    assertThat(twice).hasSize(2);
    assertThat(twice)
        .filteredOn(row -> row.getAs("error") != null)
        .singleElement()
        .satisfies(
            row ->
                assertThat(row.<String>getAs("error"))
                    .isEqualTo(
                        "the tables have two rows of this name, and the first is answered; rename one"));
    assertThat(twice)
        .filteredOn(row -> row.getAs("error") == null)
        .singleElement()
        .satisfies(
            row ->
                assertThat(row.<Double>getAs("p_all"))
                    .isCloseTo(probabilities("out").get("003.bmp"), within(1e-6)));
  }

  @Test
  void folderOfAnotherProgram_isRefused() throws Exception {
    Path held = Files.createDirectories(folder.resolve("held"));
    var hadoop = LocalSpark.session().sparkContext().hadoopConfiguration();
    try (OutputLock lock = OutputLock.of(hadoop, new org.apache.hadoop.fs.Path(held.toString()))) {
      assertThat(lock).isNotNull();
      assertThatThrownBy(() -> score(cells, "held", false, Labels.NONE))
          .isInstanceOf(AllNetException.class)
          .hasMessageContaining("writes answers there already");
      // What another process sees.
      Process other =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-XX:+UseSerialGC",
                  "-XX:TieredStopAtLevel=1",
                  "-cp",
                  System.getProperty("java.class.path"),
                  HeldFolder.class.getName(),
                  held.toString())
              .redirectErrorStream(true)
              .start();
      String said = new String(other.getInputStream().readAllBytes());
      assertThat(said)
          .contains(
              "another program writes answers there (process " + ProcessHandle.current().pid());
      assertThat(other.waitFor()).isEqualTo(1);
    }
    assertThat(held.resolve("_lock")).isEmptyFile();
    assertThat(score(cells.resolve("hem"), "held", false, Labels.NONE).failed()).isZero();
  }

  @Test
  void intervals_areThoseOfOneMachine() {
    ClassSet classes = new ClassSet(List.of("all", "hem"), 0);
    List<Prediction> rows = new ArrayList<>();
    answers("out").stream()
        .filter(row -> row.getAs("error") == null)
        .sorted(java.util.Comparator.comparing(row -> row.<String>getAs("image")))
        .forEach(
            row ->
                rows.add(
                    new Prediction(
                        row.getAs("image"),
                        null,
                        classes.indexOf(row.getAs("label")),
                        null,
                        List.of(row.<Double>getAs("p_all"), row.<Double>getAs("p_hem")))));
    Evaluation alone =
        org.allnet.evaluation.interval.ClusterBootstrap.evaluate(
            new Predictions(classes, rows),
            new EvaluationOptions(TinyModels.POINT),
            org.allnet.evaluation.interval.BootstrapOptions.DEFAULTS);
    assertThat(scored.evaluation().metrics()).isEqualTo(alone.metrics());
    assertThat(scored.evaluated().rows().rows()).hasSize(CELLS);
  }

  @Test
  void moreThanOneMachineTakes_areSampled() {
    ClassSet classes = new ClassSet(List.of("all", "hem"), 0);
    var many =
        LocalSpark.session()
            .range(4000)
            .selectExpr(
                "concat('i', id) as image",
                "concat('s', id div 4) as subject",
                "if(id % 2 = 0, 'all', 'hem') as label",
                "'external' as role",
                "cast(null as string) as referred",
                "'' as reason",
                "if(id % 2 = 0, 0.9D, 0.1D) * if(id % 20 > 1, 1D, 0.2D) as p_all",
                "1D - if(id % 2 = 0, 0.9D, 0.1D) * if(id % 20 > 1, 1D, 0.2D) as p_hem");
    org.allnet.spark.ClusterModel tiny =
        org.allnet.spark.ClusterModel.ship(LocalSpark.session(), model);

    EvaluatedAnswers sampled =
        ClusterEvaluation.of(many, tiny, new ClusterEvaluation.Sizes(1000, 4, 500));
    EvaluatedAnswers whole =
        ClusterEvaluation.of(many, tiny, new ClusterEvaluation.Sizes(4000, 4, 500));

    assertThat(sampled.rows()).isNull();
    assertThat(sampled.notes()).singleElement().asString().startsWith("more than 1,000 labelled");
    assertThat(whole.rows().rows()).hasSize(4000);
    assertThat(classes).isEqualTo(whole.rows().classes());
    MetricValue.Value one = (MetricValue.Value) sampled.evaluation().flatMetrics().get(0);
    MetricValue.Value other = (MetricValue.Value) whole.evaluation().flatMetrics().get(0);
    assertThat(one.value()).isCloseTo(other.value(), within(1e-12));
    double width = other.interval().high() - other.interval().low();
    assertThat(one.interval().high() - one.interval().low()).isCloseTo(width, within(0.25 * width));
    assertThat(one.interval().method().words()).contains("1,000 subjects, by 4 samples of them");
    EvaluatedAnswers few =
        ClusterEvaluation.of(many, tiny, new ClusterEvaluation.Sizes(1000, 4, 20));
    assertThat(((MetricValue.Value) few.evaluation().flatMetrics().get(0)).noInterval())
        .isEqualTo("too few subjects for intervals by samples, or too many images of each");
  }

  @Test
  void subjectsOfATable_areDrawnAsAWhole() throws IOException {
    Path table = folder.resolve("subjects.csv");
    Files.writeString(
        table, "image,label,subject\n001.bmp,hem,a\n003.bmp,hem,a\n005.bmp,all,b\n007.bmp,all,b\n");
    Labels labels = new Labels(Source.FILE, table.toString());

    ScoringResult result = score(cells.resolve("hem"), "subjects", false, labels);

    assertThat(result.evaluation().subjects()).isEqualTo(2);
    Files.writeString(table, "image,label,subject\n001.bmp,hem,a\n001.bmp,hem,b\n");
    assertThatThrownBy(() -> score(cells.resolve("hem"), "subjects2", false, labels))
        .hasMessageContaining("says that 001.bmp is of two subjects; leave one");
  }
}
