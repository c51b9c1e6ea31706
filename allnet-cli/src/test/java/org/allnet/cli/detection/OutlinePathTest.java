package org.allnet.cli.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.geom.Path2D;
import org.allnet.data.field.Mask;
import org.allnet.data.field.Polygon;
import org.junit.jupiter.api.Test;

final class OutlinePathTest {

  private static Mask disc(int radius) {
    Mask.Rows rows = new Mask.Rows();
    for (int y = 0; y < 2 * radius; y++) {
      int half = (int) Math.round(Math.sqrt(radius * radius - Math.pow(y + 0.5 - radius, 2)));
      rows.add(y, radius - half, radius + half);
    }
    return rows.mask();
  }

  @Test
  void box_keepsItsCorners() {
    Path2D path = OutlinePath.of(Polygon.of(1, 2, 11, 2, 11, 8, 6, 8, 1, 8), 2);

    assertThat(OutlinePath.svg(path)).isEqualTo("M2.0 4.0L22.0 4.0L22.0 16.0L2.0 16.0Z");
  }

  @Test
  void disc_hasFewCornersNearItsEdge() {
    Polygon edge = disc(40).toPolygon();
    Path2D path = OutlinePath.of(edge, 1);

    int corners = OutlinePath.svg(path).split("L").length;
    assertThat(corners).isBetween(8, 40).isLessThan(edge.shells().get(0).size() / 4);
    for (int degrees = 0; degrees < 360; degrees += 5) {
      double x = Math.cos(Math.toRadians(degrees));
      double y = Math.sin(Math.toRadians(degrees));
      assertThat(path.contains(40 + 38 * x, 40 + 38 * y)).isTrue();
      assertThat(path.contains(40 + 42 * x, 40 + 42 * y)).isFalse();
    }
  }

  @Test
  void smallScale_leavesFewerCorners() {
    String large = OutlinePath.svg(OutlinePath.of(disc(40).toPolygon(), 1));
    String small = OutlinePath.svg(OutlinePath.of(disc(40).toPolygon(), 0.1));

    assertThat(small.length()).isLessThan(large.length() / 2);
    assertThat(OutlinePath.of(disc(40).toPolygon(), 0.1).getBounds2D().getWidth())
        .isCloseTo(8, within(1.0));
  }
}
