package org.allnet.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.allnet.data.OptionException;
import org.allnet.data.integrity.ImageHashes;
import org.allnet.inference.Classification;
import org.allnet.inference.Classifier;
import org.allnet.inference.compute.Device;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ClusterClassifierTest {

  @TempDir static Path folder;

  private static Path model;
  private static List<String> files;
  private static ClusterClassifier classifier;

  @BeforeAll
  static void prepare() throws Exception {
    model = TinyModels.write(folder.resolve("model.safetensors"));
    TinyCells.write(folder.resolve("cells"), 12);
    TinyCells.hostile(folder.resolve("cells/odd"));
    try (Stream<Path> all = Files.walk(folder.resolve("cells"))) {
      files = all.filter(Files::isRegularFile).map(Path::toString).sorted().toList();
    }
    classifier = ClusterClassifier.of(LocalSpark.session(), model);
  }

  private static Dataset<Row> paths() {
    return LocalSpark.session().createDataset(files, Encoders.STRING()).toDF("file");
  }

  /** What one machine says of the files that it can read. */
  private static Map<String, Classification> alone() {
    Map<String, Classification> answers = new HashMap<>();
    try (Classifier one = Classifier.builder(model).device(Device.CPU).threads(1).open()) {
      for (String file : files) {
        if (!file.contains("/odd/")) {
          answers.put(file, one.classify(Path.of(file)));
        }
      }
    }
    return answers;
  }

  private static void requireSame(List<Row> rows, String name, int failed) {
    Map<String, Classification> alone = alone();
    assertThat(rows).hasSize(12 + failed);
    int answered = 0;
    for (Row row : rows) {
      String file = row.<String>getAs(name).replaceFirst("^file:/*", "/");
      assertThat(row.<String>getAs(AnswerColumns.MODEL)).isEqualTo(ImageHashes.sha256(model));
      Classification own = alone.get(file);
      if (own == null) {
        assertThat(row.<String>getAs(AnswerColumns.ERROR)).as(file).isNotBlank();
        assertThat(row.<Double>getAs("p_all")).isNull();
        assertThat(row.<String>getAs(AnswerColumns.ANSWER)).isEqualTo("none");
        continue;
      }
      answered++;
      assertThat(row.<String>getAs(AnswerColumns.ERROR)).isNull();
      assertThat(row.<String>getAs(AnswerColumns.PREDICTED))
          .isEqualTo(own.predicted().orElse(null));
      own.probabilities()
          .forEach(
              (label, p) ->
                  assertThat(row.<Double>getAs("p_" + label)).as(file).isCloseTo(p, within(1e-6)));
    }
    assertThat(answered).isEqualTo(12);
  }

  @Test
  void files_areAnsweredAsByOneMachine() {
    requireSame(classifier.classifyFiles(paths(), "file").collectAsList(), "file", 5);
  }

  @Test
  void answersOfImages_differ() {
    assertThat(alone().values().stream().map(cell -> cell.probabilities().get("all")).distinct())
        .hasSizeGreaterThan(10);
  }

  @Test
  void bytes_areAnsweredAndLeftOut() {
    Dataset<Row> images =
        LocalSpark.session()
            .read()
            .format("binaryFile")
            .option("recursiveFileLookup", "true")
            .load(folder.resolve("cells").toString());
    Dataset<Row> answers = classifier.classifyBytes(images, "path", "content");
    assertThat(answers.columns()).doesNotContain("content").contains("length", "p_hem");
    requireSame(answers.collectAsList(), "path", 4); // Spark passes the empty file over
  }

  @Test
  void rowsWithoutImage_haveAnError() {
    StructType schema =
        new StructType()
            .add("name", DataTypes.StringType)
            .add("bytes", DataTypes.BinaryType)
            .add("problem", DataTypes.StringType);
    List<Row> rows = new ArrayList<>();
    rows.add(RowFactory.create("a", null, null));
    rows.add(RowFactory.create("b", null, "was lost"));
    rows.add(RowFactory.create(null, new byte[] {1, 2}, null));
    List<Row> answers =
        classifier
            .classifyBytes(
                LocalSpark.session().createDataFrame(rows, schema).coalesce(1), "name", "bytes")
            .collectAsList();
    assertThat(answers).extracting(row -> row.<String>getAs("error")).doesNotContainNull();
    assertThat(answers.get(1).<String>getAs("error")).isEqualTo("was lost");
  }

  @Test
  void missingFile_isARowWithAnError() {
    Dataset<Row> missing =
        paths()
            .limit(2)
            .withColumn("file", functions.concat(functions.col("file"), functions.lit("x")));
    assertThat(classifier.classifyFiles(missing, "file").collectAsList())
        .hasSize(2)
        .allSatisfy(row -> assertThat(row.<String>getAs("error")).isNotBlank());
  }

  @Test
  void transductiveModel_isRefused() {
    Path correcting = TinyModels.transductive(folder.resolve("correcting.safetensors"));
    assertThatThrownBy(() -> ClusterClassifier.of(LocalSpark.session(), correcting))
        .isInstanceOf(OptionException.class)
        .hasMessageContaining("correct each other");
  }

  @Test
  void unknownColumn_isRefusedByName() {
    assertThatThrownBy(() -> classifier.classifyFiles(paths(), "path"))
        .isInstanceOf(OptionException.class)
        .hasMessageContaining("no column 'path'; their columns are file");
    assertThatThrownBy(() -> classifier.classifyBytes(paths(), "file", "file"))
        .hasMessageContaining("is of string, not of binary");
  }

  @Test
  void columnOfAnAnswer_isRefused() {
    Dataset<Row> twice = paths().withColumn("Answer", functions.lit("x"));
    assertThatThrownBy(() -> classifier.classifyFiles(twice, "file"))
        .isInstanceOf(OptionException.class)
        .hasMessageContaining("rename or drop it");
  }
}
