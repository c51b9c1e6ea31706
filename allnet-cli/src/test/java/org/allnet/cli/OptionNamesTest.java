package org.allnet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.allnet.cli.terminal.CommandLineWording;
import org.allnet.data.Invocation;
import org.allnet.data.OptionName;
import org.allnet.data.Sentence;
import org.allnet.training.recipe.RecipeKey;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** Options that libraries speak of are options that a user can type. */
class OptionNamesTest {

  @Test
  void everyOptionName_isAnOptionOfSomeCommand() {
    Set<String> typed = new TreeSet<>();
    collect(new CommandLine(new AllnetCommand()), typed);
    assertThat(Stream.of(OptionName.values()).map(CommandLineWording.TYPED::option))
        .isSubsetOf(typed);
  }

  /** So that a failure about a key names the option that somebody typed. */
  @Test
  void recipeKeyOnTheCommandLine_isAnOptionName() {
    CommandLine train = new CommandLine(new AllnetCommand()).getSubcommands().get("train");
    assertThat(RecipeKey.ALL.stream().map(RecipeKey::name))
        .anyMatch(key -> train.getCommandSpec().findOption("--" + key) != null)
        .allSatisfy(
            key ->
                assertThat(OptionName.named(key).isPresent())
                    .as(key)
                    .isEqualTo(train.getCommandSpec().findOption("--" + key) != null));
  }

  private static void collect(CommandLine command, Set<String> names) {
    command.getCommandSpec().optionsMap().keySet().forEach(names::add);
    command.getSubcommands().values().forEach(sub -> collect(sub, names));
  }

  @Test
  void wording_isWhatOneTypes() {
    assertThat(
            Sentence.of(
                    "%s, %s, %s: %s",
                    OptionName.HOLD_OUT,
                    OptionName.FOLDS.with(3),
                    OptionName.DEVICE.quoting("tpu"),
                    Invocation.of("train", OptionName.RESUME.with("runs/a")))
                .in(CommandLineWording.TYPED))
        .isEqualTo("--hold-out, --folds 3, --device 'tpu': ./allnet train --resume runs/a");
  }
}
