package org.allnet.data.dataset;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a class taken to pieces.
 *
 * @param folded the name in lower case, without accents, one blank between words
 * @param parts what it says, part by part
 */
record NameParts(String folded, List<NamePart> parts) {

  /** Marks that only part words; any other, such as a plus, may change what a name means. */
  private static final Pattern PLAIN =
      Pattern.compile("[\\p{L}\\p{M}\\p{N}\\s_.,;:()\\[\\]{}'’\"/\\\\&#·・‐-‒\u200c\u200d-]*");

  /** A minus is no hyphen if nothing follows or goes before it. */
  private static final Pattern LONE_MINUS = Pattern.compile("^[\\W_]*-.*|.*-[\\W_]*$");

  /** What counts the classes in front of a name. Longer numbers are those of people. */
  private static final Pattern COUNTED =
      Pattern.compile("((class|classe|klasse|label) (0?\\d )?|0?\\d )(?=\\p{L})");

  private static final Pattern CLASS_BEHIND = Pattern.compile("(?<=\\p{L}) (class|classe|klasse)$");

  /** Several words that mean one, and what is written for them. */
  private record Phrase(Pattern words, String plain) {

    static Phrase of(String words, String plain) {
      return new Phrase(Pattern.compile("(?<!\\p{L})" + words + "(?!\\p{L})"), plain);
    }
  }

  private static final List<Phrase> PHRASES =
      List.of(
          Phrase.of("iyi huylu", "iyihuylu"),
          Phrase.of("kotu huylu", "kotuhuylu"),
          Phrase.of("free of", "freeof"),
          Phrase.of("free from", "freefrom"),
          Phrase.of("frei von", "freivon"),
          Phrase.of("wild type", "wildtype"),
          Phrase.of("خوش خیم", "خوشخیم"),
          Phrase.of("بد خیم", "بدخیم"),
          Phrase.of("nonall", "non all"));

  private static final Pattern ACCENTS = Pattern.compile("\\p{InCombiningDiacriticalMarks}+");

  private static final Pattern NO_LETTERS = Pattern.compile("[^\\p{L}\\d]+");

  /** Where a number is beside a word. */
  private static final Pattern NUMBER_EDGE =
      Pattern.compile("(?<=\\p{L}{3})(?=\\d)|(?<=\\d)(?=\\p{L}{3})");

  private static final Pattern DIGITS = Pattern.compile("\\d+");

  private static final Set<NamePart> DENIED_OR_SICK =
      Set.of(
          NamePart.LEUKAEMIA,
          NamePart.KIND,
          NamePart.DISEASE,
          NamePart.SICK,
          NamePart.POSITIVE,
          NamePart.NEGATIVE,
          NamePart.BENIGN,
          NamePart.DENIAL,
          NamePart.FREE,
          NamePart.SUBTYPE);

  /** Takes a name to pieces. */
  static NameParts of(String name) {
    String folded = folded(name);
    List<NamePart> parts = new ArrayList<>();
    if (!isPlain(name)) {
      parts.add(NamePart.UNKNOWN);
    }
    String[] words = folded.split(" ", -1);
    boolean all = core(folded).equals("all");
    int counted = words.length - core(folded).split(" ", -1).length;
    for (int k = 0; k < words.length; k++) {
      if (DIGITS.matcher(words[k]).matches()) {
        // A first number counts the classes; a last one may be a code, whose 0 is a no.
        parts.add(
            k == 0 || k < counted || words[k].matches(".*[1-9].*")
                ? NamePart.NUMBER
                : NamePart.UNKNOWN);
      } else {
        parts.addAll(NameVocabulary.parts(words[k]));
      }
    }
    return new NameParts(folded, read(parts, words, all));
  }

  /** Reads anew what a part says by those beside it. */
  private static List<NamePart> read(List<NamePart> parts, String[] words, boolean all) {
    List<NamePart> read = new ArrayList<>(parts);
    boolean disease =
        parts.stream().anyMatch(DENIED_OR_SICK::contains)
            || List.of(words).contains("cell")
            || List.of(words).contains("cells");
    for (int k = 0; k < parts.size(); k++) {
      NamePart before = k == 0 ? NamePart.UNKNOWN : parts.get(k - 1);
      NamePart after = k + 1 == parts.size() ? NamePart.UNKNOWN : parts.get(k + 1);
      switch (parts.get(k)) {
        case ALL -> read.set(k, disease || all ? NamePart.ALL : NamePart.UNKNOWN);
        // "No 3" is a number.
        case DENIAL -> read.set(k, after == NamePart.NUMBER ? NamePart.UNKNOWN : NamePart.DENIAL);
        case FREE -> read.set(k, isRoot(before) ? NamePart.DENIAL : NamePart.UNKNOWN);
        default -> {}
      }
    }
    for (int k = 0; k + 1 < words.length; k++) {
      // What comes before a cancer is none.
      if (words[k].matches("pre|pro") && !words[k + 1].matches("b|t|all|bcp|cells?|\\d+")) {
        read.add(NamePart.UNKNOWN);
      }
    }
    return List.copyOf(read);
  }

  /** {@return the folded name without what counts the classes, as in {@code class 0 all}} */
  String core() {
    return core(folded);
  }

  private static String core(String folded) {
    Matcher counted = COUNTED.matcher(folded);
    String name = counted.lookingAt() ? folded.substring(counted.end()) : folded;
    return CLASS_BEHIND.matcher(name).replaceFirst("");
  }

  private static boolean isRoot(NamePart part) {
    return switch (part) {
      case LEUKAEMIA, KIND, ALL, DISEASE, SICK, HEALTHY -> true;
      default -> false;
    };
  }

  /** How many parts are one of these. */
  int count(NamePart first, NamePart... others) {
    Set<NamePart> wanted = EnumSet.of(first, others);
    return (int) parts.stream().filter(wanted::contains).count();
  }

  boolean has(NamePart first, NamePart... others) {
    return count(first, others) > 0;
  }

  private static boolean isPlain(String name) {
    String composed = Normalizer.normalize(name.strip(), Normalizer.Form.NFKC);
    return PLAIN.matcher(composed).matches() && !LONE_MINUS.matcher(composed).matches();
  }

  /** Lower case, without accents, one blank between words; CamelCase and numbers are parted. */
  private static String folded(String name) {
    String parted = JoinedWords.parted(name.strip(), " ");
    String bare =
        ACCENTS.matcher(Normalizer.normalize(parted, Normalizer.Form.NFKD)).replaceAll("");
    String small =
        NameVocabulary.bare(Normalizer.normalize(bare, Normalizer.Form.NFKC))
            .replace('\u0131', 'i')
            .replace('\u064a', '\u06cc')
            .replace('\u0649', '\u06cc')
            .replace('\u0643', '\u06a9')
            .replace('\u0623', '\u0627')
            .replace('\u0625', '\u0627')
            .replace("\u200c", "")
            .replace("\u200d", "")
            .toLowerCase(Locale.ROOT);
    String words = NO_LETTERS.matcher(small).replaceAll(" ");
    String plain = NUMBER_EDGE.matcher(words).replaceAll(" ").strip();
    for (Phrase phrase : PHRASES) {
      plain = phrase.words().matcher(plain).replaceAll(phrase.plain());
    }
    return plain;
  }
}
