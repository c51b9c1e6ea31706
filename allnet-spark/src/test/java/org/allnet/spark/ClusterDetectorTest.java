package org.allnet.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.imageio.ImageIO;
import org.allnet.data.image.CellPixels;
import org.allnet.data.image.DecodeLimits;
import org.allnet.data.image.ImageDecoder;
import org.allnet.data.image.ImageSource;
import org.allnet.data.image.region.LargePictures;
import org.allnet.detect.Detector;
import org.allnet.detect.model.ShippedDetector;
import org.allnet.detect.scale.CellCrop;
import org.allnet.detect.scale.FieldScale;
import org.allnet.detect.scale.RedCells;
import org.allnet.evaluation.detection.Detection;
import org.allnet.inference.Classification;
import org.allnet.inference.Classifier;
import org.allnet.inference.compute.Device;
import org.allnet.spark.scoring.FieldScoringResult;
import org.allnet.spark.scoring.Scoring;
import org.allnet.spark.scoring.ScoringOptions;
import org.allnet.spark.scoring.ScoringOptions.Labels;
import org.allnet.testing.DrawnField;
import org.allnet.testing.RealImages;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ClusterDetectorTest {

  private static final double REACH = 1e-6;

  @TempDir static Path folder;

  private static Path model;
  private static Path fields;
  private static FieldScoringResult result;

  private static FieldScoringResult score(Path input, String out) {
    return Scoring.ofFieldsIn(LocalSpark.session(), options(input, out, false, null), new Quiet());
  }

  private static ScoringOptions options(Path input, String out, boolean resume, Double redCell) {
    return new ScoringOptions(
        model,
        List.of(input.toString()),
        folder.resolve(out).toString(),
        resume,
        "image",
        "content",
        Labels.NONE,
        2,
        new ScoringOptions.Fields(ShippedDetector.file(), redCell));
  }

  private static final class Quiet implements Scoring.Listener {
    @Override
    public void planned(long files, String what, int rounds) {}

    @Override
    public void finished(int round, int of) {}
  }

  private static List<Row> rows(String out) {
    return LocalSpark.session()
        .read()
        .parquet(folder.resolve(out).resolve("answers").toString())
        .orderBy("image", "cell")
        .collectAsList();
  }

  private static List<Row> of(List<Row> rows, String image) {
    return rows.stream().filter(row -> row.getAs("image").equals(image)).toList();
  }

  @BeforeAll
  static void score() throws IOException {
    model = TinyModels.write(folder.resolve("model.safetensors"));
    fields = folder.resolve("fields");
    for (String name : List.of("two/a.png", "two/b.png", "one/c.png")) {
      Files.createDirectories(fields.resolve(name).getParent());
      ImageIO.write(DrawnField.withWhiteCell(), "png", fields.resolve(name).toFile());
    }
    Files.writeString(fields.resolve("one/broken.png"), "no picture");
    result = score(fields, "out");
  }

  /** What the public parts say one after the other, as {@code detect run} does. */
  private static Map<String, List<double[]>> alone(List<Path> files) {
    Map<String, List<double[]>> found = new TreeMap<>();
    try (Detector detector = Detector.open(Device.CPU);
        Classifier classifier = Classifier.builder(model).device(Device.CPU).open()) {
      int red = RedCells.classOf(detector.classes()).orElseThrow();
      RedCells all = new RedCells();
      Map<Path, CellPixels> pixels = new TreeMap<>();
      Map<Path, List<Detection>> cells = new TreeMap<>();
      for (Path file : files) {
        CellPixels decoded = new ImageDecoder(DecodeLimits.DEFAULTS).decode(file);
        pixels.put(file, decoded);
        List<Detection> own = detector.detect(file);
        cells.put(file, own);
        all.add(own, red, decoded.frameWidth(), decoded.frameHeight());
      }
      for (Path file : files) {
        CellPixels picture = pixels.get(file);
        RedCells own = new RedCells();
        own.add(cells.get(file), red, picture.frameWidth(), picture.frameHeight());
        FieldScale scale = own.scale().isKnown() ? own.scale() : all.scale();
        List<double[]> rows = new ArrayList<>();
        for (Detection cell : cells.get(file)) {
          double p = Double.NaN;
          boolean white = "WBC".equals(detector.classes().get(cell.classIndex()));
          if (white
              && scale.isKnown()
              && RedCells.isWhole(cell.box(), picture.frameWidth(), picture.frameHeight(), scale)) {
            p = asked(classifier, picture, cell, scale);
          }
          rows.add(
              new double[] {
                cell.score(),
                cell.box().left(),
                cell.box().bottom(),
                scale.isKnown() ? scale.redCell() : Double.NaN,
                p
              });
        }
        found.put(String.valueOf(file.getFileName()), rows);
      }
    }
    return found;
  }

  private static double asked(
      Classifier classifier, CellPixels picture, Detection cell, FieldScale scale) {
    CellPixels cut =
        new CellCrop(scale.redCell())
            .of(LargePictures.of(picture), CellCrop.ellipse(cell.box()))
            .orElseThrow();
    ImageSource source =
        new ImageSource() {
          @Override
          public String name() {
            return "cell";
          }

          @Override
          public CellPixels decode(
              ImageDecoder decoder, java.util.function.Consumer<String> notes) {
            return cut;
          }
        };
    Classification answer = classifier.classifyAll(List.of(source)).classifications().get(0);
    return answer.probabilities().get("all");
  }

  private static double number(Row row, String column) {
    Double value = row.getAs(column);
    return value == null ? Double.NaN : value;
  }

  /** Returns how many cells were classified. */
  private static int requireSame(List<Row> rows, Map<String, List<double[]>> alone) {
    int classified = 0;
    for (Map.Entry<String, List<double[]>> one : alone.entrySet()) {
      List<Row> own =
          rows.stream().filter(row -> row.<String>getAs("image").endsWith(one.getKey())).toList();
      assertThat(own).as(one.getKey()).hasSameSizeAs(one.getValue());
      for (int i = 0; i < own.size(); i++) {
        double[] cell = one.getValue().get(i);
        List<String> columns = List.of("score", "left", "bottom", "red_cell_pixels", "p_all");
        for (int k = 0; k < cell.length; k++) {
          double value = number(own.get(i), columns.get(k));
          if (Double.isNaN(cell[k])) {
            assertThat(value).as(one.getKey() + columns.get(k)).isNaN();
          } else {
            assertThat(value).as(one.getKey() + columns.get(k)).isCloseTo(cell[k], within(REACH));
          }
        }
        classified += Double.isNaN(cell[4]) ? 0 : 1;
      }
    }
    return classified;
  }

  @Test
  void fieldsOfAFolder_shareTheirScale() {
    List<Row> rows = rows("out");
    int classified =
        requireSame(rows, alone(List.of(fields.resolve("two/a.png"), fields.resolve("two/b.png"))));
    assertThat(classified).isPositive();
    assertThat(of(rows, "two/a.png"))
        .allSatisfy(
            row -> {
              assertThat(row.<String>getAs("scale_source")).isEqualTo("red-cells");
              assertThat(row.<String>getAs("scale")).contains("of the folder's fields");
              assertThat(row.<String>getAs("synthetic")).isEqualTo("classifier");
              assertThat(row.<String>getAs("detector")).hasSize(64);
            });
    assertThat(of(rows, "two/a.png"))
        .filteredOn(row -> row.getAs("p_all") != null)
        .allSatisfy(
            row -> {
              assertThat(row.<String>getAs("class")).isEqualTo("WBC");
              assertThat(row.<String>getAs("reason")).isNotBlank();
              assertThat(row.<String>getAs("marks")).isEqualTo("synthetic");
            });
  }

  @Test
  void fieldOfUnknownScale_isNotClassified() {
    List<Row> alone = of(rows("out"), "one/c.png");
    assertThat(alone).hasSameSizeAs(of(rows("out"), "two/a.png"));
    assertThat(alone)
        .allSatisfy(
            row -> {
              assertThat(row.<String>getAs("scale_source")).isEqualTo("unknown");
              assertThat(row.<Double>getAs("p_all")).isNull();
              assertThat(row.<String>getAs("notes")).contains("not classified, scale unknown (11");
            });
    assertThat(alone)
        .filteredOn(row -> "whole".equals(row.getAs("white_cell")))
        .isNotEmpty()
        .allSatisfy(
            row -> assertThat(row.<String>getAs("reason")).startsWith("not classified, scale"));
    assertThat(result.lines())
        .anySatisfy(line -> assertThat(line).startsWith("1 field not classified"))
        .contains("warning: this model was trained on synthetic cells; it knows nothing of blood");
  }

  @Test
  void givenScale_isDoubtedByRedCells() {
    FieldScoringResult wrong =
        Scoring.ofFieldsIn(
            LocalSpark.session(),
            options(fields.resolve("two"), "wrong", false, 70.0),
            new Quiet());

    assertThat(rows("wrong"))
        .allSatisfy(
            row ->
                assertThat(row.<String>getAs("scale_doubt"))
                    .startsWith("its scale is 70.0 pixels per red cell (given), but 11 red cells"));
    assertThat(wrong.lines())
        .contains(
            "warning: the scale of 2 fields is doubtful, since red cells are of another size; the column scale_doubt says more");
    assertThat(rows("out"))
        .allSatisfy(row -> assertThat(row.<String>getAs("scale_doubt")).isNull());
    assertThat(result.doubted()).isZero();
  }

  @Test
  void brokenField_isARowWithAnError() {
    assertThat(of(rows("out"), "one/broken.png"))
        .singleElement()
        .satisfies(row -> assertThat(row.<String>getAs("error")).contains("broken.png"));
    assertThat(result.fields()).isEqualTo(4);
    assertThat(result.failed()).isEqualTo(1);
    assertThat(result.scales()).isEqualTo(Map.of("red-cells", 2L, "unknown", 1L));
    assertThat(result.cells().get("RBC")).isEqualTo(33);
  }

  @Test
  void bytes_areAnsweredAsFiles() {
    ClusterDetector detector =
        ClusterDetector.of(LocalSpark.session(), ShippedDetector.file(), model, null);
    Dataset<Row> pictures =
        LocalSpark.session()
            .read()
            .format("binaryFile")
            .load(fields.resolve("two").toString())
            .select("path", "content");
    Dataset<Row> looks = detector.lookAtBytes(pictures, "path", "content").persist();
    Dataset<Row> seen = detector.seen(looks, detector.kinds(looks)).persist();
    List<Row> rows =
        detector.cells(seen, detector.scales(seen)).orderBy("image", "cell").collectAsList();
    List<Row> files =
        rows("out").stream().filter(row -> row.<String>getAs("image").startsWith("two/")).toList();
    assertThat(rows).hasSameSizeAs(files);
    for (int i = 0; i < rows.size(); i++) {
      for (String column : List.of("score", "left", "red_cell_pixels", "p_all")) {
        assertThat(number(rows.get(i), column)).isCloseTo(number(files.get(i), column), nanOr());
      }
    }
  }

  @Test
  void brokenBytes_areToldByTheirName() {
    ClusterDetector detector =
        ClusterDetector.of(LocalSpark.session(), ShippedDetector.file(), model, null);
    Dataset<Row> pictures =
        LocalSpark.session()
            .range(1)
            .selectExpr("'a/b.png' as path", "cast('no picture' as binary) as content");

    assertThat(detector.lookAtBytes(pictures, "path", "content").collectAsList())
        .singleElement()
        .satisfies(row -> assertThat(row.<String>getAs("error")).startsWith("a/b.png"));
  }

  private static org.assertj.core.data.Offset<Double> nanOr() {
    return within(REACH);
  }

  @Test
  void lostStep_isDoneAgain() throws IOException {
    Path out = folder.resolve("again");
    Scoring.ofFieldsIn(
        LocalSpark.session(), options(fields.resolve("two"), "again", false, null), new Quiet());
    List<Row> before = rows("again");
    Path looks = out.resolve("_fields/looks/round=000000/_SUCCESS");
    var time = Files.getLastModifiedTime(looks);
    Files.delete(out.resolve("answers/round=000000/_SUCCESS"));
    Files.delete(out.resolve("_fields/scales/_SUCCESS"));

    FieldScoringResult resumed =
        Scoring.ofFieldsIn(
            LocalSpark.session(), options(fields.resolve("two"), "again", true, null), new Quiet());

    assertThat(resumed.skipped()).isZero();
    assertThat(Files.getLastModifiedTime(looks)).isEqualTo(time);
    assertThat(rows("again")).hasSameSizeAs(before);
  }

  @Test
  void realFields_areAnsweredAsOnOneMachine() throws IOException {
    List<Path> files = RealImages.files("bccd", ".jpg").subList(0, 12);
    Path real = Files.createDirectories(folder.resolve("real"));
    for (Path file : files) {
      Files.copy(file, real.resolve(file.getFileName()));
    }
    score(real, "scored");
    int classified =
        requireSame(
            rows("scored"),
            alone(files.stream().map(file -> real.resolve(file.getFileName())).toList()));
    assertThat(classified).isGreaterThan(3);
  }
}
