package org.allnet.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.allnet.data.field.BoundingBox;
import org.allnet.data.field.Polygon;
import org.allnet.data.image.DecodeLimits;
import org.allnet.data.image.ImageDecoder;
import org.allnet.data.image.region.LargePictures;
import org.allnet.data.image.region.PictureRegions;
import org.allnet.detect.Detector;
import org.allnet.detect.box.FieldPixels;
import org.allnet.detect.model.ShippedDetector;
import org.allnet.detect.scale.CellCrop;
import org.allnet.detect.scale.CroppedCells;
import org.allnet.detect.scale.FieldScale;
import org.allnet.detect.scale.RedCells;
import org.allnet.detect.tile.FieldSizes;
import org.allnet.detect.tile.LargeField;
import org.allnet.detect.tile.OrdinaryField;
import org.allnet.evaluation.detection.Detection;
import org.allnet.inference.Classifier;
import org.allnet.inference.compute.Device;
import org.allnet.testing.DrawnField;
import org.allnet.testing.TiledTiff;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pictures that the cluster looks at tile by tile, as one machine does. */
final class SlidesAndScalesTest {

  private static final double REACH = 1e-6;

  /** Of a drawn field's red cells, in pixels. */
  private static final int RED = 104;

  @TempDir Path folder;

  private static BufferedImage canvas(int width, int height) {
    BufferedImage canvas = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D pen = canvas.createGraphics();
    pen.setColor(new Color(232, 226, 222));
    pen.fillRect(0, 0, width, height);
    pen.dispose();
    return canvas;
  }

  /** How many drawn fields lie on a slide, one beside the other; the rest of it is bare. */
  private static final int FIELDS = 3;

  /** A picture that is too wide to be looked at as a whole. */
  private static BufferedImage wide() {
    BufferedImage canvas = canvas(4480, 480);
    draw(canvas, 640 * FIELDS, 480, 1);
    return canvas;
  }

  /** The drawn field many times, each so many times smaller. */
  private static BufferedImage repeated(int width, int height, int times) {
    BufferedImage canvas = canvas(width, height);
    draw(canvas, width, height, times);
    return canvas;
  }

  private static void draw(BufferedImage canvas, int width, int height, int times) {
    BufferedImage field = DrawnField.withWhiteCell();
    Graphics2D pen = canvas.createGraphics();
    pen.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    int across = field.getWidth() / times;
    int down = field.getHeight() / times;
    for (int x = 0; x + across <= width; x += across) {
      for (int y = 0; y + down <= height; y += down) {
        pen.drawImage(field, x, y, across, down, null);
      }
    }
    pen.dispose();
  }

  private Path slide(String name, BufferedImage picture, String words) throws IOException {
    Path file = folder.resolve("slides").resolve(name);
    Files.createDirectories(file.getParent());
    new TiledTiff(picture.getWidth(), picture.getHeight(), 256, 3, true, true, words)
        .write(file, TiledTiff.of(picture));
    return file;
  }

  private List<Row> cells(Path model, Double redCell, Path... files) {
    SparkSession spark = LocalSpark.session();
    ClusterDetector detector = ClusterDetector.of(spark, ShippedDetector.file(), model, redCell);
    Dataset<Row> fields =
        spark
            .createDataset(
                Arrays.stream(files).map(Path::toString).toList(),
                org.apache.spark.sql.Encoders.STRING())
            .toDF("path");
    Dataset<Row> looks = detector.lookAtFiles(fields, "path", "path").persist();
    Dataset<Row> seen = detector.seen(looks, detector.kinds(looks)).persist();
    return detector.cells(seen, detector.scales(seen)).orderBy("image", "cell").collectAsList();
  }

  private static void requireSame(List<Row> rows, List<Detection> alone) {
    assertThat(rows).hasSameSizeAs(alone).isNotEmpty();
    for (int i = 0; i < alone.size(); i++) {
      BoundingBox box = alone.get(i).box();
      List<Double> own = List.of(alone.get(i).score(), box.left(), box.top(), box.right());
      List<String> columns = List.of("score", "left", "top", "right");
      for (int k = 0; k < columns.size(); k++) {
        assertThat(rows.get(i).<Double>getAs(columns.get(k)))
            .as("%s of cell %d", columns.get(k), i + 1)
            .isCloseTo(own.get(k), within(REACH));
      }
    }
  }

