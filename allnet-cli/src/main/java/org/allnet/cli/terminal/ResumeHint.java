package org.allnet.cli.terminal;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Says how to go on with a run when the process is told to end (Ctrl-C), and then ends it at once:
 * the run on disk is whole at every moment, and waiting for native threads would only take time.
 */
public final class ResumeHint implements AutoCloseable {

  /** What a shell reports of a process that Ctrl-C ended. */
  private static final int INTERRUPTED = 130;

  private final Thread hook;

  private ResumeHint(Thread hook) {
    this.hook = hook;
  }

  /**
   * Starts to watch.
   *
   * @param command the words that start the command
   * @param run the run's folder
   * @param status where to say it
   * @return to be closed when the run has ended by itself
   */
  public static ResumeHint on(String command, Path run, Consumer<String> status) {
    return saying(
        () ->
            Files.exists(run.resolve("run.json"))
                ? "stopped; go on with: ./" + command + " --resume " + run
                : "stopped before the run began",
        status);
  }

  /**
   * Starts to watch.
   *
   * @param hint what to say if the process is told to end
   * @param status where to say it
   * @return to be closed when the work has ended by itself
   */
  public static ResumeHint saying(Supplier<String> hint, Consumer<String> status) {
    Thread hook =
        new Thread(
            () -> {
              status.accept("");
              status.accept(hint.get());
              Runtime.getRuntime().halt(INTERRUPTED);
            },
            "resume-hint");
    Runtime.getRuntime().addShutdownHook(hook);
    return new ResumeHint(hook);
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is ending: the hook has its say.
    }
  }
}
