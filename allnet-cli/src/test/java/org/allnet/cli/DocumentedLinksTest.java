package org.allnet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each link of a guide to a file of this repository leads to one, and to a heading in it. */
final class DocumentedLinksTest {

  private static final Path ROOT = Path.of("..");
  private static final Pattern CODE = Pattern.compile("(?s)```.*?```");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");

  /** The headings of pages that were read, to which many links lead. */
  private static final Map<Path, Set<String>> KNOWN = new ConcurrentHashMap<>();

  static List<Path> pages() throws IOException {
    try (Stream<Path> root = Files.list(ROOT);
        Stream<Path> guides = Files.walk(ROOT.resolve("docs"))) {
      return Stream.concat(root, guides)
          .filter(page -> page.toString().endsWith(".md"))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void linksOfAPage_lead(Path page) throws IOException {
    assertThat(broken(page, Files.readString(page))).isEmpty();
  }

  @Test
  void linkToNoFileOrHeading_isFound() {
    Path page = ROOT.resolve("README.md");

    assertThat(broken(page, "[a](docs/none.md) [b](docs/service.md#none) [c](#none)")).hasSize(3);
    assertThat(broken(page, "[a](docs/service.md#the-log) [b](https://example.org)")).isEmpty();
  }

  private static List<String> broken(Path page, String text) {
    Set<String> own = headings(text);
    return LINK.matcher(CODE.matcher(text).replaceAll(""))
        .results()
        .map(link -> link.group(1))
        .filter(link -> !link.contains("://") && !leads(page, own, link))
        .toList();
  }

  private static boolean leads(Path page, Set<String> own, String link) {
    int mark = link.indexOf('#');
    String file = mark < 0 ? link : link.substring(0, mark);
    Path to = page.resolveSibling(file);
    if (!file.isEmpty() && !Files.exists(to)) {
      return false;
    }
    if (mark < 0 || !(file.isEmpty() || file.endsWith(".md"))) {
      return true;
    }
    Set<String> headings =
        file.isEmpty() ? own : KNOWN.computeIfAbsent(to.normalize(), DocumentedLinksTest::headings);
    return headings.contains(link.substring(mark + 1));
  }

  private static Set<String> headings(Path page) {
    try {
      return headings(Files.readString(page));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What follows {@code #} in links to the headings of a page. */
  private static Set<String> headings(String text) {
    return HEADING
        .matcher(CODE.matcher(text).replaceAll(""))
        .results()
        .map(heading -> heading.group(1).replaceAll("\\[([^]]*)]\\([^)]*\\)", "$1"))
        .map(heading -> heading.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}_ -]", ""))
        .map(heading -> heading.strip().replace(' ', '-'))
        .collect(Collectors.toSet());
  }
}