  @Test
  void largePicture_isLookedAtTileByTile() throws IOException {
    Path model = TinyModels.write(folder.resolve("model.safetensors"));
    double micrometres = FieldScale.RED_CELL_MICROMETRES / RED;
    Path slide = slide("slide.tif", wide(), "Aperio |MPP = %.6f|".formatted(micrometres));
    Path bare = slide("bare.tif", canvas(4480, 200), "");

    List<Row> rows = cells(model, null, slide, bare);

    List<Row> cells =
        rows.stream().filter(row -> row.getAs("image").equals(slide.toString())).toList();
    double redCell = cells.get(0).<Double>getAs("red_cell_pixels");
    assertThat(redCell).isCloseTo(RED, within(0.01));
    int classified = 0;
    try (Detector detector = Detector.open(Device.CPU);
        Classifier classifier = Classifier.builder(model).device(Device.CPU).open();
        PictureRegions picture = LargePictures.open(slide)) {
      LargeField alone = detector.byTiles(picture, redCell, "slide");
      requireSame(cells, alone.cells());
      for (int i = 0; i < cells.size(); i++) {
        Row cell = cells.get(i);
        assertThat(cell.<String>getAs("scale_source")).isEqualTo("metadata");
        assertThat(cell.<String>getAs("error")).isNull();
        BoundingBox box = alone.cells().get(i).box();
        assertThat(Optional.ofNullable(cell.<Double>getAs("monolayer")))
            .isEqualTo(alone.layers().at(box).map(layer -> layer.score()));
        Double p = cell.getAs("p_all");
        if (p != null) {
          double own =
              CroppedCells.answers(classifier, picture, List.of(CellCrop.ellipse(box)), redCell)
                  .get(0)
                  .orElseThrow()
                  .probabilities()
                  .get("all");
          assertThat(p).isCloseTo(own, within(REACH));
          classified++;
        }
      }
    }
    // Each drawn field has a white cell.
    assertThat(classified).isEqualTo(FIELDS);
    assertThat(rows)
        .filteredOn(row -> row.getAs("image").equals(bare.toString()))
        .singleElement()
        .satisfies(
            row ->
                assertThat(row.<String>getAs("error"))
                    .contains("is large, and its scale is unknown"));
  }

  /** The first of the slide's parts is broken, which shows one of the white cells. */
  @Test
  void brokenPart_othersHaveAnswersAndAllRowsSayIt() throws IOException {
    Path model = TinyModels.write(folder.resolve("model.safetensors"));
    Path slide = slide("slide.tif", wide(), "");
    byte[] bytes = Files.readAllBytes(slide);
    Arrays.fill(bytes, 16, 1500, (byte) 77);
    Files.write(slide, bytes);

    List<Row> rows = cells(model, (double) RED, slide);

    assertThat(rows)
        .hasSizeGreaterThan(20)
        .allSatisfy(
            row ->
                assertThat(row.<String>getAs("error"))
                    .contains("could not be read")
                    .contains("slide.tif"));
    assertThat(rows).filteredOn(row -> row.getAs("p_all") != null).hasSize(FIELDS - 1);

    List<String> unread = new ArrayList<>();
    try (Classifier classifier = Classifier.builder(model).device(Device.CPU).open();
        PictureRegions picture = LargePictures.open(slide)) {
      List<Polygon> edges =
          Stream.of(100, 1000)
              .map(left -> CellCrop.ellipse(BoundingBox.ofSize(left, 100, RED, RED)))
              .toList();
      assertThat(
              CroppedCells.answers(
                  classifier, picture, edges, RED, problem -> unread.add(problem.getMessage())))
          .extracting(Optional::isPresent)
          .containsExactly(false, true);
    }
    assertThat(CroppedCells.notes(unread))
        .singleElement()
        .asString()
        .startsWith("1 white cell could not be read to be classified; the first: ");
  }

  @Test
  void wrongScale_isLookedAtInOthers() throws IOException {
    requireOtherLook(70);
  }

  @Tag("nightly")
  @Test
  void farSmallerScale_isLookedAtInOthers() throws IOException {
    requireOtherLook(20);
  }

  /** Of two scales one says that red cells are of the learned size, the other far smaller ones. */
  private void requireOtherLook(double said) throws IOException {
    Path model = TinyModels.write(folder.resolve("model.safetensors"));
    Path file = folder.resolve("small.png");
    ImageIO.write(repeated(640, 480, 3), "png", file.toFile());

    List<Row> rows = cells(model, said, file);

    try (Detector detector = Detector.open(Device.CPU)) {
      var decoded = new ImageDecoder(DecodeLimits.DEFAULTS).decode(file);
      FieldPixels pixels = FieldPixels.of(decoded);
      List<Detection> whole = detector.detect(pixels);
      FieldSizes<String> sizes =
          new FieldSizes<>(detector.learnedSize().orElseThrow(), detector::detect, none -> {});
      OrdinaryField alone =
          OrdinaryField.of(
              new FieldSizes.Whole(640, 480, whole, FieldScale.given(said)),
              LargePictures.of(decoded),
              RedCells.classOf(detector.classes()),
              (field, picture) -> sizes.elsewhere("folder", field, picture),
              (picture, scale) -> detector.byTiles(picture, scale.redCell(), "small"));
      assertThat(alone.tiles()).isNotNull();
      requireSame(rows, alone.cells());
      assertThat(alone.cells().size()).as("against the whole field").isGreaterThan(whole.size());
    }
    assertThat(rows)
        .allSatisfy(
            row -> {
              assertThat(row.<Double>getAs("red_cell_pixels")).isEqualTo(said);
              assertThat(row.<String>getAs("scale_doubt")).contains("red cells measure 3");
            });
  }
}
