package org.allnet.service.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Styles, scripts and templates fit: what one of them names, another one has. */
final class PageAssetsTest {

  private static final Path TEMPLATES = Path.of("src/main/jte");
  private static final Path ASSETS = Path.of("src/main/resources/org/allnet/service/web/assets");

  private static final Pattern COMMENT = Pattern.compile("/\\*.*?\\*/", Pattern.DOTALL);
  private static final Pattern SELECTORS = Pattern.compile("([^{}]+)\\{");
  private static final Pattern CLASS = Pattern.compile("\\.([a-z][a-z0-9-]*)");
  private static final Pattern ID = Pattern.compile("#([a-z][a-z0-9-]*)");
  private static final Pattern ASKED_ID =
      Pattern.compile("(?:byId|getElementById)\\('([a-z0-9-]+)'\\)");
  private static final Pattern DATA = Pattern.compile("\\sdata-([a-z-]+)");

  private static String texts(Path folder, String end) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().endsWith(end))
          .sorted()
          .map(PageAssetsTest::text)
          .collect(Collectors.joining("\n"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Set<String> found(Pattern pattern, String text) {
    return pattern
        .matcher(text)
        .results()
        .map(one -> one.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static boolean hasWord(String text, String word) {
    return Pattern.compile("(?<![a-z0-9-])" + word + "(?![a-z0-9-])").matcher(text).find();
  }

  private static String selectors() {
    return SELECTORS
        .matcher(COMMENT.matcher(texts(ASSETS, ".css")).replaceAll(""))
        .results()
        .map((MatchResult one) -> one.group(1))
        .collect(Collectors.joining(" "));
  }

  @Test
  void everyStyle_isOfSomething() {
    String templates = texts(TEMPLATES, ".jte");
    String all = templates + texts(ASSETS, ".js");
    String selectors = selectors();
    assertThat(found(CLASS, selectors)).hasSizeGreaterThan(50).allMatch(one -> hasWord(all, one));
    assertThat(found(ID, selectors))
        .isNotEmpty()
        .allMatch(one -> templates.contains("id=\"" + one + "\""));
  }

  @Test
  void everyScript_findsWhatItAsksFor() {
    String templates = texts(TEMPLATES, ".jte");
    String scripts = texts(ASSETS, ".js");
    assertThat(found(ASKED_ID, scripts))
        .hasSizeGreaterThan(40)
        .allMatch(one -> templates.contains("id=\"" + one + "\""));
    assertThat(found(DATA, templates))
        .hasSizeGreaterThan(15)
        .as("what templates say for scripts")
        .allMatch(
            one -> scripts.contains("data-" + one) || scripts.contains("dataset." + camel(one)));
  }

  private static String camel(String name) {
    return Pattern.compile("-(.)")
        .matcher(name)
        .replaceAll(one -> one.group(1).toUpperCase(Locale.ROOT));
  }

  @Test
  void everyAsset_isAskedFor() throws IOException {
    String all = texts(TEMPLATES, ".jte") + texts(ASSETS, ".js");
    try (Stream<Path> files = Files.list(ASSETS)) {
      assertThat(files.map(file -> file.getFileName().toString()).sorted().toList())
          .hasSizeGreaterThan(15)
          .allMatch(
              one -> all.contains("asset(\"" + one + "\")") || all.contains("'./" + one + "'"));
    }
  }

  /** A browser keeps a failure as a file, or drops it, and nobody reads why. */
  @Test
  void noLink_hidesAFailure() {
    assertThat(found(Pattern.compile("<a [^>]*\\s(download)\\b"), texts(TEMPLATES, ".jte")))
        .isEmpty();
  }
}
