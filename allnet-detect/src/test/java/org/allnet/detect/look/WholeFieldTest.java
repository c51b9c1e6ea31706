package org.allnet.detect.look;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.allnet.data.image.CellPixels;
import org.allnet.detect.box.FieldPixels;
import org.allnet.testing.RealImages;
import org.junit.jupiter.api.Test;

final class WholeFieldTest {

  private static final int WIDTH = 320;
  private static final int HEIGHT = 240;
  private static final Color GROUND = new Color(228, 218, 222);
  private static final Color RED_CELL = new Color(214, 150, 150);
  private static final Color NUCLEUS = new Color(88, 52, 140);

  private final BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
  private final Graphics2D graphics = image.createGraphics();

  private void ground(Color colour) {
    graphics.setColor(colour);
    graphics.fillRect(0, 0, WIDTH, HEIGHT);
  }

  private void round(Color colour, int x, int y, int diameter) {
    graphics.setColor(colour);
    graphics.fillOval(x - diameter / 2, y - diameter / 2, diameter, diameter);
  }

  private void redCells() {
    for (int i = 0; i < 12; i++) {
      round(RED_CELL, 30 + 75 * (i % 4), 40 + 80 * (i / 4), 50);
    }
  }

  private boolean isField() {
    byte[] rgb = new byte[3 * WIDTH * HEIGHT];
    for (int i = 0; i < WIDTH * HEIGHT; i++) {
      int pixel = image.getRGB(i % WIDTH, i / WIDTH);
      rgb[3 * i] = (byte) (pixel >> 16);
      rgb[3 * i + 1] = (byte) (pixel >> 8);
      rgb[3 * i + 2] = (byte) pixel;
    }
    return WholeField.isPlainly(new FieldPixels(WIDTH, HEIGHT, rgb));
  }

  @Test
  void isPlainly_nucleusAside_isField() {
    ground(GROUND);
    redCells();
    round(NUCLEUS, 245, 60, 45);

    assertThat(isField()).isTrue();
  }

  @Test
  void isPlainly_nucleusAtMiddle_isCell() {
    ground(GROUND);
    redCells();
    round(NUCLEUS, 165, 118, 45);
    round(NUCLEUS, 40, 60, 30);

    assertThat(isField()).isFalse();
  }

  @Test
  void isPlainly_threeNucleiApart_isField() {
    ground(GROUND);
    round(NUCLEUS, 160, 120, 45);
    round(NUCLEUS, 40, 60, 40);
    round(NUCLEUS, 280, 190, 40);

    assertThat(isField()).isTrue();
  }

  @Test
  void isPlainly_lobesOfOneNucleus_areCell() {
    ground(GROUND);
    round(NUCLEUS, 140, 100, 30);
    round(NUCLEUS, 180, 105, 30);
    round(NUCLEUS, 160, 140, 30);

    assertThat(isField()).isFalse();
  }

  @Test
  void isPlainly_redCellsAlone_areNoField() {
    ground(GROUND);
    redCells();

    assertThat(isField()).isFalse();
  }

  @Test
  void isPlainly_onBlack_isNoField() {
    ground(Color.BLACK);
    round(NUCLEUS, 160, 120, 45);
    round(NUCLEUS, 40, 60, 40);
    round(NUCLEUS, 280, 190, 40);

    assertThat(isField()).isFalse();
  }

  @Test
  void isPlainly_oneColour_isNoField() {
    for (Color colour : List.of(Color.BLACK, Color.WHITE, NUCLEUS)) {
      ground(colour);

      assertThat(isField()).isFalse();
    }
  }

  /** The fraction of fields of every so many images. */
  private static double fraction(String set, String extension, int step) throws IOException {
    List<Path> files = RealImages.files(set, extension);
    int fields = 0;
    int looked = 0;
    for (int i = 0; i < files.size(); i += step) {
      CellPixels pixels = RealImages.read(files.get(i));
      fields += WholeField.isPlainly(FieldPixels.of(pixels)) ? 1 : 0;
      looked++;
    }
    return (double) fields / looked;
  }

  @Test
  void isPlainly_realCells_areNoFields() throws IOException {
    assertThat(fraction("pbc", ".jpg", 6)).isZero();
    assertThat(fraction("cnmc", ".bmp", 8)).isZero();
    assertThat(fraction("wbc-masks", ".bmp", 4)).isLessThanOrEqualTo(0.02);
  }

  @Test
  void isPlainly_realFields_areOftenFound() throws IOException {
    assertThat(fraction("bccd", ".jpg", 6)).isGreaterThan(0.4);
  }
}
