package org.allnet.data.synthetic;

import java.util.random.RandomGenerator;

/**
 * What a synthetic cell looks like. Lengths are fractions of the image's side, so that a cell looks
 * the same at every size.
 *
 * <p>Blasts are larger on average, their nucleus fills more of the cell, its chromatin is finer and
 * paler, and nucleoli are commoner: as in the textbooks, and with enough overlap that none of these
 * decides alone. Sizes follow C-NMC 2019, where a healthy cell covers about 26,500 of 202,500
 * pixels and a blast about 36,200.
 *
 * @param radius mean radius of the cell
 * @param elongation longer by shorter axis, from 1
 * @param tilt direction of the longer axis in radians
 * @param roughness how much the outline waves, as a fraction of the radius
 * @param nucleusFraction area of the nucleus by area of the cell, below 1
 * @param nucleusShift how far the nucleus lies off the middle, as a fraction of the free room
 * @param cleft how deep the nucleus is indented, as a fraction of its radius; 0 for not at all
 * @param chromatinGrain size of the chromatin's clumps
 * @param chromatinContrast how far clumps are darker than the rest, 0 to 1
 * @param nucleoli number of nucleoli
 * @param nucleus colour of the nucleus, red, green, blue in 0 to 255
 * @param cytoplasm colour of the cytoplasm
 */
record CellTraits(
    double radius,
    double elongation,
    double tilt,
    double roughness,
    double nucleusFraction,
    double nucleusShift,
    double cleft,
    double chromatinGrain,
    double chromatinContrast,
    int nucleoli,
    double[] nucleus,
    double[] cytoplasm) {

  /**
   * What the cells of one subject have in common: people and their slides differ, whatever their
   * cells are.
   *
   * @param size factor on the radius
   * @param fraction added to the nucleus's fraction
   * @param stain added to red, green and blue
   * @param contrast factor on the chromatin's contrast
   */
  record Person(double size, double fraction, double[] stain, double contrast) {

    static Person draw(RandomGenerator random) {
      double[] stain = new double[3];
      double light = 6 * random.nextGaussian();
      for (int c = 0; c < 3; c++) {
        stain[c] = light + 5 * random.nextGaussian();
      }
      return new Person(
          Math.exp(0.045 * random.nextGaussian()),
          0.02 * random.nextGaussian(),
          stain,
          Math.exp(0.10 * random.nextGaussian()));
    }
  }

  static CellTraits draw(boolean blast, Person person, RandomGenerator random) {
    double radius = (blast ? 0.236 : 0.208) * Math.exp(0.11 * random.nextGaussian());
    double fraction = (blast ? 0.83 : 0.71) + 0.065 * random.nextGaussian() + person.fraction();
    double grain = (blast ? 0.017 : 0.033) * Math.exp(0.24 * random.nextGaussian());
    double contrast =
        (blast ? 0.32 : 0.50) * Math.exp(0.18 * random.nextGaussian()) * person.contrast();
    boolean hasNucleoli = random.nextDouble() < (blast ? 0.75 : 0.12);
    boolean isCleft = random.nextDouble() < (blast ? 0.35 : 0.15);
    return new CellTraits(
        clamp(radius * person.size(), 0.13, 0.36),
        1 + Math.abs(0.10 * random.nextGaussian()),
        Math.PI * random.nextDouble(),
        0.015 + 0.02 * random.nextDouble(),
        clamp(fraction, 0.40, 0.94),
        0.7 * random.nextDouble(),
        isCleft ? 0.15 + 0.25 * random.nextDouble() : 0,
        grain,
        clamp(contrast, 0.08, 0.8),
        hasNucleoli ? 1 + random.nextInt(3) : 0,
        colour(80, 33, 98, person, random),
        colour(112, 84, 126, person, random));
  }

  private static double[] colour(
      double red, double green, double blue, Person person, RandomGenerator random) {
    double light = 6 * random.nextGaussian();
    double[] base = {red, green, blue};
    double[] colour = new double[3];
    for (int c = 0; c < 3; c++) {
      colour[c] = clamp(base[c] + person.stain()[c] + light + 3 * random.nextGaussian(), 12, 235);
    }
    return colour;
  }

  private static double clamp(double value, double least, double most) {
    return Math.max(least, Math.min(most, value));
  }
}
