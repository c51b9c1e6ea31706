package org.allnet.data.synthetic;

import java.awt.image.BufferedImage;
import java.util.Random;

/**
 * Paints one stained lymphoid cell on black, in the manner of C-NMC.
 *
 * <p>A blast is larger on average, its nucleus fills more of it, its chromatin is fine and open,
 * and it may show nucleoli and a dented nucleus. A healthy precursor is smaller with more cytoplasm
 * and clumped chromatin. Every one of these overlaps between the classes. The magnitudes are our
 * own: areas follow C-NMC's means, about 26,500 and 36,200 pixels of 450x450.
 */
final class SyntheticCell {

  /** The frame that all lengths are given for. */
  private static final double REFERENCE = 450;

  private static final double[] NUCLEUS = {84, 40, 112};
  private static final double[] CYTOPLASM = {136, 102, 148};
  private static final double[] NUCLEOLUS = {106, 66, 136};

  /** Darkest a cell's pixel may get: nearly black ones would have a saturation of their own. */
  private static final double LEAST = 28;

  private final SyntheticSubject subject;
  private final int size;
  private final double scale;
  private final Random random;
  private final Outline cell;
  private final Outline nucleus;
  private final double nucleusX;
  private final double nucleusY;
  private final double[][] nucleoli;
  private final ValueNoise clumps;
  private final ValueNoise grains;
  private final double clumping;
  private final double graining;
  private final double light;

  private SyntheticCell(SyntheticSubject subject, int size, long seed) {
    this.subject = subject;
    this.size = size;
    this.scale = size / REFERENCE;
    this.random = new Random(seed);
    boolean blast = subject.blast();
    double mean = blast ? 103 : 93;
    double radius = mean * subject.size() * (1 + 0.15 * SyntheticSubject.clipped(random)) * scale;
    double share =
        Math.max(
            0.45, Math.min(0.93, (blast ? 0.84 : 0.68) + 0.07 * SyntheticSubject.clipped(random)));
    double dent =
        random.nextDouble() < (blast ? 0.35 : 0.12) ? 0.1 + 0.15 * random.nextDouble() : 0;
    this.cell = new Outline(random, radius, 0.055, 0);
    double inner = radius * Math.sqrt(share);
    this.nucleus = new Outline(random, inner, 0.03, dent);
    double angle = random.nextDouble() * 2 * Math.PI;
    double off = (radius - inner) * 0.7 * random.nextDouble();
    this.nucleusX = off * Math.cos(angle);
    this.nucleusY = off * Math.sin(angle);
    this.nucleoli = nucleoli(blast, inner);
    double coarse = (blast ? 13 : 21) * (1 + 0.15 * SyntheticSubject.clipped(random));
    this.clumps = new ValueNoise(random.nextLong(), coarse * scale);
    this.grains = new ValueNoise(random.nextLong(), Math.max(1, 5 * scale));
    this.clumping = (blast ? 0.09 : 0.24) + 0.035 * SyntheticSubject.clipped(random);
    this.graining = 0.07 + 0.01 * random.nextDouble();
    this.light = subject.light() * (1 + 0.09 * SyntheticSubject.clipped(random));
  }

  private double[][] nucleoli(boolean blast, double inner) {
    int count = blast ? random.nextInt(4) : random.nextInt(8) == 0 ? 1 : 0;
    double[][] spots = new double[count][];
    for (int i = 0; i < count; i++) {
      double angle = random.nextDouble() * 2 * Math.PI;
      double far = 0.6 * inner * Math.sqrt(random.nextDouble());
      spots[i] =
          new double[] {
            far * Math.cos(angle), far * Math.sin(angle), (9 + 6 * random.nextDouble()) * scale
          };
    }
    return spots;
  }

  /**
   * Paints.
   *
   * @param subject whose cell it is
   * @param size side of the image in pixels
   * @param seed what the cell is drawn from
   * @return an RGB image, exactly black outside the cell
   */
  static BufferedImage paint(SyntheticSubject subject, int size, long seed) {
    return new SyntheticCell(subject, size, seed).image();
  }

  private BufferedImage image() {
    BufferedImage image = new BufferedImage(size, size, BufferedImage.TYPE_3BYTE_BGR);
    double centre = (size - 1) / 2.0;
    for (int row = 0; row < size; row++) {
      for (int column = 0; column < size; column++) {
        double x = column - centre;
        double y = row - centre;
        if (cell.depth(x, y) > 0) {
          image.setRGB(column, row, colour(x, y));
        }
      }
    }
    return image;
  }

  private int colour(double x, double y) {
    double inNucleus = soft(nucleus.depth(x - nucleusX, y - nucleusY) / (3 * scale));
    double chromatin = 1 + clumping * sharpened(clump(x, y)) + graining * grains.at(x, y);
    double spot = 0;
    for (double[] nucleolus : nucleoli) {
      double distance = Math.hypot(x - nucleusX - nucleolus[0], y - nucleusY - nucleolus[1]);
      spot = Math.max(spot, soft((nucleolus[2] - distance) / (2 * scale)));
    }
    double[] tint = {subject.red(), 1, subject.blue()};
    int rgb = 0;
    double thin = 1 + 0.05 * grains.at(y, x);
    for (int channel = 0; channel < 3; channel++) {
      double dark = mix(NUCLEUS[channel] * chromatin, NUCLEOLUS[channel], 0.75 * spot);
      double level = mix(CYTOPLASM[channel] * thin, dark, inNucleus);
      level = level * light * tint[channel] + 1.8 * random.nextGaussian();
      rgb = rgb << 8 | (int) Math.round(Math.max(LEAST, Math.min(245, level)));
    }
    return rgb;
  }

  /** Two fields, one turned against the other, so that their grid does not show. */
  private double clump(double x, double y) {
    return 0.6 * clumps.at(x, y) + 0.6 * clumps.at(0.6 * x + 0.8 * y + 1000, 0.6 * y - 0.8 * x);
  }

  /** Clumps have edges: noise is drawn towards its ends. */
  private static double sharpened(double noise) {
    return Math.tanh(2.2 * noise);
  }

  private static double soft(double depth) {
    return 1 / (1 + Math.exp(-3 * Math.max(-10, Math.min(10, depth))));
  }

  private static double mix(double from, double to, double share) {
    return from + (to - from) * share;
  }
}
