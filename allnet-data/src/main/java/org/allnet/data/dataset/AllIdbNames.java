package org.allnet.data.dataset;

import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.allnet.data.file.FileNames;

/**
 * The names of ALL-IDB's files, {@code Im001_1.tif} and {@code Im131_0.tif}: 1 behind the image's
 * number stands for a blast, 0 for a healthy cell (Labati et al. 2011, doi
 * 10.1109/ICIP.2011.6115881). In a set of other names, or of numbers that stand with both, the
 * digit says nothing: it may be a frame's.
 */
final class AllIdbNames {

  private static final Pattern NAME = Pattern.compile("(?i)im(\\d{3})_([01])");

  /** A class for each digit, as {@link ClassNames} knows it. */
  private static final String HEALTHY = "healthy";

  private static final String BLAST = "blast";

  private final boolean known;

  /**
   * Reads the names of a set.
   *
   * @param fileNames the names of all its files, without folders
   */
  AllIdbNames(Collection<String> fileNames) {
    Set<String> numbers = new HashSet<>();
    Set<String> names = new HashSet<>();
    Set<String> digits = new HashSet<>();
    boolean all = !fileNames.isEmpty();
    for (String fileName : fileNames) {
      Matcher name = NAME.matcher(FileNames.stem(fileName));
      if (!name.matches()) {
        all = false;
        break;
      }
      names.add(name.group());
      numbers.add(name.group(1));
      digits.add(name.group(2));
    }
    known = all && digits.size() == 2 && numbers.size() == names.size();
  }

  /**
   * Returns what a file's name says.
   *
   * @param fileName a file name without folders
   * @return {@code blast} or {@code healthy}; empty if the set's names are not ALL-IDB's
   */
  Optional<String> find(String fileName) {
    Matcher name = NAME.matcher(FileNames.stem(fileName));
    return known && name.matches()
        ? Optional.of(name.group(2).equals("1") ? BLAST : HEALTHY)
        : Optional.empty();
  }
}
