package org.allnet.service.work.intake;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.allnet.data.layout.FolderMark;

/**
 * Which files of a request a program made, as marks of their folders say. A mark holds for its own
 * folder and all below it; one that came without a folder holds for the whole request.
 */
final class SyntheticMarks {

  private static final String MARK = FolderMark.SYNTHETIC.file().toLowerCase(Locale.ROOT);

  private final Set<String> folders = new HashSet<>();

  /** Whether a file is such a mark, and no picture. */
  static boolean isMark(String name) {
    String plain = plain(name);
    return plain.substring(plain.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT).equals(MARK);
  }

  /** Takes a mark by its name in the request. */
  void add(String mark) {
    folders.add(folder(plain(mark)));
  }

  /** Whether a mark holds for a file. */
  boolean holdFor(String name) {
    String folder = folder(plain(name));
    while (!folder.isEmpty()) {
      if (folders.contains(folder)) {
        return true;
      }
      folder = folder(folder);
    }
    return folders.contains("");
  }

  private static String plain(String name) {
    return name.replace('\\', '/');
  }

  private static String folder(String path) {
    int slash = path.lastIndexOf('/');
    return slash < 0 ? "" : path.substring(0, slash);
  }
}
