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
          String whole = line.toString();
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
