package org.allnet.data.synthetic;

import java.awt.image.BufferedImage;
import java.util.SplittableRandom;

/** Paints one cell on black, stained as on a Jenner-Giemsa slide. Deterministic. */
final class CellPainter {

  private static final int WAVES = 6;

  private final int size;
  private final CellTraits traits;
  private final double centreX;
  private final double centreY;
  private final double[] waveHeights = new double[WAVES];
  private final double[] wavePhases = new double[WAVES];
  private final double[] nucleusHeights = new double[WAVES];
  private final double[] nucleusPhases = new double[WAVES];
  private final double nucleusX;
  private final double nucleusY;
  private final double nucleusRadius;
  private final double cleftAngle;
  private final double[][] nucleoli;
  private final SmoothNoise chromatin;
  private final SmoothNoise plasm;
  private final SmoothNoise grain;

  private CellPainter(int size, CellTraits traits, SplittableRandom random) {
    this.size = size;
    this.traits = traits;
    centreX = 0.5 + 0.02 * random.nextGaussian();
    centreY = 0.5 + 0.02 * random.nextGaussian();
    waves(waveHeights, wavePhases, traits.outline().roughness(), random);
    waves(nucleusHeights, nucleusPhases, 1.3 * traits.outline().roughness(), random);
    nucleusRadius = traits.outline().radius() * Math.sqrt(traits.nucleus().fraction());
    double room = (traits.outline().radius() - nucleusRadius) * traits.nucleus().shift();
    double direction = 2 * Math.PI * random.nextDouble();
    nucleusX = centreX + room * Math.cos(direction);
    nucleusY = centreY + room * Math.sin(direction);
    cleftAngle = 2 * Math.PI * random.nextDouble();
    nucleoli = new double[traits.nucleus().nucleoli()][];
    for (int i = 0; i < nucleoli.length; i++) {
      double angle = 2 * Math.PI * random.nextDouble();
      double away = nucleusRadius * 0.65 * Math.sqrt(random.nextDouble());
      nucleoli[i] =
          new double[] {
            nucleusX + away * Math.cos(angle),
            nucleusY + away * Math.sin(angle),
            0.015 + 0.012 * random.nextDouble()
          };
    }
    chromatin = new SmoothNoise(random.nextLong());
    plasm = new SmoothNoise(random.nextLong());
    grain = new SmoothNoise(random.nextLong());
  }

  private static void waves(
      double[] heights, double[] phases, double roughness, SplittableRandom random) {
    for (int k = 0; k < WAVES; k++) {
      heights[k] = roughness * random.nextGaussian() / Math.sqrt(k + 1.0);
      phases[k] = 2 * Math.PI * random.nextDouble();
    }
  }

  /**
   * Paints a cell.
   *
   * @param sizePixels side of the image
   * @param traits what it looks like
   * @param seed what its details are drawn from
   * @return RGB; every pixel of the cell has some light, all others are exactly 0
   */
  static BufferedImage paint(int sizePixels, CellTraits traits, long seed) {
    CellPainter painter = new CellPainter(sizePixels, traits, new SplittableRandom(seed));
    BufferedImage image = new BufferedImage(sizePixels, sizePixels, BufferedImage.TYPE_3BYTE_BGR);
    for (int row = 0; row < sizePixels; row++) {
      for (int column = 0; column < sizePixels; column++) {
        int rgb = painter.pixel((column + 0.5) / sizePixels, (row + 0.5) / sizePixels);
        image.setRGB(column, row, rgb);
      }
    }
    return image;
  }

  private int pixel(double x, double y) {
    if (Math.hypot(x - centreX, y - centreY) > 1.6 * traits.outline().radius()) {
      return 0;
    }
    double cell =
        inside(x, y, centreX, centreY, traits.outline().radius(), waveHeights, wavePhases, 0);
    if (cell <= 0) {
      return 0;
    }
    double nucleus =
        inside(
            x,
            y,
            nucleusX,
            nucleusY,
            nucleusRadius,
            nucleusHeights,
            nucleusPhases,
            traits.nucleus().cleft());
    // The membrane of the nucleus is about two pixels wide at 450.
    double fraction = smooth(0.5 + nucleus / 0.009);
    double clumps =
        chromatin.layered(
            x / traits.nucleus().chromatin().grain(), y / traits.nucleus().chromatin().grain());
    double dark = 1 - traits.nucleus().chromatin().contrast() * (0.5 + 0.5 * clumps) * 0.9;
    double pale = nucleolus(x, y);
    double cloud = 1 + 0.10 * plasm.layered(x / 0.05, y / 0.05);
    // The cell is thinner, and so paler, towards its edge.
    double rim = 1 + 0.25 * smooth(1 - cell / 0.03);
    double speckle = 1 + 0.05 * grain.at(x * size * 0.7, y * size * 0.7);
    int rgb = 0;
    for (int c = 0; c < 3; c++) {
      // Between the clumps the stain is redder.
      double reddish = c == 0 ? 1 - 0.15 * clumps : 1;
      double inNucleus = traits.nucleus().colour()[c] * (dark + 0.22) * reddish * (1 + 0.4 * pale);
      double inCytoplasm = traits.cytoplasm()[c] * cloud * rim;
      double value = (inCytoplasm + (inNucleus - inCytoplasm) * fraction) * speckle;
      rgb = rgb << 8 | (int) Math.max(4, Math.min(255, Math.round(value)));
    }
    return rgb;
  }

  /** How pale a nucleolus makes this place, 0 to 1. */
  private double nucleolus(double x, double y) {
    double pale = 0;
    for (double[] spot : nucleoli) {
      double distance = Math.hypot(x - spot[0], y - spot[1]);
      pale = Math.max(pale, smooth(1.2 - distance / spot[2]));
    }
    return pale;
  }

  /** How far a place is within a wavy ellipse: positive inside, a fraction of the image's side. */
  private double inside(
      double x,
      double y,
      double middleX,
      double middleY,
      double radius,
      double[] heights,
      double[] phases,
      double cleft) {
    double dx = x - middleX;
    double dy = y - middleY;
    double cos = Math.cos(traits.outline().tilt());
    double sin = Math.sin(traits.outline().tilt());
    double stretch = Math.sqrt(traits.outline().elongation());
    double along = (dx * cos + dy * sin) / stretch;
    double over = (-dx * sin + dy * cos) * stretch;
    double distance = Math.hypot(along, over);
    double angle = Math.atan2(over, along);
    double edge = 1;
    for (int k = 0; k < WAVES; k++) {
      edge += heights[k] * Math.cos((k + 2) * angle + phases[k]);
    }
    double turn = Math.IEEEremainder(angle - cleftAngle, 2 * Math.PI);
    edge -= cleft * Math.exp(-turn * turn / 0.08);
    return radius * edge - distance;
  }

  private static double smooth(double t) {
    double fraction = Math.max(0, Math.min(1, t));
    return fraction * fraction * (3 - 2 * fraction);
  }
}
