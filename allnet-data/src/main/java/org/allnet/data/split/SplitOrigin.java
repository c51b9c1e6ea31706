package org.allnet.data.split;

import java.nio.file.Path;
import org.allnet.data.InputException;
import org.jspecify.annotations.Nullable;

/**
 * Where a split came from, for those who are told what is wrong with it.
 *
 * @param file its file; absent if it was drawn
 * @param advice what to do if it does not fit its data set, without a full stop
 */
public record SplitOrigin(@Nullable Path file, String advice) {

  private static final String ANEW = "make the split anew from this data set";

  /** The origin of a split that was drawn. */
  public static final SplitOrigin DRAWN = new SplitOrigin(null, ANEW);

  /**
   * Returns the origin of a split that can be made anew.
   *
   * @param file its file; absent if it was drawn
   */
  public static SplitOrigin of(@Nullable Path file) {
    return file == null ? DRAWN : new SplitOrigin(file, ANEW);
  }

  /** The same file with other advice. */
  SplitOrigin advising(String other) {
    return new SplitOrigin(file, other);
  }

  /** The failure of the split; its message begins with the file. */
  InputException wrong(String what) {
    String sentence = what + "; " + advice;
    return file == null
        ? new InputException("split: " + sentence)
        : InputException.in(file, sentence);
  }
}
