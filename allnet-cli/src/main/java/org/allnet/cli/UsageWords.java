package org.allnet.cli;

import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.allnet.cli.terminal.FailureLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.ParameterException;

/** What the parser of the command line says of a wrong option, in words without Java's types. */
final class UsageWords {

  private static final Pattern TYPE =
      Pattern.compile("Invalid value for option '(\\S+)'[^:]*: '(.*)' is not an? (\\w+)");

  private static final Pattern CHOICE =
      Pattern.compile(
          "Invalid value for option '(\\S+)'[^:]*: expected one of \\[(.*)\\].* but was '(.*)'");

  private static final Pattern PAIR =
      Pattern.compile(
          "Value for option (?:option )?'(\\S+)' \\((.*)\\) should be in .* but was (.*)");

  private static final Pattern MISSING =
      Pattern.compile("Missing required parameter for option '(\\S+)' \\((.*)\\)");

  private static final Pattern TWICE =
      Pattern.compile("option '(\\S+)'.* should be specified only once");

  private static final Pattern OTHER =
      Pattern.compile("(?s)Invalid value for option '(\\S+)'.*: cannot convert '(.*)' to .*");

  private static final Pattern REQUIRED =
      Pattern.compile("Missing required (?:options?|parameters?|options and parameters): (.*)");

  private static final Pattern INSTEAD =
      Pattern.compile("Expected parameter for option '(\\S+)' but found '(.*)'");

  private UsageWords() {}

  /**
   * Returns the words for a failure.
   *
   * @param failure what the parser says
   * @return which option, what is wrong and what to do; the same message if it is of no known kind
   */
  static String of(ParameterException failure) {
    String message = FailureLine.message(failure);
    Matcher instead = INSTEAD.matcher(message);
    if (instead.matches() && failure instanceof MissingParameterException missing) {
      return "%s: has no value before %s; write %1$s %s"
          .formatted(
              instead.group(1),
              instead.group(2),
              missing.getMissing().stream()
                  .map(ArgSpec::paramLabel)
                  .collect(Collectors.joining(" ")));
    }
    return of(message);
  }

  private static String of(String message) {
    Matcher said = TYPE.matcher(message);
    if (said.matches()) {
      return "%s '%s': is no %s; use one"
          .formatted(said.group(1), said.group(2), kind(said.group(3)));
    }
    said = CHOICE.matcher(message);
    if (said.matches()) {
      return "%s '%s' is unknown; use %s"
          .formatted(said.group(1), said.group(3), choices(said.group(2)));
    }
    said = PAIR.matcher(message);
    if (said.matches()) {
      return "%s '%s': has no '='; write %1$s %s"
          .formatted(said.group(1), said.group(3), said.group(2));
    }
    said = MISSING.matcher(message);
    if (said.matches()) {
      return "%s: has no value; write %1$s %s".formatted(said.group(1), said.group(2));
    }
    said = TWICE.matcher(message);
    if (said.matches()) {
      return said.group(1) + ": is given twice; keep one";
    }
    said = OTHER.matcher(message);
    if (said.matches()) {
      return "%s '%s': is no value of this option; see --help"
          .formatted(said.group(1), said.group(2));
    }
    said = REQUIRED.matcher(message);
    return said.matches()
        ? "missing: " + said.group(1).replace("'", "").replace('=', ' ')
        : message;
  }

  /** The words of a choice, each once: the parser lists constants beside how they are typed. */
  private static String choices(String candidates) {
    return Arrays.stream(candidates.split(",\\s*"))
        .map(word -> word.toLowerCase(Locale.ROOT).replace('_', '-'))
        .distinct()
        .collect(Collectors.joining(", "));
  }

  private static String kind(String type) {
    return switch (type.toLowerCase(Locale.ROOT)) {
      case "int", "long", "short", "integer" -> "whole number";
      case "double", "float" -> "number with a decimal point";
      case "boolean" -> "yes or no (true, false)";
      default -> "value of this option";
    };
  }
}
