package org.allnet.report.plot;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;

/**
 * Writes markup that is well-formed whatever text it is given: names, values and texts from files
 * are hostile. Not for several threads at once.
 */
public final class Markup {

  private final StringBuilder out = new StringBuilder(1 << 14);
  private final Deque<String> open = new ArrayDeque<>();

  /**
   * Opens an element.
   *
   * @param tag its name, a constant of the program
   * @param attributes names and values in turn; names are constants of the program, values are
   *     escaped
   * @return this
   */
  public Markup open(String tag, String... attributes) {
    start(tag, attributes);
    out.append('>');
    open.push(tag);
    return this;
  }

  /**
   * Writes an element without content.
   *
   * @param tag its name
   * @param attributes names and values in turn
   * @return this
   */
  public Markup empty(String tag, String... attributes) {
    start(tag, attributes);
    out.append("/>");
    return this;
  }

  /**
   * Writes an element that holds text only.
   *
   * @param tag its name
   * @param text its text, escaped
   * @param attributes names and values in turn
   * @return this
   */
  public Markup element(String tag, String text, String... attributes) {
    return open(tag, attributes).text(text).close();
  }

  /**
   * Writes text.
   *
   * @param text escaped
   * @return this
   */
  public Markup text(String text) {
    escape(text, out);
    return this;
  }

  /**
   * Closes the innermost open element.
   *
   * @return this
   */
  public Markup close() {
    out.append("</").append(open.pop()).append('>');
    return this;
  }

  /**
   * Takes in markup that is well-formed already.
   *
   * @param wellFormed made by this class, or a constant of the program
   * @return this
   */
  public Markup raw(String wellFormed) {
    out.append(wellFormed);
    return this;
  }

  /**
   * Begins a new line, for those who read the source.
   *
   * @return this
   */
  public Markup line() {
    out.append('\n');
    return this;
  }

  /**
   * Returns the markup.
   *
   * @throws IllegalStateException if an element is still open
   */
  @Override
  public String toString() {
    if (!open.isEmpty()) {
      throw new IllegalStateException("not closed: " + open);
    }
    return out.toString();
  }

  private void start(String tag, String... attributes) {
    if (attributes.length % 2 != 0) {
      throw new IllegalArgumentException("attribute without a value in " + tag);
    }
    out.append('<').append(tag);
    for (int i = 0; i < attributes.length; i += 2) {
      out.append(' ').append(attributes[i]).append("=\"");
      escape(Objects.requireNonNull(attributes[i + 1]), out);
      out.append('"');
    }
  }

  /**
   * Escapes a text for content and attribute values. Characters that XML forbids, and those that
   * turn the direction of writing (which can make a name look like another), become U+FFFD.
   *
   * @param text any text
   * @return the escaped text
   */
  public static String escape(String text) {
    StringBuilder escaped = new StringBuilder(text.length() + 16);
    escape(text, escaped);
    return escaped.toString();
  }

  /**
   * A text without the characters that {@link #escape} replaces, for other formats than XML.
   *
   * @param text any text
   * @return the text, forbidden characters as U+FFFD
   */
  public static String plain(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    text.codePoints().forEach(c -> plain.appendCodePoint(allowed(c) ? c : 0xFFFD));
    return plain.toString();
  }

  private static void escape(String text, StringBuilder out) {
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '"' -> out.append("&quot;");
        case '\'' -> out.append("&#39;");
        default -> out.appendCodePoint(allowed(c) ? c : 0xFFFD);
      }
    }
  }

  private static boolean allowed(int c) {
    if (c < 0x20) {
      return c == '\t' || c == '\n' || c == '\r';
    }
    boolean control = c >= 0x7F && c <= 0x9F;
    boolean surrogate = c >= 0xD800 && c <= 0xDFFF;
    boolean turnsDirection = c >= 0x202A && c <= 0x202E || c >= 0x2066 && c <= 0x2069;
    return !control && !surrogate && !turnsDirection && c != 0xFFFE && c != 0xFFFF;
  }
}
