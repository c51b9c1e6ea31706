package org.allnet.data.dataset;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.allnet.data.file.FileNames;

/**
 * A word of a file's name.
 *
 * @param text the word
 * @param run counts what marks part; words of one run are joined, as in {@code ScanALL}
 */
record FileWord(String text, int run) {

  private static final Pattern RUN = Pattern.compile("\\p{L}[\\p{L}\\p{M}]*");

  private static final int LONGEST = 120;

  /**
   * Returns what marks and digits part in a name.
   *
   * @param fileName a file name without folders
   * @return letters that are beside one another; empty for a name that is very long
   */
  static List<String> runs(String fileName) {
    String stem = FileNames.stem(fileName);
    return stem.length() > LONGEST
        ? List.of()
        : RUN.matcher(stem).results().map(MatchResult::group).toList();
  }

  /**
   * Returns the words of a name.
   *
   * @param runs what marks part in it
   */
  static List<FileWord> of(List<String> runs) {
    List<FileWord> words = new ArrayList<>();
    for (int run = 0; run < runs.size(); run++) {
      for (String text : JoinedWords.parted(runs.get(run), " ").split(" ", -1)) {
        words.add(new FileWord(text, run));
      }
    }
    return words;
  }
}
