package org.allnet.cli.terminal;

import java.lang.System.Logger;
import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.function.Consumer;
import org.allnet.data.ForeignFailure;
import org.jspecify.annotations.Nullable;

/**
 * What libraries log, as lines for the person at the command line: warnings, and what ALLNet's own
 * libraries log below them if more is wanted. Java finds it as the service {@link
 * System.LoggerFinder}. Thread-safe.
 */
public final class LibraryLog extends System.LoggerFinder {

  private static final String OWN = "org.allnet.";

  private static volatile Consumer<String> lines = System.err::println;
  private static volatile boolean all;

  /** For Java's search for services. */
  public LibraryLog() {}

  /**
   * Says where lines go from now on, in the whole process.
   *
   * @param sink takes each line
   * @param everything whether what is below a warning is wanted too
   */
  public static void to(Consumer<String> sink, boolean everything) {
    ForeignLog.use();
    lines = sink;
    all = everything;
  }

  @Override
  public Logger getLogger(String name, Module module) {
    return new Lines(name);
  }

  private record Lines(String name) implements Logger {

    @Override
    public String getName() {
      return name;
    }

    @Override
    public boolean isLoggable(Level level) {
      Level least = all && name.startsWith(OWN) ? Level.DEBUG : Level.WARNING;
      return level != Level.OFF && level.getSeverity() >= least.getSeverity();
    }

    @Override
    public void log(
        Level level,
        @Nullable ResourceBundle bundle,
        @Nullable String text,
        @Nullable Throwable failure) {
      if (isLoggable(level)) {
        say(text + (failure == null ? "" : " (" + ForeignFailure.words(failure) + ")"));
      }
    }

    @Override
    public void log(
        Level level,
        @Nullable ResourceBundle bundle,
        @Nullable String format,
        @Nullable Object @Nullable ... parameters) {
      if (isLoggable(level)) {
        boolean plain = parameters == null || parameters.length == 0;
        say(
            plain
                ? String.valueOf(format)
                : new MessageFormat(String.valueOf(format), Locale.ROOT).format(parameters));
      }
    }

    private static void say(String line) {
      lines.accept("note: " + PrintableText.of(line.strip().replaceAll("\\s*\\R\\s*", " ")));
    }
  }
}
