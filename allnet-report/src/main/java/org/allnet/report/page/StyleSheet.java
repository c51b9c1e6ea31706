package org.allnet.report.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** How pages look: light and dark, on paper, on a phone. */
public final class StyleSheet {

  private StyleSheet() {}

  /**
   * Returns the style sheet, to be put into a page.
   *
   * @throws UncheckedIOException if the jar that holds it can't be read
   */
  public static String text() {
    try (InputStream in =
        Objects.requireNonNull(StyleSheet.class.getResourceAsStream("report.css"), "report.css")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
