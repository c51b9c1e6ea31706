package org.allnet.cli.terminal;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;
import me.tongfei.progressbar.InteractiveConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.allnet.data.CountProgress;
import org.jspecify.annotations.Nullable;

/**
 * How far a long step has come: a bar on a terminal; elsewhere a line every few seconds and one at
 * its end. Safe for calls from several threads.
 */
public final class Progress implements CountProgress {

  private static final long SILENT_NANOS = Duration.ofSeconds(5).toNanos();

  /** From so many a second on a rate tells more than the time of one. */
  private static final int FEW = 2;

  private final PrintWriter err;
  private final String task;
  private final String unit;
  private final long total;
  private final LongSupplier nanoseconds;
  private final long startNanos;
  private long saidNanos;
  private final @Nullable ProgressBar bar;
  private volatile long done;

  /**
   * Starts with nothing done.
   *
   * @param err where it is shown
   * @param interactive whether that is a terminal
   * @param task what is done
   * @param unit what is counted
   * @param total how many there are
   */
  public Progress(PrintWriter err, boolean interactive, String task, String unit, long total) {
    this(err, interactive, task, unit, total, System::nanoTime);
  }

  Progress(
      PrintWriter err,
      boolean interactive,
      String task,
      String unit,
      long total,
      LongSupplier nanoseconds) {
    this.total = total;
    this.nanoseconds = nanoseconds;
    startNanos = nanoseconds.getAsLong();
    saidNanos = startNanos;
    this.err = err;
    this.task = task;
    this.unit = unit;
    this.bar = interactive ? bar(task, unit, total) : null;
  }

  private static ProgressBar bar(String task, String unit, long total) {
    return new ProgressBarBuilder()
        .setTaskName(task)
        .setInitialMax(total)
        .setUnit(" " + unit, 1)
        .setStyle(ProgressBarStyle.ASCII)
        .setUpdateIntervalMillis(200)
        .showSpeed()
        .setMaxRenderedLength(100)
        .clearDisplayOnFinish()
        .setConsumer(new InteractiveConsoleProgressBarConsumer(System.err, 100))
        .build();
  }

  @Override
  public void reach(long count) {
    done = count;
    if (bar != null) {
      bar.stepTo(count);
    } else {
      say(count);
    }
  }

  /** One line after every few silent seconds, unless all is done. */
  private synchronized void say(long count) {
    long now = nanoseconds.getAsLong();
    if (now - saidNanos >= SILENT_NANOS && count < total) {
      saidNanos = now;
      err.println(String.format(Locale.ROOT, "%s: %,d of %,d %s", task, count, total, unit));
      err.flush();
    }
  }

  /**
   * Says something beside the bar; nothing if there is no terminal.
   *
   * @param text a few words
   */
  public void note(String text) {
    if (bar != null) {
      bar.setExtraMessage(text);
    }
  }

  /** Ends the bar and says nothing. */
  public void clear() {
    if (bar != null) {
      bar.close();
    }
  }

  /** How quickly it went, or how long one of a few slow ones took. */
  private String rate(double seconds) {
    if (seconds <= 0.5 || done < 2) {
      return "";
    }
    double rate = done / seconds;
    return rate < FEW
        ? String.format(Locale.ROOT, ", %.1f s each", 1 / rate)
        : String.format(Locale.ROOT, ", %.0f %s a second", rate, unit);
  }

  /** Ends the bar and says what was done, in how long. */
  @Override
  public void close() {
    clear();
    double seconds = Duration.ofNanos(nanoseconds.getAsLong() - startNanos).toMillis() / 1000.0;
    String counted = done == 1 && unit.endsWith("s") ? unit.substring(0, unit.length() - 1) : unit;
    err.println(
        String.format(
            Locale.ROOT, "%s: %d %s in %.1f s%s", task, done, counted, seconds, rate(seconds)));
    err.flush();
  }
}
