package org.allnet.detect.look;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.allnet.data.field.BoundingBox;
import org.allnet.detect.box.FieldPixels;
import org.allnet.evaluation.detection.Detection;
import org.junit.jupiter.api.Test;

final class MonolayerTest {

  private static final int SIDE = 320;
  private static final int CELL = 40;

  private final byte[] rgb = new byte[3 * SIDE * SIDE];
  private final List<Detection> cells = new ArrayList<>();

  MonolayerTest() {
    Arrays.fill(rgb, (byte) 225);
  }

  /** A red cell, lighter in its middle if it is pale. */
  private void cell(int left, int top, boolean pale) {
    for (int y = 0; y < CELL; y++) {
      for (int x = 0; x < CELL; x++) {
        double away = Math.hypot(x + 0.5 - CELL / 2.0, y + 0.5 - CELL / 2.0) / CELL;
        if (away < 0.5 && left + x < SIDE && top + y < SIDE) {
          int at = 3 * ((top + y) * SIDE + left + x);
          rgb[at] = (byte) 210;
          rgb[at + 1] = (byte) (pale && away < 0.2 ? 190 : 150);
          rgb[at + 2] = (byte) 150;
        }
      }
    }
    cells.add(new Detection(1, new BoundingBox(left, top, left + CELL, top + CELL), 0.9));
  }

  private void cells(int step, boolean pale) {
    for (int y = 0; y + CELL <= SIDE; y += step) {
      for (int x = 0; x + CELL <= SIDE; x += step) {
        cell(x, y, pale);
      }
    }
  }

  private Monolayer monolayer() {
    return Monolayer.of(new FieldPixels(SIDE, SIDE, rgb), cells, 1).orElseThrow();
  }

  @Test
  void of_cellsApart_isOne() {
    cells(50, true);

    Monolayer monolayer = monolayer();
    assertThat(monolayer.apart()).isEqualTo(1);
    assertThat(monolayer.pale()).isEqualTo(1);
    assertThat(monolayer.covered()).isBetween(0.4, 0.6);
    assertThat(monolayer.found()).isEqualTo(1);
    assertThat(monolayer.score()).isEqualTo(1);
  }

  @Test
  void of_flatCells_isLess() {
    cells(50, false);

    assertThat(monolayer().pale()).isZero();
    assertThat(monolayer().score()).isCloseTo(0.7, within(1e-9));
  }

  @Test
  void of_piledCells_isPoor() {
    cells(20, true);

    assertThat(monolayer().apart()).isZero();
    assertThat(monolayer().score()).isLessThan(Monolayer.POOR);
  }

  /** A detector finds the lone cells of a field and misses its pile. */
  @Test
  void of_pileThatIsMissed_isLess() {
    for (int y = 0; y + CELL <= SIDE; y += 20) {
      for (int x = 0; x + CELL <= SIDE / 2; x += 20) {
        cell(x, y, true);
      }
    }
    cells.clear();
    for (int y = 0; y + CELL <= SIDE; y += 50) {
      cell(200, y, true);
    }

    Monolayer monolayer = monolayer();
    assertThat(monolayer.apart()).isEqualTo(1);
    assertThat(monolayer.found()).isLessThan(0.2);
    assertThat(monolayer.score()).isLessThan(0.2);
  }

  @Test
  void of_fewRedCells_isUnknown() {
    cell(0, 0, true);
    cell(100, 0, true);

    assertThat(Monolayer.of(new FieldPixels(SIDE, SIDE, rgb), cells, 1)).isEmpty();
    assertThat(Monolayer.of(new FieldPixels(SIDE, SIDE, rgb), cells, 0)).isEmpty();
  }
}
