package org.allnet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of modules in {@code docs/architecture.md} names the packages that there are. */
final class DocumentedPackagesTest {

  private static final Path ROOT = Path.of("..");
  private static final Pattern QUOTED = Pattern.compile("`([^`]+)`");

  static List<String> modules() throws IOException {
    try (Stream<Path> folders = Files.list(ROOT)) {
      return folders
          .filter(folder -> Files.isDirectory(sources(folder)))
          .map(folder -> folder.getFileName().toString())
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("modules")
  void rowOfAModule_namesItsPackages(String module) throws IOException {
    assertThat(named(module)).isEqualTo(packages(ROOT.resolve(module)));
  }

  /** The packages in a module's row: the module's own one, then those below it. */
  private static TreeSet<String> named(String module) throws IOException {
    List<String> rows =
        Files.readAllLines(ROOT.resolve("docs/architecture.md")).stream()
            .filter(line -> line.startsWith("| `" + module + "` | `"))
            .toList();
    assertThat(rows).as("rows of %s with its packages", module).isNotEmpty();
    List<String> quoted =
        QUOTED
            .matcher(rows.get(0).split("\\|")[2])
            .results()
            .map((MatchResult match) -> match.group(1))
            .toList();
    TreeSet<String> named = new TreeSet<>(quoted.subList(1, quoted.size()));
    assertThat(quoted.get(0)).isEqualTo(module.substring("allnet-".length()));
    return named;
  }

  private static TreeSet<String> packages(Path module) throws IOException {
    Path own = sources(module).resolve(module.getFileName().toString().substring(7));
    try (Stream<Path> files = Files.walk(own)) {
      TreeSet<String> packages = new TreeSet<>();
      files
          .filter(file -> file.endsWith("package-info.java"))
          .map(file -> own.relativize(file.getParent()).toString().replace('\\', '/'))
          .filter(name -> !name.isEmpty())
          .map(name -> name.replace('/', '.'))
          .forEach(packages::add);
      return packages;
    }
  }

  private static Path sources(Path module) {
    return module.resolve("src/main/java/org/allnet");
  }
}
