package org.allnet.cli.terminal;

import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.allnet.data.OptionException;
import org.allnet.data.Sentence;
import org.allnet.report.assembly.ReportContext;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * What every command has: help, {@code --verbose}, and the two streams. Results go to {@link #out},
 * everything else to {@link #status}, so that a result can be piped on.
 *
 * <p>A subclass names no type of the tensor engine in a field or in the signature of a method: the
 * command line looks at all of them at every start.
 */
public abstract class Subcommand implements Callable<Integer> {

  /** The exit code of success. */
  public static final int GOOD = 0;

  /** The exit code if something failed, or was found wrong. */
  public static final int FAILED = 1;

  /** The exit code of wrong usage. */
  public static final int WRONG_USAGE = 2;

  private static final int LAST = 1000;

  private final Instant started = Instant.now();

  @Spec private CommandSpec spec;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      order = LAST,
      description = "Show this help and stop.")
  private boolean help;

  @Option(
      names = "--verbose",
      order = LAST,
      description = "Say more on the way, and show where in the program a failure happened.")
  private boolean verbose;

  private volatile @Nullable FirstLine first;
  private boolean interactive;
  private ToIntFunction<String[]> program = words -> WRONG_USAGE;

  /** For subclasses. */
  @SuppressWarnings("NullAway.Init") // the command line sets the fields before it calls
  protected Subcommand() {}

  /** {@return where results go} */
  protected final PrintWriter out() {
    endFirstLine();
    return spec.commandLine().getOut();
  }

  /**
   * Prints a result for a person. If somebody watches on a terminal, long lines are broken at
   * blanks; a program that reads them gets each line whole.
   *
   * @param text one line or several; a line feed at its end is not doubled
   */
  protected final void tell(String text) {
    text.lines().flatMap(this::shown).forEach(out()::println);
  }

  private Stream<String> shown(String line) {
    String plain = PrintableText.of(line);
    return isInteractive() ? WrappedText.of(plain).stream() : Stream.of(plain);
  }

  /** {@return whether more status lines are wanted} */
  protected final boolean verbose() {
    return verbose;
  }

  /**
   * Says something that is no result.
   *
   * @param line one line
   */
  protected final void status(String line) {
    endFirstLine();
    PrintWriter err = spec.commandLine().getErr();
    shown(line).forEach(err::println);
    err.flush();
  }

  /**
   * Says something that is no result and may name options.
   *
   * @param sentence one line
   */
  protected final void status(Sentence sentence) {
    status(sentence.in(CommandLineWording.TYPED));
  }

  /**
   * Says what the command is at if it says nothing else within some seconds.
   *
   * @param line one line, such as {@code reading cells}
   * @return to be closed at the end of the work
   */
  protected final FirstLine ifSilent(String line) {
    PrintWriter err = spec.commandLine().getErr();
    FirstLine begun =
        new FirstLine(
            FirstLine.PATIENCE,
            () -> {
              err.println(line);
              err.flush();
            });
    first = begun;
    return begun;
  }

  private void endFirstLine() {
    FirstLine waiting = first;
    if (waiting != null) {
      waiting.end();
    }
  }

  /**
   * Starts to show how far a long step has come.
   *
   * @param task what is done, such as {@code segmenting}
   * @param unit what is counted, such as {@code images}
   * @param total how many there are
   * @return to be told, and closed at the end
   */
  protected final Progress progress(String task, String unit, long total) {
    if (isInteractive()) {
      endFirstLine();
    }
    return new Progress(spec.commandLine().getErr(), isInteractive(), task, unit, total);
  }

  /** {@return what shows how far the steps of long work have come, to be closed at the end} */
  protected final StepProgress steps() {
    return new StepProgress((task, images) -> progress(task, "images", images));
  }

  /** {@return whether a person watches stderr on a terminal} */
  protected final boolean isInteractive() {
    return spec.root().userObject() instanceof Subcommand root && root.interactive;
  }

  /**
   * Tells the root command where it runs; it holds for all commands below it.
   *
   * @param watched whether a person watches stderr on a terminal
   * @param again runs the program once more with other words
   */
  public final void runIn(boolean watched, ToIntFunction<String[]> again) {
    interactive = watched;
    program = again;
  }

  /**
   * Runs another command of the program, with the same streams.
   *
   * @param words as they would be typed after {@code allnet}
   * @return its exit code
   */
  protected final int runCommand(List<String> words) {
    out().flush();
    return spec.root().userObject() instanceof Subcommand root
        ? root.program.applyAsInt(words.toArray(String[]::new))
        : WRONG_USAGE;
  }

  /**
   * Returns whether an option was typed, rather than left to its default.
   *
   * @param option its first long name, such as {@code --epochs}
   */
  protected final boolean given(String option) {
    return given().contains(option);
  }

  /**
   * Returns what was typed behind an option.
   *
   * @param option with its dashes
   * @return a text for each time that it was given; empty if it was not
   */
  public final List<String> typed(String option) {
    OptionSpec matched = spec.commandLine().getParseResult().matchedOption(option);
    return matched == null ? List.of() : List.copyOf(matched.originalStringValues());
  }

  /** {@return the first long names of the options that were typed, in their order} */
  public final List<String> given() {
    return spec.commandLine().getParseResult().matchedOptions().stream()
        .map(Subcommand::nameOf)
        .distinct()
        .toList();
  }

  /** The first long name, which the help shows. */
  private static String nameOf(OptionSpec option) {
    return Stream.of(option.names())
        .filter(name -> name.startsWith("--"))
        .findFirst()
        .orElse(option.longestName());
  }

  /**
   * Refuses options that can do nothing here, if they were typed.
   *
   * @param reason why they can do nothing, such as {@code with --split, whose file says it}
   * @param options their first long names
   * @throws OptionException if one of them was typed
   */
  public final void refuse(String reason, String... options) {
    refuse(reason, List.of(options)::contains);
  }

  /**
   * Refuses all options that were typed but for some.
   *
   * @param reason why they can do nothing
   * @param allowed the first long names of those that can
   * @throws OptionException if another one was typed
   */
  protected final void refuseAllBut(String reason, String... allowed) {
    List<String> good = new ArrayList<>(List.of(allowed));
    good.add("--verbose");
    refuse(reason, option -> !good.contains(option));
  }

  private void refuse(String reason, Predicate<String> idle) {
    List<String> refused = given().stream().filter(idle).toList();
    if (refused.isEmpty()) {
      return;
    }
    Sentence message =
        Sentence.of(
            "%s can't act %s; leave %s out",
            String.join(", ", refused), reason, refused.size() == 1 ? "it" : "them");
    throw refused.size() > 1
        ? new OptionException(message)
        : OptionException.ofKey(refused.get(0).substring(2), value(refused.get(0)), message);
  }

  /** What was typed for an option: absent if it takes nothing. */
  private @Nullable String value(String option) {
    OptionSpec typed = spec.commandLine().getParseResult().matchedOption(option);
    return typed.arity().max() == 0 ? null : String.join(" ", typed.originalStringValues());
  }

  /** {@return the words that were typed after {@code allnet}} */
  protected final List<String> words() {
    return List.copyOf(spec.root().commandLine().getParseResult().originalArgs());
  }

  /** {@return how what this command makes comes about: the words as typed, version, time} */
  protected final ReportContext context() {
    CommandLine.ParseResult parsed = spec.root().commandLine().getParseResult();
    return new ReportContext(typed(parsed.originalArgs()), Version.withCommit(), started);
  }

  /**
   * Returns a command for the user to type, with the program as the user started it.
   *
   * @param words what follows {@code allnet}
   */
  protected static String advised(List<String> words) {
    return line(CommandLineWording.program(), words);
  }

  /**
   * A command as one types it.
   *
   * @param words what follows {@code allnet}
   * @return one line for a shell
   */
  protected static String typed(List<String> words) {
    return line(CommandLineWording.USUAL, words);
  }

  private static String line(String program, List<String> words) {
    List<String> line = new ArrayList<>(List.of(program));
    words.forEach(word -> line.add(CommandLineWording.quoted(word)));
    return String.join(" ", line);
  }

  /** {@return the command's own name, such as {@code train}} */
  protected final String ownName() {
    return spec.name();
  }

  /** {@return the words that start this command, such as {@code allnet dataset inspect}} */
  protected final String qualifiedName() {
    return spec.qualifiedName();
  }

  /**
   * Whether a failure of this parsed command is to be shown with its place in the program.
   *
   * @param command what was run
   * @return whether {@code --verbose} was given
   */
  public static boolean isVerbose(Object command) {
    return command instanceof Subcommand subcommand && subcommand.verbose;
  }
}
