package org.allnet.data.dataset;

import java.util.Collection;
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
          "(?iu)(?:ward|site|clinic|klinik|klinikum|uniklinik|uniklinikum|universit\\p{L}*|üniversite\\p{L}*|spital|hospital|krankenhaus|hastane|hastanesi|şehir|city|stadt|ort|больница|клиника|بیمارستان|مستشفى|医院|병원|hôpital|hopital|ospedale|cent(?:er|re)|zentrum|merkez|lab|laboratory|labor|station|room|bed|group|gruppe|grup|arm|cohort|kohorte|batch|series|serie|study|studie|run|plate|cage|school|family|familie|aile)(?![\\p{L}\\d]).*");

  /** A subtype of the FAB classification, and a number behind. */
  private static final Pattern SUBTYPE =
      Pattern.compile("(?iu)(?:l[1-3]|m[0-7])[\\s_.,;:#/()\\[\\]-]+\\d+");

  /** A name that is written as a subtype is, and is none. */
  private static final Pattern NO_SUBTYPE =
      Pattern.compile("(?iu)(?:l(?:[04-9]|\\d\\d)|m(?:[89]|\\d\\d))(?!\\d).*");

  private CountingWords() {}

  /**
   * Returns the names without those that count the people of a subtype, such as {@code L1 1} and
   * {@code L2 1}; all names if one of them shows that the numbers are no subtypes, as {@code L7}
   * does.
   *
   * @param names all names
   */
  static Collection<String> withoutSubtypes(Collection<String> names) {
    return names.stream().anyMatch(name -> NO_SUBTYPE.matcher(name).matches())
        ? names
        : names.stream().filter(name -> !SUBTYPE.matcher(name).matches()).toList();
  }

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
