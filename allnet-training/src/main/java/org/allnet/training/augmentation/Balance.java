package org.allnet.training.augmentation;

import java.util.Arrays;
import java.util.List;
import org.allnet.data.OptionException;
import org.allnet.data.OptionName;
import org.allnet.data.option.OptionText;
import org.allnet.data.option.Settings;
import org.allnet.data.option.WrittenOption;

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
  private static final String PER_ORIGINAL = "per-original";
  private static final String EXAMPLE = "6000 per-original=5";
  private static final String FORM =
      "give the images of each class as in '6000' or '" + EXAMPLE + "'";

  /**
   * Checks both numbers.
   *
   * @throws OptionException if one is not 0 to 1,000,000
   */
  public Balance {
    check(images);
    check(mostOfOne);
  }

  private static void check(int number) {
    if (number < 0 || number > MOST) {
      throw OptionException.outOfRange(OptionName.PER_CLASS.with(number), "0 to " + MOST);
    }
  }

  /**
   * Reads a number of images, then, if one original may not become any number of images, how many
   * at most: {@code 6000} or {@code 6000 per-original=5}.
   *
   * @param text the text
   * @return the balance
   * @throws OptionException if it is no such text
   */
  public static Balance parse(String text) {
    WrittenOption written = new WrittenOption(OptionName.PER_CLASS.key(), text);
    String[] words = written.text().split("\\s+", 2);
    return written.read(() -> read(words[0], words.length > 1 ? words[1] : ""));
  }

  private static Balance read(String images, String behind) {
    Settings settings = Settings.read(behind, EXAMPLE);
    if (!List.of(PER_ORIGINAL).containsAll(settings.keys())) {
      throw new OptionException(FORM);
    }
    try {
      return new Balance(Integer.parseInt(images), settings.whole(PER_ORIGINAL, 0));
    } catch (NumberFormatException e) {
      throw new OptionException(FORM, e);
    }
  }

  /** {@return what {@link #parse} reads} */
  public String text() {
    OptionText number = OptionText.of(Integer.toString(images));
    return (mostOfOne == 0 ? number : number.with(PER_ORIGINAL, mostOfOne)).toString();
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
