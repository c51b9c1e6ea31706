package org.allnet.evaluation.prediction;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What other programs call images that are no photographs of a cell: generated or augmented. */
final class MadeImages {

  private static final Set<String> WORDS =
      Set.of(
          """
          aug augmented augmentation synthetic synthesised synthesized generated fake simulated
          artificial gan gans dcgan wgan cyclegan stylegan biggan progan diffusion smote
          """
              .strip()
              .split("\\s+"));

  private static final Set<String> FILLERS =
      Set.of("image", "images", "cell", "cells", "data", "sample", "samples");

  private static final Pattern AUGMENTED =
      Pattern.compile("(is|was|were)?(aug|augmented|augmentation)(image)?");

  private static final Pattern MADE =
      Pattern.compile("(is|was|were)?(" + String.join("|", WORDS) + ")(image|cell|data)?s?");

  private static final Pattern ORIGINAL =
      Pattern.compile("((is|was|were)(original|real|genuine)|original)(image|cell)?s?");

  private MadeImages() {}

  /** Whether a column of yes and no says which images are augmented. */
  static boolean isAugmentedFlag(String folded) {
    return AUGMENTED.matcher(folded).matches();
  }

  /** Whether a column of yes and no says which images were made. */
  static boolean isFlag(String folded) {
    return MADE.matcher(folded).matches();
  }

  /** Whether a column of yes and no says which images were not made. */
  static boolean isFlagOfOriginals(String folded) {
    return ORIGINAL.matcher(folded).matches();
  }

  /** Whether a field says that its image was made, such as {@code StyleGAN2}. */
  static boolean areMeantBy(String text) {
    List<String> words =
        Arrays.stream(text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{M}]+"))
            .filter(word -> !word.isEmpty() && !FILLERS.contains(word))
            .toList();
    return !words.isEmpty() && WORDS.containsAll(words);
  }
}
