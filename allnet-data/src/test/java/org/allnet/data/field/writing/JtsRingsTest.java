package org.allnet.data.field.writing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import org.allnet.data.Sentence;
import org.allnet.data.WorkProgress;
import org.allnet.data.field.BoundingBox;
import org.allnet.data.field.Field;
import org.allnet.data.field.FieldLayout;
import org.allnet.data.field.FieldPart;
import org.allnet.data.field.FieldSet;
import org.allnet.data.field.LabelledBox;
import org.allnet.data.field.Mask;
import org.allnet.data.field.Polygon;
import org.allnet.data.field.Ring;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.locationtech.jts.algorithm.Orientation;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.operation.valid.IsValidOp;

/**
 * Outlines in GeoJSON are valid by the JTS Topology Suite, which QuPath reads them with: closed and
 * simple rings that turn as RFC 7946 asks, holes in their rings, and nuclei in their cells.
 */
final class JtsRingsTest {

  private static final int SIDE = 64;
  private static final GeometryFactory GEOMETRIES = new GeometryFactory();

  @TempDir Path folder;

  private JsonNode written(List<LabelledBox> boxes) throws IOException {
    Path image = folder.resolve("a.png");
    ImageIO.write(new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB), "png", image.toFile());
    Field field = new Field("a.png", image, SIDE, SIDE, FieldPart.TRAINING, boxes, List.of());
    FieldSetWriter.write(
        new FieldSet(
            "set",
            folder,
            FieldLayout.VOC,
            List.of("WBC"),
            List.of(field),
            List.of(),
            List.<Sentence>of()),
        FieldLayout.GEOJSON,
        folder.resolve("out"),
        false,
        WorkProgress.NONE);
    return new ObjectMapper()
        .readTree(folder.resolve("out/geojson/train/a.geojson").toFile())
        .get("features");
  }

  private static LinearRing ring(JsonNode corners, boolean hole) {
    Coordinate[] coordinates = new Coordinate[corners.size()];
    for (int i = 0; i < coordinates.length; i++) {
      coordinates[i] =
          new Coordinate(corners.get(i).get(0).asDouble(), corners.get(i).get(1).asDouble());
    }
    // It refuses rings that are not closed.
    LinearRing ring = GEOMETRIES.createLinearRing(coordinates);
    assertThat(ring.isSimple()).as(ring.toText()).isTrue();
    assertThat(Orientation.isCCW(coordinates)).as(ring.toText()).isEqualTo(!hole);
    return ring;
  }

  private static Geometry geometry(JsonNode node) {
    boolean several = node.get("type").asText().equals("MultiPolygon");
    List<org.locationtech.jts.geom.Polygon> polygons = new ArrayList<>();
    for (JsonNode rings : several ? node.get("coordinates") : List.of(node.get("coordinates"))) {
      LinearRing[] holes = new LinearRing[rings.size() - 1];
      for (int i = 0; i < holes.length; i++) {
        holes[i] = ring(rings.get(i + 1), true);
      }
      polygons.add(GEOMETRIES.createPolygon(ring(rings.get(0), false), holes));
    }
    Geometry geometry =
        several
            ? GEOMETRIES.createMultiPolygon(
                polygons.toArray(org.locationtech.jts.geom.Polygon[]::new))
            : polygons.get(0);
    IsValidOp valid = new IsValidOp(geometry);
    assertThat(valid.isValid())
        .as(() -> valid.getValidationError() + " in " + geometry.toText())
        .isTrue();
    return geometry;
  }

  private static Mask noise(Random random, double density) {
    Mask.Rows rows = new Mask.Rows();
    for (int y = 0; y < 20; y++) {
      for (int x = 0; x < 24; x++) {
        if (random.nextDouble() < density) {
          rows.add(y, x, x + 1);
        }
      }
    }
    return rows.mask();
  }

  private static Polygon star(Random random, double x, double y, double radius) {
    int corners = 3 + random.nextInt(30);
    List<double[]> points = new ArrayList<>();
    for (int i = 0; i < corners; i++) {
      double angle = 2 * Math.PI * i / corners;
      double away = radius * (0.3 + 0.7 * random.nextDouble());
      points.add(new double[] {x + away * Math.cos(angle), y + away * Math.sin(angle)});
    }
    if (random.nextBoolean()) {
      Collections.reverse(points);
    }
    double[] xy = new double[2 * corners];
    for (int i = 0; i < xy.length; i++) {
      xy[i] = points.get(i / 2)[i % 2];
    }
    return Polygon.of(xy);
  }

  @Test
  void masksOfAnyShape_areValid() throws IOException {
    Random random = new Random(3);
    List<LabelledBox> boxes = new ArrayList<>();
    for (int i = 0; i < 120; i++) {
      boxes.add(LabelledBox.of("WBC", noise(random, 0.3 + 0.6 * random.nextDouble())));
    }

    int holes = 0;
    for (JsonNode feature : written(boxes)) {
      Geometry geometry = geometry(feature.get("geometry"));
      for (int i = 0; i < geometry.getNumGeometries(); i++) {
        holes +=
            ((org.locationtech.jts.geom.Polygon) geometry.getGeometryN(i)).getNumInteriorRing();
      }
    }
    assertThat(holes).isGreaterThan(120);
  }

  @Test
  void polygonsThatTurnEitherWay_areValid() throws IOException {
    Random random = new Random(4);
    List<LabelledBox> boxes = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      Polygon shell = star(random, 32, 32, 30);
      Ring hole = star(random, 32, 32, 8).shells().get(0);
      boxes.add(
          LabelledBox.of("WBC", i % 2 == 0 ? shell : new Polygon(shell.shells(), List.of(hole))));
    }
    boxes.add(LabelledBox.of("WBC", new BoundingBox(1.25, 2.5, 30, 40)));

    JsonNode features = written(boxes);

    assertThat(features).hasSize(boxes.size());
    features.forEach(feature -> geometry(feature.get("geometry")));
  }

  @Test
  void nuclei_lieInTheirCells() throws IOException {
    Random random = new Random(5);
    List<LabelledBox> boxes = new ArrayList<>();
    for (int i = 0; i < 80; i++) {
      if (i % 2 == 0) {
        Mask cell = noise(random, 0.8);
        boxes.add(new LabelledBox("WBC", cell.box(), cell.area(), false, cell, noise(random, 0.5)));
      } else {
        Polygon cell = star(random, 32, 32, 30);
        Polygon nucleus = star(random, 26 + random.nextInt(12), 32, 16);
        boxes.add(new LabelledBox("WBC", cell.box(), cell.area(), false, cell, nucleus));
      }
    }

    int nuclei = 0;
    for (JsonNode feature : written(boxes)) {
      Geometry cell = geometry(feature.get("geometry"));
      if (feature.has("nucleusGeometry")) {
        Geometry nucleus = geometry(feature.get("nucleusGeometry"));
        assertThat(cell.covers(nucleus)).as(cell + " and " + nucleus).isTrue();
        nuclei++;
      }
    }
    assertThat(nuclei).isGreaterThan(70);
  }
}
