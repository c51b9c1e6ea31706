package org.allnet.data.synthetic;

import org.allnet.data.OptionException;

/**
 * What to paint.
 *
 * @param subjectsPerClass subjects of each of the two classes, 1 to 1000
 * @param cellsPerSubject cells of each subject, 1 to 1000
 * @param sizePixels side of the images, 27 to 1024; C-NMC's are 450
 * @param seed what the cells are drawn from: the same seed paints the same bytes
 */
public record SyntheticOptions(
    int subjectsPerClass, int cellsPerSubject, int sizePixels, long seed) {

  private static final int MOST_CELLS = 100_000;

  /** Checks the ranges. */
  public SyntheticOptions {
    require(subjectsPerClass, 1, 1000, "--subjects");
    require(cellsPerSubject, 1, 1000, "--cells");
    require(sizePixels, 27, 1024, "--size");
    if (2L * subjectsPerClass * cellsPerSubject > MOST_CELLS) {
      throw new OptionException(
          "--subjects %d and --cells %d make %d images; at most %d are made"
              .formatted(
                  subjectsPerClass,
                  cellsPerSubject,
                  2L * subjectsPerClass * cellsPerSubject,
                  MOST_CELLS));
    }
  }

  private static void require(int value, int least, int most, String option) {
    if (value < least || value > most) {
      throw new OptionException(
          "%s %d is out of range; use %d to %d".formatted(option, value, least, most));
    }
  }

  /** {@return how many images that makes} */
  public int images() {
    return 2 * subjectsPerClass * cellsPerSubject;
  }
}
