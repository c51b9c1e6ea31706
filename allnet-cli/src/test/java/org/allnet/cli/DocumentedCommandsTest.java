package org.allnet.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import picocli.CommandLine;

/** Every command in README and guides is one that the program takes, option by option. */
final class DocumentedCommandsTest {

  private static final Path ROOT = Path.of("..");
  private static final String PROGRAM = "./allnet ";

  @TestFactory
  Stream<DynamicTest> commandOfAGuide_isUnderstood() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (Path page : pages()) {
      for (String command : commands(page)) {
        tests.add(
            DynamicTest.dynamicTest(
                page.getFileName() + ": " + command,
                () -> assertThatCode(() -> parse(command)).doesNotThrowAnyException()));
      }
    }
    return tests.stream();
  }

  @Test
  void guidesOfTheFirstHour_holdCommands() throws IOException {
    assertThat(commands(ROOT.resolve("docs/your-own-images.md"))).hasSizeGreaterThan(5);
    assertThat(commands(ROOT.resolve("docs/questions.md"))).isNotEmpty();
    assertThat(commands(ROOT.resolve("README.md"))).isNotEmpty();
  }

  /** A bare name is that of a folder below {@code runs}, where later commands have to look. */
  @TestFactory
  Stream<DynamicTest> foldersOfRuns_areUsedBelowRuns() throws IOException {
    return pages().stream()
        .map(
            page ->
                DynamicTest.dynamicTest(
                    page.getFileName().toString(),
                    () -> assertThat(misplaced(commands(page))).isEmpty()));
  }

  @Test
  void folderOfARunThatIsNotBelowRuns_isFound() {
    assertThat(misplaced(List.of("demo --out one", "predict one/model.safetensors")))
        .containsExactly("predict one/model.safetensors");
    assertThat(misplaced(List.of("train a --out one", "train --resume runs/one"))).isEmpty();
    assertThat(misplaced(List.of("train a --out one", "crossval a --out one"))).isEmpty();
  }

  /** Commands that look for the folder of a run where it is not. */
  private static List<String> misplaced(List<String> commands) {
    List<String> bare = new ArrayList<>();
    List<String> found = new ArrayList<>();
    for (String command : commands) {
      List<String> words = new ArrayList<>(List.of(command.split("\\s+")));
      int option = words.indexOf("--out");
      String out = option < 0 ? "" : words.remove(option + 1);
      if (bare.stream().anyMatch(name -> words.stream().anyMatch(word -> isIn(word, name)))) {
        found.add(command);
      }
      if (command.matches("(cluster )?(train|crossval|demo) .*") && out.matches("[^./]+")) {
        bare.add(out);
      }
    }
    return found;
  }

  private static boolean isIn(String word, String folder) {
    return word.equals(folder) || word.startsWith(folder + "/");
  }

  @Test
  void anOptionThatIsNone_isFound() {
    assertThatCode(() -> parse("train cells --learning-rate 1")).isInstanceOf(Exception.class);
  }

  private static List<Path> pages() throws IOException {
    try (Stream<Path> guides = Files.walk(ROOT.resolve("docs"))) {
      return Stream.concat(Stream.of(ROOT.resolve("README.md")), guides)
          .filter(page -> page.toString().endsWith(".md"))
          .sorted()
          .toList();
    }
  }

  /** The commands in the blocks of code of a page, without what stands for something else. */
  private static List<String> commands(Path page) throws IOException {
    List<String> commands = new ArrayList<>();
    boolean inCode = false;
    StringBuilder line = new StringBuilder();
    for (String text : Files.readAllLines(page)) {
      if (text.startsWith("```")) {
        inCode = !inCode;
      } else if (inCode) {
        String part = text.replaceFirst("\\s#\\s.*", "").strip();
        boolean goesOn = part.endsWith("\\");
        line.append(goesOn ? part.substring(0, part.length() - 1) + " " : part);
        if (!goesOn) {
          String whole = line.toString().replaceFirst("\\s>\\s+\\S+$", "");
          line.setLength(0);
          if (whole.startsWith(PROGRAM) && !whole.matches(".*[\\[\\]|<>$*;&{].*|.*\\.\\.\\..*")) {
            commands.add(whole.substring(PROGRAM.length()).strip());
          }
        }
      }
    }
    return commands;
  }

  private static void parse(String command) {
    CommandLine program = new CommandLine(new AllnetCommand());
    program.setCaseInsensitiveEnumValuesAllowed(true);
    program.parseArgs(command.replace("'", "").split("\\s+"));
  }
}
