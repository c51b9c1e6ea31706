package org.allnet.testing;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Paint;
import java.awt.RadialGradientPaint;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;

/**
 * A drawn field of 640 x 480 pixels with twelve cells that lie apart. Red cells are 104 pixels wide
 * and look as the detector that comes with ALLNet knows them: too few for a scale of their own.
 */
public final class DrawnField {

  private static final int WIDTH = 640;
  private static final int HEIGHT = 480;
  private static final int CELLS = 12;
  private static final int APART = 160;
  private static final int RED = 52;
  private static final int WHITE = 70;
  private static final int WHITE_CELL = 5;

  private DrawnField() {}

  /** {@return a field of twelve red cells} */
  public static BufferedImage ofRedCells() {
    return drawn(-1);
  }

  /** {@return a field of eleven red cells and a white one} */
  public static BufferedImage withWhiteCell() {
    return drawn(WHITE_CELL);
  }

  private static BufferedImage drawn(int white) {
    BufferedImage field = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    Graphics2D pen = field.createGraphics();
    pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    pen.setColor(new Color(232, 226, 222));
    pen.fillRect(0, 0, WIDTH, HEIGHT);
    for (int i = 0; i < CELLS; i++) {
      int x = APART / 2 + APART * (i % 4);
      int y = APART / 2 + APART * (i / 4);
      if (i == white) {
        disc(pen, x, y, WHITE, new Color(190, 170, 205));
        pen.setColor(new Color(95, 45, 140));
        pen.fillOval(x - 50, y - 45, 90, 95);
      } else {
        disc(pen, x, y, RED, redCell(x, y));
      }
    }
    pen.dispose();
    return field;
  }

  private static void disc(Graphics2D pen, int x, int y, int radius, Paint paint) {
    pen.setPaint(paint);
    pen.fillOval(x - radius, y - radius, 2 * radius, 2 * radius);
  }

  /** Paler in the middle. */
  private static Paint redCell(int x, int y) {
    return new RadialGradientPaint(
        x,
        y,
        RED,
        new float[] {0, 0.3f, 0.8f, 1},
        new Color[] {
          new Color(226, 200, 196),
          new Color(220, 180, 178),
          new Color(203, 140, 145),
          new Color(198, 132, 140)
        });
  }
}
