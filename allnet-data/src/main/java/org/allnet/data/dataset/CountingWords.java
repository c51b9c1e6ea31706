package org.allnet.data.dataset;

import java.util.regex.Pattern;
import org.allnet.data.dataset.ClassNames.Meaning;
import org.allnet.data.file.PersonWords;
import org.allnet.data.file.SampleWords;

/**
 * Words that are no person's name: a number or letter behind them counts people, samples or places,
 * and no visits of one person. {@code donor d1} and {@code donor d2} are two donors.
 */
final class CountingWords {

  private static final String MARKS = "[\\s_.,;:#/()\\[\\]-]*";

  /** Words for people, samples and images, and nothing else. */
  private static final Pattern ALONE =
      Pattern.compile(
          "(?iu)(?:(?:%s|%s|volunteers?|probandin|freiwillige[rn]?|gönüllü|kontrol|kontrolle|image|img|cell|field|scan|animal|mouse|rat|样本|对照|志愿者)%s)+"
              .formatted(PersonWords.pattern(), SampleWords.pattern(), MARKS));

  /** Places and parts of a study, whatever their names. */
  private static final Pattern PLACE =
      Pattern.compile(
          "(?iu)(?:ward|site|clinic|klinik|hospital|krankenhaus|hastane|hôpital|hopital|ospedale|cent(?:er|re)|zentrum|merkez|lab|laboratory|labor|station|room|bed|group|gruppe|grup|arm|cohort|kohorte|batch|series|serie|study|studie|run|plate|cage|school|family|familie|aile)(?![\\p{L}\\d]).*");

  private CountingWords() {}

  /** {@return whether what is not the number in a name is such words, or the name of a class} */
  static boolean is(String words) {
    if (ALONE.matcher(words).matches() || PLACE.matcher(words).matches()) {
      return true;
    }
    return words.codePoints().noneMatch(Character::isDigit)
        && (ClassNames.of(words) != Meaning.UNKNOWN
            || !NameParts.of(words).has(NamePart.UNKNOWN, NamePart.FREE));
  }
}
