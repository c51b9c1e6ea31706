package org.allnet.cli;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * Values that are nothing, such as those of a shell's variable that is not set. An empty path would
 * be the working folder.
 */
final class EmptyValues {

  private EmptyValues() {}

  /**
   * Refuses options and arguments whose value is empty or blank.
   *
   * @param parsed what was typed
   * @throws ParameterException if there is one, naming it
   */
  static void refuse(ParseResult parsed) {
    for (CommandLine command : parsed.asCommandLineList()) {
      ParseResult own = command.getParseResult();
      for (OptionSpec option : own.matchedOptions()) {
        refuse(command, option, option.longestName());
      }
      for (PositionalParamSpec argument : own.matchedPositionals()) {
        refuse(command, argument, argument.paramLabel());
      }
    }
  }

  private static void refuse(CommandLine command, ArgSpec typed, String name) {
    List<String> values = typed.originalStringValues();
    if (typed.arity().max() > 0 && values.stream().anyMatch(String::isBlank)) {
      throw new ParameterException(
          command, "%s: is empty; give %s".formatted(name, typed.paramLabel()));
    }
  }
}
