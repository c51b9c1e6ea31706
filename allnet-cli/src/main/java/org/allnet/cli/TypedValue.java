package org.allnet.cli;

import java.util.List;
import java.util.Optional;
import org.allnet.cli.terminal.CommandLineWording;
import org.allnet.data.OptionException;
import org.allnet.data.file.Decimal;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** Values in messages as somebody typed them: {@code 1e1}, which the program holds as 10.0. */
final class TypedValue {

  private TypedValue() {}

  /**
   * Returns a failure that shows its option's value as it was typed.
   *
   * @param failure what was thrown
   * @param parsed what was typed; absent if that could not be parsed
   * @return the same failure, or the one that was given if it is about no number of the command
   *     line
   */
  static Exception in(Exception failure, @Nullable ParseResult parsed) {
    if (parsed == null || !(failure instanceof OptionException wrong)) {
      return failure;
    }
    String name = wrong.option().map(CommandLineWording.TYPED::option).orElse("");
    OptionSpec option = parsed.matchedOption(name);
    List<String> typed = option == null ? List.of() : option.originalStringValues();
    return typed.size() == 1 && isNumber(wrong.value().orElse(""), typed.get(0))
        ? wrong.asWritten(typed.get(0))
        : failure;
  }

  private static boolean isNumber(String value, String typed) {
    Optional<Double> number = Decimal.parse(value).map(Decimal::value);
    return number.isPresent() && number.equals(Decimal.parse(typed).map(Decimal::value));
  }
}
