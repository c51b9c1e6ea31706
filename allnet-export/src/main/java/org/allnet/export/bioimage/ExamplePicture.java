package org.allnet.export.bioimage;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.image.BufferedImage;

/** A drawn cell on black: the picture of a model's test, and its cover. It is nobody's cell. */
final class ExamplePicture {

  private static final Color CYTOPLASM = new Color(150, 90, 190);
  private static final Color NUCLEUS = new Color(95, 20, 140);
  private static final Color NUCLEOLUS = new Color(140, 60, 170);

  private ExamplePicture() {}

  /** {@return a square picture of that side in pixels} */
  static BufferedImage of(int side) {
    BufferedImage picture = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
    Graphics2D pen = picture.createGraphics();
    try {
      pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
      disc(pen, CYTOPLASM, side, 0.5, 0.5, 0.36);
      disc(pen, NUCLEUS, side, 0.47, 0.52, 0.28);
      disc(pen, NUCLEOLUS, side, 0.42, 0.46, 0.06);
    } finally {
      pen.dispose();
    }
    return picture;
  }

  private static void disc(
      Graphics2D pen, Color colour, int side, double x, double y, double radius) {
    pen.setColor(colour);
    pen.fill(
        new Ellipse2D.Double(
            (x - radius) * side, (y - radius) * side, 2 * radius * side, 2 * radius * side));
  }

  /** {@return the values, 0 to 255, of red, then green, then blue, row by row} */
  static float[] planes(BufferedImage picture) {
    int side = picture.getWidth();
    float[] values = new float[3 * side * side];
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        int rgb = picture.getRGB(x, y);
        for (int channel = 0; channel < 3; channel++) {
          values[(channel * side + y) * side + x] = (rgb >> (16 - 8 * channel)) & 0xFF;
        }
      }
    }
    return values;
  }
}
