package org.allnet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.allnet.cli.terminal.Version;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import picocli.CommandLine;

final class AllnetProgramTest {

  @Test
  void version_isOneResultOnStdout() {
    Ran ran = Ran.allnet("--version");

    assertThat(ran.exitCode()).isZero();
    assertThat(ran.out())
        .matches(
            "(?s)allnet \\d+\\.\\d+\\.\\d+\\S*\\Rcommit (unknown|[0-9a-f]{40}(-dirty)?)\\RJava \\d+.*");
    assertThat(ran.err()).isEmpty();
  }

  @Test
  void commit_isTheOneOfTheSources_whereGitKnowsIt() throws Exception {
    Process git = new ProcessBuilder("git", "rev-parse", "HEAD").start();
    String head = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    String commit = Version.commit();

    assertThat(commit).matches("unknown|[0-9a-f]{40}(-dirty)?");
    if (git.waitFor() == 0) {
      // A build that was not begun anew since may be of an earlier commit, but never of none.
      assertThat(commit).as("HEAD is %s", head).isNotEqualTo("unknown");
    }
    assertThat(Version.withCommit()).contains(Version.number(), commit);
  }

  @Test
  void help_namesEveryCommandAndSaysResearchUse() {
    Ran ran = Ran.allnet("--help");

    assertThat(ran.exitCode()).isZero();
    assertThat(ran.out()).contains("Research use only");
    for (List<String> command : commands()) {
      assertThat(ran.out()).containsPattern("\\R  " + String.join(" ", command) + " {2,}\\S");
    }
  }

  @TestFactory
  List<DynamicTest> helpOfEachCommand_describesEveryOption() {
    List<DynamicTest> tests = new ArrayList<>();
    for (List<String> command : commands()) {
      List<Object> words = new ArrayList<>(command);
      words.add("--help");
      tests.add(
          DynamicTest.dynamicTest(
              String.join(" ", command),
              () -> {
                Ran ran = Ran.allnet(words.toArray());
                assertThat(ran.exitCode()).isZero();
                assertThat(ran.err()).isEmpty();
                assertThat(ran.out()).startsWith("Usage: allnet " + String.join(" ", command));
                assertThat(ran.out().lines()).allMatch(line -> line.length() <= 100);
                assertThat(undescribed(command)).isEmpty();
              }));
    }
    return tests;
  }

  @Test
  void noCommand_isWrongUsageWithAHint() {
    Ran ran = Ran.allnet();

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err())
        .isEqualToIgnoringNewLines("allnet: which command? 'allnet --help' lists them.");
  }

  @Test
  void unknownCommand_isWrongUsageAndNamesTheNearest() {
    Ran ran = Ran.allnet("evalute");

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err())
        .startsWith("allnet: ")
        .contains("'evalute'", "evaluate")
        .doesNotContain("\tat ");
  }

  @Test
  void unknownOption_isWrongUsageAndNamesTheNearest() {
    Ran ran = Ran.allnet("evaluate", "--prediction", "x.csv");

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err()).contains("--prediction", "--predictions", "allnet evaluate --help");
  }

  @Test
  void missingFile_isOneLineAndExitCode1() {
    Ran ran = Ran.allnet("evaluate", "--predictions", "nowhere.csv");

    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err().lines()).singleElement().asString().startsWith("allnet: nowhere.csv");
  }

  @Test
  void verbose_showsWhereItFailed() {
    Ran ran = Ran.allnet("evaluate", "--verbose", "--predictions", "nowhere.csv");

    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.err()).startsWith("allnet: nowhere.csv").contains("\tat org.allnet.");
  }

  private static List<List<String>> commands() {
    List<List<String>> commands = new ArrayList<>();
    new CommandLine(new AllnetCommand())
        .getSubcommands()
        .forEach(
            (name, command) -> {
              Map<String, CommandLine> verbs = command.getSubcommands();
              if (verbs.isEmpty()) {
                commands.add(List.of(name));
              }
              verbs.keySet().forEach(verb -> commands.add(List.of(name, verb)));
            });
    return commands;
  }

  private static List<String> undescribed(List<String> command) {
    CommandLine commandLine = new CommandLine(new AllnetCommand());
    for (String word : command) {
      commandLine = commandLine.getSubcommands().get(word);
    }
    return commandLine.getCommandSpec().args().stream()
        .filter(arg -> arg.description().length == 0)
        .map(arg -> arg.paramLabel())
        .toList();
  }
}
