package org.allnet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.allnet.cli.terminal.Version;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Option;

final class AllnetProgramTest {

  @TempDir Path folder;

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

  /** A name in a file could clear the terminal, or write a line that isn't ours. */
  @ParameterizedTest
  @ValueSource(strings = {"\u001b[2J", "\u0007", "\u009b2J", "\u202e"})
  void nameWithWhatATerminalObeys_isShownWithoutIt(String obeyed) throws IOException {
    Path table = folder.resolve("predictions.csv");
    Files.writeString(
        table,
        "image,label,subject,p_all,p_hem\n"
            + "a.png,al%sl,P1,0.9,0.1\nb.png,hem,H1,0.1,0.9\n".formatted(obeyed));
    Path noted = folder.resolve("noted.csv");
    Files.writeString(
        noted,
        "image,label,subject,fold,cor%srected_label,p_all,p_hem\n".formatted(obeyed)
            + "a.png,all,P1,1,hem,0.9,0.1\nb.png,hem,H1,1,all,0.1,0.9\n");

    Ran refused = Ran.allnet("evaluate", "--predictions", table);
    Ran evaluated = Ran.allnet("evaluate", "--predictions", noted);

    assertThat(refused.exitCode()).isNotZero();
    assertThat(refused.err()).contains("al").doesNotContain(obeyed);
    assertThat(evaluated.out() + evaluated.err()).contains("rected_label").doesNotContain(obeyed);
  }

  @Test
  void noCommand_isWrongUsageWithAHint() {
    Ran ran = Ran.allnet();

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err())
        .isEqualToIgnoringNewLines("allnet: which command? 'allnet help' lists them.");
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
  void unknownCommandBesideHelp_isWrongUsageToo() {
    Ran first = Ran.allnet("trian", "--help");
    assertThat(first.exitCode()).isEqualTo(2);
    assertThat(first.err()).contains("unknown command 'trian'").contains("did you mean train?");
    Ran second = Ran.allnet("dataset", "inspekt", "--help");
    assertThat(second.exitCode()).isEqualTo(2);
    assertThat(second.err()).contains("unknown command 'inspekt'");
    assertThat(Ran.allnet("dataset", "inspect", "--help").exitCode()).isZero();
  }

