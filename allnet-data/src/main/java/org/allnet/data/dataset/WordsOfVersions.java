package org.allnet.data.dataset;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names of images that have words beside a name with a number, one of them for a change: {@code
 * c0_orig}, {@code c0_horizontal_flip}, {@code c0_rot_90}; {@code random_crop_c0}. Words are of
 * letters alone, or a word for a change with its number; a mere number counts behind a word. Which
 * of the images is the original does not matter.
 */
final class WordsOfVersions {

  /** A word for a change. */
  static final String CHANGED =
      "(?:aug|augmented|augmentation|transformed|gen|generated|synth|synthetic|fake|gan|smote|dup"
          + "|[hv]?flip(?:ped|lr|ud|[hvxy])?|[hv]f|rot|rotated?|rotation|mirror(?:ed)?|reflect(?:ed)?"
          + "|noisy?|noise|blur(?:red)?|gauss(?:ian)?|saltpepper|bright(?:ness|er)?|dark(?:er)?"
          + "|contrast|gamma|hue|saturation|scaled?|zoom(?:ed)?|shear(?:ed)?"
          + "|translat(?:ed?|ion)|shift(?:ed)?|affine|perspective|elastic|jitter(?:ed)?|cutout"
          + "|cutmix|mixup|clahe|macenko|reinhard|vahadane|hed|tta|seed)";

  private static final Pattern CHANGE = Pattern.compile("(?i)" + CHANGED + "\\d{0,4}");

  /** A word for what was made of an image, before its name; behind it, it may be of a field. */
  private static final Pattern MADE =
      Pattern.compile(
          "(?i)segmented|masked|cropped|resized|normali[sz]ed|equali[sz]ed|sharpened|denoised"
              + "|enhanced|filtered|gr[ae]yscale|preprocessed|processed");

  private static final Pattern WORD = Pattern.compile("\\p{L}[\\p{L}\\p{M}]*");

  private static final Pattern NUMBER = Pattern.compile("\\d{1,4}");

  private static final Pattern MARK = Pattern.compile("[\\s_.,#~()+-]+");

  private static final Pattern DIGIT = Pattern.compile("\\d");

  private static final Pattern LETTER = Pattern.compile("\\p{L}");

  private static final int MOST_WORDS = 5;

  private WordsOfVersions() {}

  /**
   * Returns the images by the name that they share.
   *
   * @param stems names of images without endings
   * @param behind whether words are behind the name, else before it
   * @return the images of each name of which one has a word for a change; the bare name with them
   */
  static Map<String, Set<String>> versions(Collection<String> stems, boolean behind) {
    Map<String, Set<String>> versions = new TreeMap<>();
    Set<String> changed = new HashSet<>();
    for (String stem : stems) {
      List<String> parts = parts(stem);
      int name = behind ? nameBefore(parts) : nameBehind(parts);
      List<String> kept = behind ? parts.subList(0, name) : parts.subList(name, parts.size());
      List<String> words = behind ? parts.subList(name, parts.size()) : parts.subList(0, name);
      String shared = String.join("_", kept);
      versions.computeIfAbsent(shared, key -> new TreeSet<>()).add(stem);
      if (words.stream()
          .anyMatch(
              word ->
                  CHANGE.matcher(word).matches() || (!behind && MADE.matcher(word).matches()))) {
        changed.add(shared);
      }
    }
    if (behind) {
      addNumbered(stems, versions, changed);
    }
    versions.keySet().retainAll(changed);
    return versions;
  }

  /** The images that have a mere number behind a name: {@code c0_0} beside {@code c0_aug_1}. */
  private static void addNumbered(
      Collection<String> stems, Map<String, Set<String>> versions, Set<String> changed) {
    for (String stem : stems) {
      List<String> parts = parts(stem);
      String before = String.join("_", parts.subList(0, Math.max(0, parts.size() - 1)));
      if (changed.contains(before) && NUMBER.matcher(parts.get(parts.size() - 1)).matches()) {
        versions.getOrDefault(before, new TreeSet<>()).add(stem);
      }
    }
  }

  /** How many parts are the name: what is behind them are words, and a digit is in it. */
  private static int nameBefore(List<String> parts) {
    int name = parts.size();
    for (int start = parts.size() - 1; start > 0 && parts.size() - start <= MOST_WORDS; start--) {
      String part = parts.get(start);
      boolean word = isWord(part);
      if (!word && !NUMBER.matcher(part).matches() || !hasDigit(parts.subList(0, start))) {
        break;
      }
      if (word) {
        name = start;
      }
    }
    return name;
  }

  /** Where the name begins: before it are words, and a digit and a letter are in it. */
  private static int nameBehind(List<String> parts) {
    int name = 0;
    while (name < parts.size() - 1
        && name < MOST_WORDS
        && (isWord(parts.get(name)) || (name > 0 && NUMBER.matcher(parts.get(name)).matches()))
        && hasDigit(parts.subList(name + 1, parts.size()))
        && parts.subList(name + 1, parts.size()).stream()
            .anyMatch(part -> LETTER.matcher(part).find())) {
      name++;
    }
    return name;
  }

  private static boolean isWord(String part) {
    return WORD.matcher(part).matches() || CHANGE.matcher(part).matches();
  }

  private static boolean hasDigit(List<String> parts) {
    return parts.stream().anyMatch(part -> DIGIT.matcher(part).find());
  }

  /** What is between marks; a name of marks alone is one part. */
  private static List<String> parts(String stem) {
    List<String> parts = new ArrayList<>();
    Matcher mark = MARK.matcher(stem);
    int start = 0;
    while (mark.find()) {
      if (mark.start() > start) {
        parts.add(stem.substring(start, mark.start()));
      }
      start = mark.end();
    }
    if (start < stem.length() || parts.isEmpty()) {
      parts.add(stem.substring(Math.min(start, stem.length())));
    }
    return parts;
  }
}
