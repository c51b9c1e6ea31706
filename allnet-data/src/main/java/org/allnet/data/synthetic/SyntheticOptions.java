package org.allnet.data.synthetic;

import org.allnet.data.OptionException;
import org.allnet.data.OptionName;
import org.allnet.data.OptionValue;
import org.allnet.data.Sentence;

/**
 * What to make.
 *
 * @param subjectsPerClass subjects of each of the two classes, 1 to 1000
 * @param cellsPerSubject cells of each subject, 1 to 1000
 * @param sizePixels side of the images, 27 to 1024; C-NMC's are 450
 * @param seed what the cells are drawn from: the same seed gives the same bytes
 */
public record SyntheticOptions(
    int subjectsPerClass, int cellsPerSubject, int sizePixels, long seed) {

  private static final int MOST_CELLS = 100_000;

  /**
   * Checks the numbers, and how many images they make.
   *
   * @throws OptionException if {@code subjectsPerClass} or {@code cellsPerSubject} is not 1 to
   *     1000, {@code sizePixels} is not 27 to 1024, or more than 100,000 images are asked for
   */
  public SyntheticOptions {
    require(subjectsPerClass, 1, 1000, OptionName.SUBJECTS);
    require(cellsPerSubject, 1, 1000, OptionName.CELLS);
    require(sizePixels, 27, 1024, OptionName.SIZE);
    if (2L * subjectsPerClass * cellsPerSubject > MOST_CELLS) {
      OptionValue subjects = OptionName.SUBJECTS.with(subjectsPerClass);
      throw new OptionException(
          subjects,
          Sentence.of(
              "%s and %s make %d images; at most %d are made",
              subjects,
              OptionName.CELLS.with(cellsPerSubject),
              2L * subjectsPerClass * cellsPerSubject,
              MOST_CELLS));
    }
  }

  private static void require(int value, int least, int most, OptionName option) {
    if (value < least || value > most) {
      throw OptionException.outOfRange(option.with(value), least + " to " + most);
    }
  }

  /** {@return how many images that makes} */
  public int images() {
    return 2 * subjectsPerClass * cellsPerSubject;
  }
}
