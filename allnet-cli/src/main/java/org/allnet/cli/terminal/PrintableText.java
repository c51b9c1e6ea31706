package org.allnet.cli.terminal;

import java.util.regex.Pattern;

/** Lines that a terminal only shows: names out of files may hold what it would obey. */
final class PrintableText {

  /** Control characters, and those that turn the direction of writing. */
  private static final Pattern OBEYED =
      Pattern.compile("[\\p{Cc}\\u061c\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069]");

  private PrintableText() {}

  /**
   * Returns a line with a mark in place of every character that a terminal would obey.
   *
   * @param line without a line break; a tab becomes a blank
   */
  static String of(String line) {
    return OBEYED.matcher(line.replace('\t', ' ')).replaceAll("\uFFFD");
  }
}
