package org.allnet.data.field;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;

/** Rings cut at the edges of an image, beside the JTS Topology Suite. */
final class RingCuttingTest {

  private static final int SIDE = 100;
  private static final int CASES = 3_000;
  private static final GeometryFactory GEOMETRIES = new GeometryFactory();

  private static Geometry polygon(Ring ring) {
    Coordinate[] corners = new Coordinate[ring.size() + 1];
    for (int i = 0; i < corners.length; i++) {
      corners[i] = new Coordinate(ring.x(i % ring.size()), ring.y(i % ring.size()));
    }
    return GEOMETRIES.createPolygon(corners);
  }

  private static Geometry image() {
    return polygon(Ring.of(0, 0, SIDE, 0, SIDE, SIDE, 0, SIDE));
  }

  private static double area(List<Ring> rings) {
    return rings.stream().mapToDouble(ring -> Math.abs(ring.signedArea())).sum();
  }

  /** A star: simple, with deep bays, around a point in or beside the image. */
  private static Ring star(Random random, boolean whole) {
    int corners = 3 + random.nextInt(20);
    double x = random.nextInt(140) - 20;
    double y = random.nextInt(140) - 20;
    double[] xy = new double[2 * corners];
    for (int i = 0; i < corners; i++) {
      double angle = 2 * Math.PI * i / corners;
      double radius = 2 + random.nextInt(90);
      xy[2 * i] = x + radius * Math.cos(angle);
      xy[2 * i + 1] = y + radius * Math.sin(angle);
    }
    if (whole) {
      for (int i = 0; i < xy.length; i++) {
        xy[i] = Math.rint(xy[i] / 10) * 10; // corners and edges lie on those of the image
      }
    }
    return Ring.of(xy);
  }

  private static void assertAsJts(Ring ring) {
    Geometry expected = polygon(ring).intersection(image());
    List<Ring> inside = ring.within(SIDE, SIDE);

    assertThat(area(inside)).as(polygon(ring).toText()).isCloseTo(expected.getArea(), within(1e-6));
    if (expected.getArea() > 0) {
      BoundingBox box = new Polygon(inside, List.of()).box();
      assertThat(box.left()).isCloseTo(areaBox(expected).getMinX(), within(1e-6));
      assertThat(box.right()).isCloseTo(areaBox(expected).getMaxX(), within(1e-6));
      assertThat(box.top()).isCloseTo(areaBox(expected).getMinY(), within(1e-6));
      assertThat(box.bottom()).isCloseTo(areaBox(expected).getMaxY(), within(1e-6));
    }
  }

  /** Points and lines at which the ring only touches the image have no area. */
  private static Envelope areaBox(Geometry geometry) {
    Envelope box = new Envelope();
    for (int i = 0; i < geometry.getNumGeometries(); i++) {
      if (geometry.getGeometryN(i).getArea() > 0) {
        box.expandToInclude(geometry.getGeometryN(i).getEnvelopeInternal());
      }
    }
    return box;
  }

  @Test
  void stars_areCutAsByJts() {
    Random random = new Random(17);
    for (int i = 0; i < CASES; i++) {
      assertAsJts(star(random, false));
    }
  }

  @Test
  void cornersOnTheEdges_areCutAsByJts() {
    Random random = new Random(18);
    int simple = 0;
    for (int i = 0; i < CASES; i++) {
      Ring ring = star(random, true);
      if (ring.isSimple()) {
        simple++;
        assertAsJts(ring);
      }
    }
    assertThat(simple).isGreaterThan(CASES / 10);
  }

  @Test
  void partsInside_areSimpleRings() {
    Random random = new Random(19);
    for (int i = 0; i < CASES; i++) {
      Ring ring = star(random, false);
      assertThat(ring.within(SIDE, SIDE)).as(polygon(ring).toText()).allMatch(Ring::isSimple);
    }
  }

  @Test
  void cAroundTheImage_keepsItsEnds() {
    Ring ring =
        Ring.of(
            -10, 20, 5, 20, 5, 30, -5, 30, -5, 105, 105, 105, 105, -5, 40, -5, 40, 3, 30, 3, 30,
            -10, 110, -10, 110, 110, -10, 110);

    assertThat(area(ring.within(SIDE, SIDE))).isEqualTo(5 * 10 + 10 * 3);
    assertThat(new Polygon(ring.within(SIDE, SIDE), List.of()).box())
        .isEqualTo(new BoundingBox(0, 0, 40, 30));
  }

  @Test
  void ringInside_staysItself() {
    Ring ring = Ring.of(0, 0, 100, 0, 50, 100);
    assertThat(ring.within(SIDE, SIDE)).containsExactly(ring);
  }

  @Test
  void ringOutside_leavesNothing() {
    assertThat(Ring.of(-20, 0, 0, 10, -20, 20).within(SIDE, SIDE)).isEmpty();
    assertThat(Ring.of(-20, -20, -5, -5, -20, -5).within(SIDE, SIDE)).isEmpty();
  }
}
