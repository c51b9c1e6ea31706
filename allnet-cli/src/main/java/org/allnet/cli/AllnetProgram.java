package org.allnet.cli;

import java.io.PrintWriter;
import java.util.List;
import org.allnet.cli.terminal.FailureLine;
import org.allnet.cli.terminal.LibraryLog;
import org.allnet.cli.terminal.Subcommand;
import org.allnet.data.OptionException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IExecutionStrategy;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * The program without its process: takes arguments and two streams, returns an exit code. Every
 * failure ends here as one line that starts with {@code allnet:}.
 */
public final class AllnetProgram {

  private final PrintWriter out;
  private final PrintWriter err;
  private final boolean interactive;

  /**
   * Makes a program that writes to these streams.
   *
   * @param out for results
   * @param err for status lines and failures
   * @param interactive whether {@code err} is a terminal that a person watches
   */
  public AllnetProgram(PrintWriter out, PrintWriter err, boolean interactive) {
    this.out = out;
    this.err = err;
    this.interactive = interactive;
  }

  /**
   * Runs one command.
   *
   * @param arguments as typed, without the program's name
   * @return 0 if all went well, 1 if something failed, 2 if the usage was wrong
   */
  public int run(String... arguments) {
    boolean verbose = List.of(arguments).contains("--verbose");
    LibraryLog.to(
        line -> {
          err.println(line);
          err.flush();
        },
        verbose);
    try {
      AllnetCommand root = new AllnetCommand();
      root.runIn(interactive, this::run);
      CommandLine commandLine = new CommandLine(root);
      commandLine.setOut(out);
      commandLine.setErr(err);
      TypedNumber.in(commandLine);
      commandLine.setCaseInsensitiveEnumValuesAllowed(true);
      commandLine.setUsageHelpWidth(100);
      commandLine.setUsageHelpAutoWidth(false);
      commandLine.setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
      layOutHelp(commandLine);
      commandLine
          .getHelpSectionMap()
          .put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST, new CommandOverview());
      commandLine.getHelpSectionMap().remove(UsageMessageSpec.SECTION_KEY_COMMAND_LIST_HEADING);
      Answers answers = new Answers();
      commandLine.setExecutionStrategy(answers);
      commandLine.setParameterExceptionHandler(answers);
      commandLine.setExecutionExceptionHandler(answers);
      UnmatchedArgumentException unknown = unknownCommand(commandLine, arguments);
      return unknown == null ? commandLine.execute(arguments) : wrongUsage(unknown);
    } catch (Error e) {
      // Out of memory, a stack that is too deep, a library that can't be loaded: a line as any
      // other.
      return failed(e, verbose);
    } finally {
      out.flush();
      err.flush();
    }
  }

  /**
   * A word that is no command, where a command belongs; beside --help the parser would pass it
   * over.
   */
  private static @Nullable UnmatchedArgumentException unknownCommand(
      CommandLine root, String... arguments) {
    CommandLine command = root;
    for (String argument : arguments) {
      if (argument.startsWith("-") || command.getSubcommands().isEmpty()) {
        return null;
      }
      CommandLine next = command.getSubcommands().get(argument);
      if (next == null) {
        return new UnmatchedArgumentException(command, List.of(argument));
      }
      command = next;
    }
    return null;
  }

  private static void layOutHelp(CommandLine commandLine) {
    UsageMessageSpec usage = commandLine.getCommandSpec().usageMessage();
    usage.synopsisHeading("Usage: ");
    usage.descriptionHeading("%n");
    usage.parameterListHeading("%nArguments%n");
    usage.optionListHeading("%nOptions%n");
    usage.commandListHeading("%nCommands%n");
    usage.sortOptions(false);
    commandLine.getSubcommands().values().forEach(AllnetProgram::layOutHelp);
  }

  private int wrongUsage(ParameterException failure) {
    String line = UsageWords.of(failure);
    if (failure instanceof UnmatchedArgumentException unmatched) {
      String typed = unmatched.getUnmatched().get(0);
      String what =
          typed.startsWith("-")
              ? "unknown option '" + typed + "'"
              : failure.getCommandLine().getSubcommands().isEmpty()
                  ? "'" + typed + "' is one word too many"
                  : "unknown command '" + typed + "'";
      line =
          what
              + WordsOfOthers.meant(typed, failure.getCommandLine())
                  .map(meant -> "; did you mean " + meant + "?")
                  .orElse("");
    }
    say(line);
    err.println("Try '" + failure.getCommandLine().getCommandSpec().qualifiedName() + " --help'.");
    return Subcommand.WRONG_USAGE;
  }

  private int failed(Throwable failure, boolean verbose) {
    say(FailureLine.of(failure));
    if (verbose) {
      failure.printStackTrace(err);
    }
    return failure instanceof OptionException ? Subcommand.WRONG_USAGE : Subcommand.FAILED;
  }

  private void say(String line) {
    out.flush();
    err.println("allnet: " + line);
  }

  /**
   * What picocli asks: a class and no lambdas, since Java 17 crashes as it keeps the loaded classes
   * for quick starts if a lambda is of a type that was compiled for Java 5, as picocli's are
   * (JDK-8274944).
   */
  private final class Answers
      implements IExecutionStrategy, IParameterExceptionHandler, IExecutionExceptionHandler {

    @Override
    public int execute(ParseResult parsed) {
      EmptyValues.refuse(parsed);
      return new RunLast().execute(parsed);
    }

    @Override
    public int handleParseException(ParameterException failure, String[] arguments) {
      return wrongUsage(failure);
    }

    @Override
    public int handleExecutionException(
        Exception failure, CommandLine command, ParseResult parsed) {
      return failed(
          TypedValue.in(failure, command.getParseResult()),
          Subcommand.isVerbose(command.getCommand()));
    }
  }
}
