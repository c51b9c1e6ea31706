package org.allnet.data.synthetic;

import org.allnet.data.OptionException;

/**
 * What is painted.
 *
 * @param subjectsPerClass persons with blasts, and as many healthy ones, 1 to 500
 * @param cellsPerSubject cells of each person, 1 to 1,000
 * @param sizePixels side of the square images, 32 to 2,048; C-NMC's are 450
 * @param seed what everything is drawn from
 */
public record SyntheticOptions(
    int subjectsPerClass, int cellsPerSubject, int sizePixels, long seed) {

  /** Twelve persons a class, ten cells each, as large as C-NMC's. */
  public static final SyntheticOptions DEFAULTS = new SyntheticOptions(12, 10, 450, 1);

  /** Checks the ranges. */
  public SyntheticOptions {
    require("--subjects", subjectsPerClass, 1, 500);
    require("--cells", cellsPerSubject, 1, 1000);
    require("--size", sizePixels, 32, 2048);
  }

  private static void require(String option, int value, int least, int most) {
    if (value < least || value > most) {
      throw new OptionException(
          option + " " + value + " is out of range; use " + least + " to " + most);
    }
  }
}
