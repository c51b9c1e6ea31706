package org.allnet.cli;

import java.util.ArrayList;
import java.util.List;
import org.allnet.cli.terminal.Subcommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code allnet help}: the list of commands, or the help of one. */
@Command(name = "help", description = "Show all commands, or the options of one command.")
@SuppressWarnings("NullAway.Init") // the command line sets the fields before it calls
final class HelpCommand extends Subcommand {

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..*",
      paramLabel = "COMMAND",
      description = "A command, such as 'train' or 'dataset split'.")
  private List<String> command = List.of();

  @Override
  public Integer call() {
    List<String> words = new ArrayList<>();
    CommandLine known = spec.root().commandLine();
    for (String word : command) {
      words.add(word);
      known = known.getSubcommands().get(word);
      if (known == null) {
        return runCommand(words); // which is refused with a hint
      }
    }
    words.add("--help");
    return runCommand(words);
  }
}
