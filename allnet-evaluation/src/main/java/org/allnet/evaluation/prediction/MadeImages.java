package org.allnet.evaluation.prediction;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.allnet.data.file.NameWords;

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

  private static final int MOST_WORDS = 4;

  /** Words that say by themselves that a program drew the image. */
  private static final Pattern GENERATOR =
      Pattern.compile("(dc|w|c|cycle|style|big|pro|info|pix2pix)?gans?|ddpm|ddim|synth|synthetic");

  /** A network of that kind, or a person, a town or a laboratory of that name. */
  private static final Set<String> NAMES = Set.of("gan", "gans");

  /** Words beside the name of a laboratory or a person. */
  private static final Pattern ORGANISATION =
      Pattern.compile(
          "labs?|laborator.*|labor|laboratoire|hospital.*|clini[ckq].*|klini.*|univer.*|uni|institu.*"
              + "|depart.*|cent(er|re)|group|team|dr|prof(essor)?|et|al|ltd|inc|gmbh|co|city");

  /** Columns of names of places and people. */
  private static final Pattern OF_NAMES =
      Pattern.compile(
          "city|town|stadt|ville|ciudad|hospital|clini[ckq]|klini|institut|universit|cent(er|re)$"
              + "|country|region|province|county|address|doctor|physician|operator|technician"
              + "|haematologist|hematologist|pathologist|reader|rater|author|(sur|last|first|family)name"
              + "|manufacturer|vendor|company|^lab(s|or|oratory)?$");

  private static final Set<String> DENIALS = Set.of("no", "non", "not", "without", "never");

  /** Columns in which the same words say something else. */
  private static final Pattern OTHERWISE =
      Pattern.compile(
          "date|day|month|time|year|acqui|created|modified|scanned|stained|taken|visit|tta|light"
              + "|illum|lamp|note|comment|remark");

  /** August beside a day or a year. */
  private static final Pattern DAY =
      Pattern.compile(
          "(?i)\\d[\\s./-]*aug(?!\\p{L})|(?<!\\p{L})aug(ust)?[\\s./,-]+\\d{2,4}(?!\\d)");

  private static final Pattern KIND =
      Pattern.compile(
          "(is|was|were)?(data|image)?aug(mented|mentations?)?(type|kind|method|name|id|index|idx|no|op)?");

  private static final Pattern UNCHANGED =
      Pattern.compile("0|none|no|original|orig|identity|real|false|raw|unchanged|nan|null|n/?a|-?");

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

  /**
   * Whether a field says that its image was made, such as {@code StyleGAN2}.
   *
   * @param text the field
   * @param folded the folded name of its column: {@code Aug} is a month in a column of days, and
   *     light may be artificial; {@code Gan} is a town or a person in a column of these
   */
  static boolean areMeantBy(String text, String folded) {
    List<String> words =
        NameWords.of(text).stream().filter(word -> !FILLERS.contains(word)).toList();
    if (words.isEmpty() || OTHERWISE.matcher(folded).find() || DAY.matcher(text).find()) {
      return false;
    }
    if (words.stream().filter(WORDS::contains).allMatch(NAMES::contains)
        && (OF_NAMES.matcher(folded).find()
            || words.stream().anyMatch(word -> ORGANISATION.matcher(word).matches()))
        && words.stream().noneMatch(word -> !NAMES.contains(word) && isGenerator(word))) {
      return false;
    }
    boolean generator = words.stream().anyMatch(MadeImages::isGenerator);
    boolean denied = words.stream().anyMatch(DENIALS::contains);
    return WORDS.containsAll(words) || (generator && !denied && words.size() <= MOST_WORDS);
  }

  private static boolean isGenerator(String word) {
    return GENERATOR.matcher(word).matches();
  }

  /** Whether a column is named after what was done to copies of images. */
  static boolean isOfAugmentation(String folded) {
    return KIND.matcher(folded).matches();
  }

  /** Whether a field says that nothing was done to an image. */
  static boolean isOriginal(String text) {
    return UNCHANGED.matcher(text.strip().toLowerCase(Locale.ROOT)).matches();
  }
}
