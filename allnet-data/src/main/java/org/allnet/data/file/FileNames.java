package org.allnet.data.file;

import java.net.URI;
import java.text.Normalizer;
import java.util.Locale;

/** Names of files as they are compared between tables, folders and systems. */
public final class FileNames {

  private FileNames() {}

  /**
   * Returns the one way of writing a name: {@code /} between the parts, without a leading {@code
   * ./} or {@code file://}, accented letters as single characters (Unicode NFC), no blanks around
   * it.
   *
   * @param name a path relative to a data set's root, from a table or a disk
   * @return the same for all systems' ways of writing it
   */
  public static String canonical(String name) {
    String plain = withoutScheme(text(name)).replace('\\', '/');
    while (plain.startsWith("./")) {
      plain = plain.substring(2);
    }
    return plain;
  }

  private static String withoutScheme(String name) {
    if (!name.startsWith("file:/")) {
      return name;
    }
    try {
      String path = URI.create(name).getPath();
      return path == null ? name : text(path);
    } catch (IllegalArgumentException e) {
      return name.substring("file:".length()).replaceFirst("^/+", "/"); // it has blanks in it
    }
  }

  /**
   * Returns the one way of writing a class or subject.
   *
   * @param text as it is in a table, or the name of a folder
   * @return accented letters as single characters (Unicode NFC), no blanks around it, also none
   *     that do not break or have no width
   */
  public static String text(String text) {
    String plain = stripped(text);
    return Normalizer.isNormalized(plain, Normalizer.Form.NFC)
        ? plain
        : Normalizer.normalize(plain, Normalizer.Form.NFC);
  }

  private static String stripped(String text) {
    int begin = 0;
    int end = text.length();
    while (begin < end && isBlank(text.charAt(begin))) {
      begin++;
    }
    while (end > begin && isBlank(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(begin, end);
  }

  private static boolean isBlank(char c) {
    return Character.isWhitespace(c)
        || Character.isSpaceChar(c)
        || Character.getType(c) == Character.FORMAT;
  }

  /**
   * Returns what the ways of writing an image's name have in common: no case and no ending, since
   * an image that was converted has another.
   *
   * @param name such as {@code a/Cell1.PNG}
   * @return such as {@code a/cell1}
   */
  public static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replaceFirst("\\.[a-z]{3,4}$", "");
  }

  /**
   * Returns a file's name without its ending.
   *
   * @param name such as {@code cell.1.png}
   * @return such as {@code cell.1}; the name itself if it has no ending, or nothing before it
   */
  public static String stem(String name) {
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }
}
