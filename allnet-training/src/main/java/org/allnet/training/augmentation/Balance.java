package org.allnet.training.augmentation;

import java.util.Arrays;
import org.allnet.data.OptionException;

/**
 * How many training images each class has after balancing by augmentation.
 *
 * @param images images of each class, 0 to a million; 0 for the originals alone
 * @param mostOfOne how many images one original may become, itself included, 1 to a million; 0 for
 *     any number
 */
public record Balance(int images, int mostOfOne) {

  /** The originals alone. */
  public static final Balance NONE = new Balance(0, 0);

  private static final int MOST = 1_000_000;

  /** Checks the ranges. */
  public Balance {
    check(images);
    check(mostOfOne);
  }

  private static void check(int number) {
    if (number < 0 || number > MOST) {
      throw new OptionException("--per-class " + number + " is out of range; use 0 to " + MOST);
    }
  }

  /**
   * Reads one or two whole numbers, {@code 6000} or {@code 6000 5}.
   *
   * @param text the text
   * @return the balance
   * @throws OptionException if it is no such text
   */
  public static Balance parse(String text) {
    String[] words = text.strip().split("\\s+");
    try {
      if (words.length <= 2) {
        return new Balance(
            Integer.parseInt(words[0]), words.length == 1 ? 0 : Integer.parseInt(words[1]));
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw new OptionException(
        "per-class '%s': use the number of images of each class and, if one original may not become any number of images, how many at most: 6000 or 6000 5"
            .formatted(text));
  }

  /**
   * Returns how many images each class has afterwards.
   *
   * <p>Without a limit this is {@link #images} for every class, and a larger class loses originals.
   * With a limit no original is lost: the aim is the least of {@link #images} and what the smallest
   * class may become, but not less than the largest class has; a class that may not become as many
   * stays smaller.
   *
   * @param originals the number of originals of each class
   * @return images of each class; the originals alone if {@link #images} is 0
   */
  public int[] perClass(int[] originals) {
    if (images == 0) {
      return originals.clone();
    }
    if (mostOfOne == 0) {
      return Arrays.stream(originals).map(count -> images).toArray();
    }
    long smallest = Arrays.stream(originals).min().orElse(0);
    int largest = Arrays.stream(originals).max().orElse(0);
    long aim = Math.max(largest, Math.min(images, smallest * mostOfOne));
    return Arrays.stream(originals)
        .map(count -> (int) Math.min(aim, (long) count * mostOfOne))
        .toArray();
  }
}
