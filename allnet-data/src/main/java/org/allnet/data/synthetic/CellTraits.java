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
 * @param outline the shape of the cell
 * @param nucleus what its nucleus looks like
 * @param cytoplasm colour of the cytoplasm, red, green, blue in 0 to 255
 */
record CellTraits(Outline outline, Nucleus nucleus, double[] cytoplasm) {

  /**
   * The shape of a cell.
   *
   * @param radius mean radius of the cell
   * @param elongation longer by shorter axis, from 1
   * @param tilt direction of the longer axis in radians
   * @param roughness how much the outline waves, as a fraction of the radius
   */
  record Outline(double radius, double elongation, double tilt, double roughness) {

    /**
     * Checks radius and elongation.
     *
     * @throws IllegalArgumentException if the radius is not positive or the elongation is below 1
     */
    Outline {
      if (!(radius > 0 && elongation >= 1)) {
        throw new IllegalArgumentException("radius " + radius + ", elongation " + elongation);
      }
    }
  }

  /**
   * What a nucleus looks like.
   *
   * @param fraction area of the nucleus by area of the cell, below 1
   * @param shift how far the nucleus lies off the middle, as a fraction of the free room
   * @param cleft how deep the nucleus is indented, as a fraction of its radius; 0 for not at all
   * @param chromatin what its chromatin looks like
   * @param nucleoli number of nucleoli
   * @param colour red, green, blue in 0 to 255
   */
  record Nucleus(
      double fraction,
      double shift,
      double cleft,
      Chromatin chromatin,
      int nucleoli,
      double[] colour) {

    /**
     * Checks the fraction and the number of nucleoli.
     *
     * @throws IllegalArgumentException if the nucleus fills no part of the cell or more than all of
     *     it, or the number of nucleoli is negative
     */
    Nucleus {
      if (!(fraction > 0 && fraction < 1) || nucleoli < 0) {
        throw new IllegalArgumentException("fraction " + fraction + ", nucleoli " + nucleoli);
      }
    }
  }

  /**
   * What chromatin looks like.
   *
   * @param grain size of the clumps
   * @param contrast how far clumps are darker than the rest, 0 to 1
   */
  record Chromatin(double grain, double contrast) {

    /**
     * Checks grain and contrast.
     *
     * @throws IllegalArgumentException if {@code grain} is not above 0, or {@code contrast} is not
     *     in [0,1]
     */
    Chromatin {
      if (!(grain > 0 && contrast >= 0 && contrast <= 1)) {
        throw new IllegalArgumentException("grain " + grain + ", contrast " + contrast);
      }
    }
  }

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
        new Outline(
            clamp(radius * person.size(), 0.13, 0.36),
            1 + Math.abs(0.10 * random.nextGaussian()),
            Math.PI * random.nextDouble(),
            0.015 + 0.02 * random.nextDouble()),
        new Nucleus(
            clamp(fraction, 0.40, 0.94),
            0.7 * random.nextDouble(),
            isCleft ? 0.15 + 0.25 * random.nextDouble() : 0,
            new Chromatin(grain, clamp(contrast, 0.08, 0.8)),
            hasNucleoli ? 1 + random.nextInt(3) : 0,
            colour(80, 33, 98, person, random)),
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
