package org.allnet.cli.terminal;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IModelTransformer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Gives every shared option the words of the command that has it. */
public final class SharedOptionWords implements IModelTransformer {

  /** For the command line to make. */
  public SharedOptionWords() {}

  @Override
  public CommandSpec transform(CommandSpec command) {
    Map<String, String> words = new HashMap<>();
    collect(command, words);
    if (!words.isEmpty()) {
      // All of them are put in again, so that the help keeps their order.
      List<OptionSpec> options = List.copyOf(command.options());
      options.forEach(command::remove);
      options.forEach(option -> command.addOption(said(option, words.get(option.longestName()))));
    }
    command.subcommands().values().forEach(below -> transform(below.getCommandSpec()));
    return command;
  }

  private static OptionSpec said(OptionSpec option, @Nullable String words) {
    return words == null ? option : OptionSpec.builder(option).description(words).build();
  }

  private static void collect(CommandSpec command, Map<String, String> words) {
    for (CommandSpec mixin : command.mixins().values()) {
      if (mixin.userObject() instanceof SharedOption shared) {
        mixin.options().forEach(option -> words.put(option.longestName(), shared.words()));
      }
      collect(mixin, words);
    }
  }
}
