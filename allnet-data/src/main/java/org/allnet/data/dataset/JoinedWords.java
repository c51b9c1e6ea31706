package org.allnet.data.dataset;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where words are joined to others without a mark: {@code LeukemiaField}, {@code ALLField}, {@code
 * HEMcell}, {@code scanALL}, {@code allfield}. All names of files, folders and classes are parted
 * here.
 */
public final class JoinedWords {

  /** A word that begins with a capital behind one in small letters; {@code AbNormal} is one. */
  private static final Pattern CAPITAL =
      Pattern.compile("(?<=\\p{Ll}\\p{M}{0,3})(?!(?<=Ab|(?<!\\p{L})ab)(?i:normal))(?=\\p{Lu})");

  /** Where letters of an alphabet are beside a script without blanks: {@code \u56feALL}. */
  private static final Pattern SCRIPTS =
      Pattern.compile(
          "(?<=%1$s)(?=%2$s)|(?<=%2$s\\p{M}{0,3})(?=%1$s)"
              .formatted(
                  "[\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}\\p{IsHangul}\\p{IsThai}]",
                  "[\\p{IsLatin}\\p{IsCyrillic}]"));

  /** Two capitals and a letter, and one capital and a letter behind a digit, are of a hash. */
  private static final Pattern LONG_CAPITAL =
      Pattern.compile("(?<=[\\p{Ll}\\d])(?=\\p{Lu}{1,3}\\p{Ll}{2})");

  /** An abbreviation and what is behind it: {@code ALLField}, {@code HEMcell}. */
  private static final Pattern CAPITALS = Pattern.compile("(\\p{Lu}{2,})(\\p{Ll}+)");

  /** Names that consist of one word in small letters, of which one may be an abbreviation. */
  private static final Pattern SMALL = Pattern.compile("(?<!\\p{L})\\p{L}\\p{Ll}{4,}(?!\\p{L})");

  /** Names of capitals alone, such as {@code ALLCELL} and {@code ALLBM}. */
  private static final Pattern ALL_CAPITALS = Pattern.compile("(?<!\\p{L})\\p{Lu}{5,}(?!\\p{L})");

  private static final Pattern ACCENTS = Pattern.compile("\\p{InCombiningDiacriticalMarks}+");

  private static final Set<String> ABBREVIATIONS =
      Set.of("all", "hem", "aml", "apl", "cll", "cml", "ball", "tall", "lla");

  /** Words that begin as an abbreviation does. */
  private static final Pattern LONGER =
      Pattern.compile("(?i)(?:haemat|hemat|hemo|hemi|allerg|allel|alloc|allow|allo(?!\\p{L})).*");

  private static final int SHORTEST_KNOWN = 2;
  private static final int SHORTEST_BESIDE = 3;
  private static final int SHORTEST_NEUTRAL = 4;

  private JoinedWords() {}

  /**
   * Returns a name with a mark between words that are joined.
   *
   * @param name any name
   * @param mark what is put between them
   * @return such as {@code Leukemia Field} for {@code LeukemiaField} and a blank
   */
  public static String parted(String name, String mark) {
    String quotedMark = Matcher.quoteReplacement(mark);
    String byScript = SCRIPTS.matcher(name).replaceAll(quotedMark);
    String bySmall = CAPITAL.matcher(byScript).replaceAll(quotedMark);
    String byCapitals =
        CAPITALS.matcher(bySmall).replaceAll(match -> quoted(ofCapitals(match), mark));
    String ofCapitals =
        ALL_CAPITALS
            .matcher(byCapitals)
            .replaceAll(match -> quoted(ofOneCase(match.group(), SHORTEST_BESIDE), mark));
    return SMALL
        .matcher(ofCapitals)
        .replaceAll(match -> quoted(ofOneCase(match.group(), SHORTEST_NEUTRAL), mark));
  }

  /**
   * Returns a name with a mark before each longer word that begins with a capital, also behind a
   * digit: {@code Cell00_Rotated} for {@code Cell00Rotated}. Other letters may be of a hash.
   *
   * @param name any name
   */
  static String partedByLongWords(String name) {
    return LONG_CAPITAL.matcher(name).replaceAll("_");
  }

  private static String quoted(List<String> words, String mark) {
    return Matcher.quoteReplacement(String.join(mark, words));
  }

  /** The last capital is of either word; what makes more known letters is right. */
  private static List<String> ofCapitals(MatchResult match) {
    String capitals = match.group(1);
    String small = match.group(2);
    String whole = match.group();
    if (known(whole) > 0) {
      return List.of(whole);
    }
    int last = capitals.length() - 1;
    List<String> ofWord = List.of(capitals.substring(0, last), capitals.charAt(last) + small);
    List<String> ofAbbreviation = List.of(capitals, small);
    int word = known(ofWord);
    if (small.length() == 1) {
      // "WBCs" is one word.
      return word >= SHORTEST_BESIDE ? ofWord : List.of(whole);
    }
    boolean abbreviation = known(ofAbbreviation) > word && !LONGER.matcher(whole).matches();
    return abbreviation ? ofAbbreviation : ofWord;
  }

  /** An abbreviation of a class beside a word that says nothing, such as {@code allfield}. */
  private static List<String> ofOneCase(String word, int shortest) {
    for (int length : List.of(SHORTEST_BESIDE, SHORTEST_NEUTRAL)) {
      int behind = word.length() - length;
      if (behind < SHORTEST_KNOWN) {
        continue;
      }
      if (isAbbreviation(word.substring(0, length)) && isBeside(word.substring(length), shortest)) {
        return List.of(word.substring(0, length), word.substring(length));
      }
      if (isAbbreviation(word.substring(behind)) && isBeside(word.substring(0, behind), shortest)) {
        return List.of(word.substring(0, behind), word.substring(behind));
      }
    }
    return List.of(word);
  }

  private static boolean isBeside(String word, int shortest) {
    return NeutralWords.isJoined(plain(word)) || (word.length() >= shortest && isNeutral(word));
  }

  private static boolean isAbbreviation(String word) {
    return ABBREVIATIONS.contains(plain(word));
  }

  private static boolean isNeutral(String word) {
    return NameVocabulary.parts(plain(word)).stream().allMatch(NamePart.NEUTRAL::equals);
  }

  /** {@return whether a word is known, so that it is one even if it is short} */
  static boolean isKnown(String word) {
    return known(word) > 0;
  }

  private static int known(List<String> words) {
    return words.stream().mapToInt(JoinedWords::known).sum();
  }

  /** The letters of a word that is known; 0 if it is not. */
  private static int known(String word) {
    String plain = plain(word);
    boolean known =
        (plain.length() >= SHORTEST_KNOWN || isUnspaced(plain))
            && (ABBREVIATIONS.contains(plain)
                || !NameVocabulary.parts(plain).contains(NamePart.UNKNOWN));
    return known ? plain.length() : 0;
  }

  private static boolean isUnspaced(String word) {
    return !word.isEmpty() && word.codePoints().allMatch(NameVocabulary::isUnspaced);
  }

  private static String plain(String word) {
    String apart = Normalizer.normalize(word.toLowerCase(Locale.ROOT), Normalizer.Form.NFKD);
    String letters = ACCENTS.matcher(apart).replaceAll("").replace('\u0131', 'i');
    return NameVocabulary.bare(Normalizer.normalize(letters, Normalizer.Form.NFKC));
  }
}
