package org.allnet.service.log;

import java.io.PrintStream;
import java.time.Clock;
import java.time.Instant;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Writes what the service and its libraries log, a line each, in UTC. The service says what
 * happens; libraries say warnings alone.
 */
public final class ServiceLog {

  /** Kept, since Java forgets the levels of loggers that nobody has. */
  private static final Logger ROOT = Logger.getLogger("");

  private static volatile @Nullable Lines used;

  private ServiceLog() {}

  /**
   * Writes the log of this process from now on.
   *
   * @param format how
   * @param out where to; stays open
   */
  public static void use(LogFormat format, PrintStream out) {
    for (Handler handler : ROOT.getHandlers()) {
      ROOT.removeHandler(handler);
    }
    Lines lines = new Lines(format, out);
    ROOT.setLevel(Level.WARNING);
    ROOT.addHandler(lines);
    used = lines;
  }

  /**
   * Writes an event of the service, past Java's logging: that ends as soon as the process begins to
   * stop, and how it stopped has to be known.
   *
   * @return whether there is a log to write to
   */
  static boolean write(String level, LogEvent event) {
    Lines lines = used;
    if (lines == null) {
      return false;
    }
    lines.write(Clock.systemUTC().instant(), level, event);
    return true;
  }

  private static final class Lines extends Handler {

    private final LogFormat format;
    private final PrintStream out;

    private Lines(LogFormat format, PrintStream out) {
      this.format = format;
      this.out = out;
    }

    private void write(Instant at, String level, LogEvent event) {
      String line = LogLine.of(at, level, event, format) + "\n";
      synchronized (out) {
        out.print(line);
        out.flush();
      }
    }

    @Override
    public void publish(LogRecord said) {
      if (isLoggable(said)) {
        write(said.getInstant(), LogLine.level(said), LogLine.event(said));
      }
    }

    @Override
    public void flush() {
      out.flush();
    }

    @Override
    public void close() {
      flush();
    }
  }
}