  @Test
  void unknownOption_isWrongUsageAndNamesTheNearest() {
    Ran ran = Ran.allnet("evaluate", "--prediction", "x.csv");

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err()).contains("--prediction", "--predictions", "allnet evaluate --help");
  }

  @ParameterizedTest
  @CsvSource({
    "train, --learning-rate, --lr",
    "train, --learning_rate, --lr",
    "train, --batch-size, --batch",
    "train, --batch_size=16, --batch",
    "train, --gpu, --device",
    "train, --output, --out",
    "train, --output-dir, --out",
    "train, --img-size, --input-size",
    "train, --kfold, --folds",
    "train, --weights, --pretrained",
    "train, --model, --recipe",
    "train, --epoch, --epochs",
    "train, --segmentaton, --segmentation",
    "predict, --cuda, --device",
    "predict, --to-csv, --csv",
    "evaluate, --cutoff, --threshold",
    "evaluate, --dataset, --data",
    "dataset split, --output, --out",
    "evaluate, --validaton, --validation"
  })
  void optionOfOtherPrograms_leadsToOurs(String command, String typed, String meant) {
    List<Object> words = new ArrayList<>(List.of(command.split(" ")));
    words.addAll(List.of(typed, "x", "y"));

    Ran ran = Ran.allnet(words.toArray());

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err()).contains("; did you mean " + meant + "?");
  }

  @ParameterizedTest
  @CsvSource({
    "fit, train",
    "test, evaluate",
    "infer, predict",
    "cross-validate, crossval",
    "export, model export",
    "benchmark, bench",
    "evalute, evaluate",
    "predcit, predict"
  })
  void commandOfOtherPrograms_leadsToOurs(String typed, String meant) {
    Ran ran = Ran.allnet(typed);

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err()).contains("; did you mean " + meant + "?");
  }

  @ParameterizedTest
  @CsvSource({
    "--groupby, --group-by",
    "--group_by, --group-by",
    "--Half, --half",
    "--inputsize, --input-size",
    "--holdout, --hold-out"
  })
  void optionThatDiffersInHyphensAlone_isThatOption(String typed, String meant) {
    Ran ran = Ran.allnet("train", "data", typed, "x");

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err()).contains("; did you mean " + meant + "?");
  }

  /** A command's own option is never explained by the name that another one has elsewhere. */
  @TestFactory
  List<DynamicTest> wordsOfOthers_areNoOptionsBesideTheirMeaning() {
    List<DynamicTest> tests = new ArrayList<>();
    CommandLine root = new CommandLine(new AllnetCommand());
    for (List<String> words : commands()) {
      CommandLine command = root;
      for (String word : words) {
        command = command.getSubcommands().get(word);
      }
      List<String> own = new ArrayList<>();
      command.getCommandSpec().options().forEach(option -> own.addAll(List.of(option.names())));
      List<String> bare =
          own.stream().map(name -> name.replaceAll("[-_]", "").toLowerCase(Locale.ROOT)).toList();
      tests.add(
          DynamicTest.dynamicTest(
              String.join(" ", words),
              () ->
                  WordsOfOthers.options()
                      .forEach(
                          (word, meant) ->
                              assertThat(
                                      bare.contains(word) && meant.stream().anyMatch(own::contains))
                                  .as("%s for %s", word, meant)
                                  .isFalse())));
    }
    return tests;
  }

  /** The parser prints a warning of its own over the help if a percent sign is bare. */
  @Test
  void descriptions_percentSigns_areEscaped() {
    CommandLine root = new CommandLine(new AllnetCommand());
    List<String> lines = new ArrayList<>();
    for (List<String> words : commands()) {
      CommandLine command = root;
      for (String word : words) {
        command = command.getSubcommands().get(word);
      }
      for (ArgSpec arg : command.getCommandSpec().args()) {
        // The parser's own description is formatted already.
        Option option =
            arg.userObject() instanceof Field field ? field.getAnnotation(Option.class) : null;
        lines.addAll(option == null ? List.of() : List.of(option.description()));
      }
    }
    assertThat(lines)
        .hasSizeGreaterThan(100)
        .noneMatch(line -> line.replace("%%", "").replace("%n", "").contains("%"));
  }

  @Test
  void optionThatIsNearNone_isRefusedWithoutAGuess() {
    Ran ran = Ran.allnet("train", "--colour-of-the-sky", "x");

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err()).contains("--colour-of-the-sky").doesNotContain("did you mean");
  }

  @Test
  void help_isThatOfTheProgramOrOfACommand() {
    assertThat(Ran.allnet("help").out()).isEqualTo(Ran.allnet("--help").out());
    assertThat(Ran.allnet("help").exitCode()).isZero();
    assertThat(Ran.allnet("help", "train").out()).isEqualTo(Ran.allnet("train", "--help").out());
    assertThat(Ran.allnet("help", "dataset", "split").out())
        .isEqualTo(Ran.allnet("dataset", "split", "--help").out());
    Ran unknown = Ran.allnet("help", "trian");
    assertThat(unknown.exitCode()).isEqualTo(2);
    assertThat(unknown.err()).contains("did you mean train?");
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

  @Test
  void help_ofEveryCommand_fitsIntoAHundredColumns() {
    List<List<String>> all = new ArrayList<>(commands());
    all.add(List.of());
    for (List<String> command : all) {
      List<Object> words = new ArrayList<>(command);
      words.add("--help");
      assertThat(Ran.allnet(words.toArray()).out().lines())
          .as(command.toString())
          .isNotEmpty()
          .allMatch(line -> line.length() <= 100);
    }
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
