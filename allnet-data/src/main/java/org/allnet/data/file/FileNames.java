package org.allnet.data.file;

import java.text.Normalizer;

/** Names of files as they are compared between tables, folders and systems. */
public final class FileNames {

  private FileNames() {}

  /**
   * Returns the one way of writing a name: {@code /} between the parts, without a leading {@code
   * ./}, accented letters as single characters (Unicode NFC), no blanks around it.
   *
   * @param name a path relative to a data set's root, from a table or a disk
   * @return the same for all systems' ways of writing it
   */
  public static String canonical(String name) {
    String plain = text(name).replace('\\', '/');
    while (plain.startsWith("./")) {
      plain = plain.substring(2);
    }
    return plain;
  }

  /**
   * Returns the one way of writing a class or subject.
   *
   * @param text as it stands in a table or is the name of a folder
   * @return accented letters as single characters (Unicode NFC), no blanks around it
   */
  public static String text(String text) {
    String plain = text.strip();
    return Normalizer.isNormalized(plain, Normalizer.Form.NFC)
        ? plain
        : Normalizer.normalize(plain, Normalizer.Form.NFC);
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
