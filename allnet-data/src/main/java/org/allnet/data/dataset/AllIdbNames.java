package org.allnet.data.dataset;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.allnet.data.file.FileNames;

/**
 * The names of ALL-IDB's files, {@code Im001_1.tif} and {@code Im131_0.tif}: 1 behind the image's
 * number stands for a blast, 0 for a healthy cell (Labati et al. 2011, doi
 * 10.1109/ICIP.2011.6115881). Copies of them and longer names, such as {@code Im001_1 (1).tif},
 * {@code Im001_1_crop.png} and {@code ALLIDB2_Im001_1.tif.png}, and other marks, such as {@code
 * Im001-1.tif}, say the same; other files of the set say nothing. If the digits belong to the same
 * numbers, or hardly ever differ, they say nothing either: they may be those of frames.
 */
public final class AllIdbNames {

  /** Between the number and the digit; programs that rename files put other marks there. */
  private static final String MARK = "[\\s_.-]{1,3}";

  private static final String NUMBER_AND_DIGIT = "im[\\s_.-]?(\\d{3})%s(\\d{1,2})".formatted(MARK);

  private static final Pattern NAME = Pattern.compile("(?i)" + NUMBER_AND_DIGIT);

  private static final Pattern INSIDE =
      Pattern.compile("(?i)im[\\s_.-]?\\d{3}%s\\d".formatted(MARK));

  /** In a longer name, such as {@code ALLIDB2Im001_1.tif.png} and {@code Im001_1copy.png}. */
  private static final Pattern WITHIN =
      Pattern.compile(
          "(?:(?<!\\p{L})|(?<=\\p{Ll})(?=\\p{Lu})|(?<=(?i:idb)))(?i:%s)(?!\\d)"
              .formatted(NUMBER_AND_DIGIT));

  private static final Pattern IN_BRACKETS = Pattern.compile(".*\\(\\d{1,3}\\)");

  /** A class for each digit, as {@link ClassNames} knows it. */
  private static final String HEALTHY = "healthy";

  private static final String BLAST = "blast";

  /** So many such names are none by chance, however many others there are. */
  private static final int TELLING = 10;

  private static final double MOST = 0.5;

  /** ALL-IDB1 and 2 together have 260 numbers, of which 59 have both digits. */
  private static final double REPEATED = 0.25;

  /** A digit of fewer images may be a mistake in a set of fields that are counted from 1. */
  private static final double RARE = 0.05;

  /** More images with other digits are fields. */
  private static final double FEW = 0.1;

  private static final int MOST_ENDINGS = 3;

  private final boolean known;

  /**
   * Reads the names of a set.
   *
   * @param fileNames the names of all its files, without folders
   */
  public AllIdbNames(Collection<String> fileNames) {
    Map<String, Set<String>> digits = new HashMap<>();
    Map<String, Integer> images = new HashMap<>();
    int named = 0;
    for (String fileName : fileNames) {
      Optional<Matcher> name = name(fileName);
      if (name.isPresent()) {
        named++;
        Matcher of = name.get();
        if (digits.computeIfAbsent(of.group(1), key -> new HashSet<>()).add(of.group(2))) {
          images.merge(of.group(2), 1, Integer::sum);
        }
      }
    }
    long repeated = digits.values().stream().filter(of -> of.size() > 1).count();
    int all = images.values().stream().mapToInt(Integer::intValue).sum();
    int healthy = images.getOrDefault("0", 0);
    int blasts = images.getOrDefault("1", 0);
    known =
        (named >= TELLING || named >= MOST * fileNames.size())
            && healthy > 0
            && blasts > 0
            && Math.min(healthy, blasts) >= RARE * all
            && all - healthy - blasts <= FEW * all
            && repeated <= REPEATED * digits.size();
  }

  /** {@return whether the set's names are ALL-IDB's} */
  public boolean areKnown() {
    return known;
  }

  /**
   * Returns what a file's name says.
   *
   * @param fileName a file name without folders
   * @return {@code blast} or {@code healthy}; empty if the set's names are not ALL-IDB's, or if
   *     this one is not
   */
  public Optional<String> find(String fileName) {
    return known ? name(fileName).flatMap(AllIdbNames::said) : Optional.empty();
  }

  private static Optional<String> said(Matcher name) {
    return switch (name.group(2)) {
      case "0" -> Optional.of(HEALTHY);
      case "1" -> Optional.of(BLAST);
      default -> Optional.empty();
    };
  }

  /** The name of the image of which a file is, or is named like a copy. */
  private static Optional<Matcher> name(String fileName) {
    String stem = CopyNames.parted(FileNames.stem(fileName));
    if (!INSIDE.matcher(stem).find()) {
      return Optional.empty();
    }
    List<String> candidates = new ArrayList<>(List.of(stem));
    for (int endings = 0; endings <= MOST_ENDINGS && !candidates.isEmpty(); endings++) {
      List<String> originals = new ArrayList<>();
      for (String candidate : candidates) {
        Matcher name = NAME.matcher(candidate);
        if (name.matches()) {
          return Optional.of(name);
        }
        originals.addAll(Masks.imagesOf(candidate));
        originals.addAll(CopyNames.editedOf(candidate));
        if (IN_BRACKETS.matcher(candidate).matches()) {
          CopyNames.numbered(candidate).ifPresent(numbered -> originals.add(numbered.name()));
        }
      }
      candidates = originals;
    }
    Matcher within = WITHIN.matcher(FileNames.stem(fileName));
    return within.find() ? Optional.of(within) : Optional.empty();
  }
}
