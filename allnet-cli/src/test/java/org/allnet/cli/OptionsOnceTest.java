package org.allnet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Member;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.allnet.cli.terminal.SharedOption;
import org.allnet.cli.terminal.SharedOptionWords;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;

/**
 * An option that several commands have is declared once, as a mixin. Only options that share a name
 * and not a meaning are declared in several classes.
 */
final class OptionsOnceTest {

  /** Names whose meaning differs from command to command, and how. */
  private static final Map<String, String> DIFFERENT =
      Map.ofEntries(
          Map.entry("--check", "a split to check, or whether maps are checked"),
          Map.entry("--classes", "how many a network has, or how those of a data set are renamed"),
          Map.entry("--csv", "a table of boxes, or of answers"),
          Map.entry("--data", "cells or fields; to train on, to evaluate on or to measure with"),
          Map.entry("--detector", "a detector in place of the shipped one, or one to measure"),
          Map.entry("--out", "a file or a folder, needed or not, of whatever the command writes"),
          Map.entry("--page", "a page of metrics, or of fields"),
          Map.entry("--pretrained", "weights of networks, or a detector"),
          Map.entry("--recipe", "of a classifier, or of a detector"),
          Map.entry("--resume", "whether a folder goes on, a run, or a file of finished tiles"),
          Map.entry("--to", "a format of labels, or of a model"),
          Map.entry("--subject", "a column of new images, or the person who is erased"),
          Map.entry("--workers", "threads that answer, none or at least one"),
          Map.entry("--threshold", "of one system, or of each of several"));

  @Test
  void option_ofOneMeaning_isDeclaredOnce() {
    Map<String, Set<String>> several = declared(new CommandLine(new AllnetCommand()));
    several.values().removeIf(classes -> classes.size() < 2);

    assertThat(several.keySet()).containsExactlyInAnyOrderElementsOf(DIFFERENT.keySet());
  }

  @Test
  void option_declaredTwice_isFound() {
    assertThat(declared(new CommandLine(new Twice())))
        .containsEntry("--size", Set.of("Twice", "Below"))
        .containsEntry("--side", Set.of("Side"));
  }

  @Test
  void help_ofASharedOption_isTheCommandsOwn() {
    CommandLine twice = new CommandLine(new Twice());

    assertThat(description(twice, "--side")).isEqualTo("Of the upper one.");
    assertThat(description(twice.getSubcommands().get("below"), "--side"))
        .isEqualTo("Of the lower one.");
    assertThat(twice.getCommandSpec().options())
        .extracting(OptionSpec::longestName)
        .containsExactly("--side", "--size");
  }

  @Test
  void value_ofASharedOption_isReadAndReset() {
    Twice twice = new Twice();
    CommandLine program = new CommandLine(twice);

    program.parseArgs("--side", "3");
    assertThat(twice.side.side).isEqualTo(3);
    program.parseArgs();
    assertThat(twice.side.side).isEqualTo(9);
  }

  @Test
  void everyOption_hasAHelpText() {
    everyOption(
        new CommandLine(new AllnetCommand()),
        option ->
            assertThat(String.join("", option.description())).as(option.toString()).isNotBlank());
  }

  private static String description(CommandLine command, String option) {
    return String.join("", command.getCommandSpec().findOption(option).description());
  }

  /** The classes that declare an option, by its name. */
  private static Map<String, Set<String>> declared(CommandLine program) {
    Map<String, Set<String>> classes = new TreeMap<>();
    everyOption(
        program,
        option -> {
          String place = ((Member) option.userObject()).getDeclaringClass().getSimpleName();
          for (String name : option.names()) {
            classes.computeIfAbsent(name, none -> new TreeSet<>()).add(place);
          }
        });
    return classes;
  }

  private static void everyOption(CommandLine command, Consumer<OptionSpec> done) {
    command.getCommandSpec().options().forEach(done);
    command.getSubcommands().values().forEach(below -> everyOption(below, done));
  }

  private static final class Side extends SharedOption {

    @Option(names = "--side")
    private int side = 9;

    Side(String words) {
      super(words);
    }
  }

  @Command(
      name = "twice",
      modelTransformer = SharedOptionWords.class,
      subcommands = Below.class,
      sortOptions = false)
  private static final class Twice {

    @Mixin private final Side side = new Side("Of the upper one.");

    @Option(names = "--size")
    private int size;
  }

  @Command(name = "below")
  private static final class Below {

    @Option(names = "--size")
    private int size;

    @Mixin private final Side side = new Side("Of the lower one.");
  }
}
