package org.allnet.benchmark.foreign;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class CellCutTest {

  /** A light field with a cell of radius 20: a pale rim around a dark nucleus. */
  private static BufferedImage field(Consumer<Graphics2D> more) {
    BufferedImage field = new BufferedImage(100, 100, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = field.createGraphics();
    graphics.setColor(new Color(250, 230, 210));
    graphics.fillRect(0, 0, 100, 100);
    graphics.setColor(new Color(180, 170, 220));
    graphics.fillOval(30, 30, 40, 40);
    graphics.setColor(new Color(80, 40, 130));
    graphics.fillOval(35, 35, 25, 25);
    more.accept(graphics);
    graphics.dispose();
    return field;
  }

  @Test
  void of_aCellApart_isTheWholeCell() {
    CellCut cut =
        CellCut.of(
                field(
                    graphics -> {
                      graphics.setColor(new Color(210, 160, 160));
                      graphics.fillOval(2, 2, 20, 20);
                    }))
            .orElseThrow();

    assertThat((double) cut.area()).isBetween(0.97 * Math.PI * 400, 1.03 * Math.PI * 400);
    assertThat(cut.inside()[50 * 100 + 33]).as("the rim").isTrue();
    assertThat(cut.inside()[12 * 100 + 12]).as("a red cell").isFalse();
  }

  @Test
  void of_aCellThatIsTouched_isEmpty() {
    BufferedImage touched =
        field(
            graphics -> {
              graphics.setColor(new Color(190, 160, 160));
              graphics.fillOval(68, 36, 28, 28);
            });

    assertThat(CellCut.of(touched)).isEmpty();
  }

  @Test
  void of_aCellAtTheBorder_isEmpty() {
    BufferedImage cut =
        field(
            graphics -> {
              graphics.setColor(new Color(180, 170, 220));
              graphics.fillRect(45, 0, 10, 40);
            });

    assertThat(CellCut.of(cut)).isEmpty();
  }

  @Test
  void onBlack_isTheCellEnlargedInTheMiddle() {
    BufferedImage frame = CellCut.of(field(graphics -> {})).orElseThrow().onBlack(2, 200);

    int inside = 0;
    for (int at = 0; at < 200 * 200; at++) {
      inside += (frame.getRGB(at % 200, at / 200) & 0xffffff) != 0 ? 1 : 0;
    }
    assertThat((double) inside).isBetween(0.96 * Math.PI * 1600, 1.04 * Math.PI * 1600);
    assertThat(frame.getRGB(100, 100) & 0xffffff).isEqualTo(0x502882);
    assertThat(frame.getRGB(5, 5) & 0xffffff).isZero();
  }

  @Test
  void upperThreshold_partsThreeLevels() {
    assertThat(CellCut.upperThreshold(new int[] {10, 10, 100, 100, 200, 200})).isBetween(101, 200);
  }
}
