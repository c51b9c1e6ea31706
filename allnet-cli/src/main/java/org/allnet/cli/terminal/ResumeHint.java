package org.allnet.cli.terminal;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.allnet.data.file.AtomicFile;

/**
 * Says how to go on with a run when the process is told to end (Ctrl-C), and then ends it at once:
 * the run on disk is whole at every moment but for files that are being written, which are deleted,
 * and waiting for native threads would only take time.
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
   * Starts to watch a command that writes a file for each image and has no way to go on.
   *
   * @param out the folder that it writes to
   * @param status where to say it
   * @return to be closed when the work has ended by itself
   */
  public static ResumeHint onImages(Path out, Consumer<String> status) {
    return onImages(List.of(out), status);
  }

  /**
   * Starts to watch a command that writes files into several folders and has no way to go on.
   *
   * @param folders the folders that it writes to, possibly none
   * @param status where to say it
   * @return to be closed when the work has ended by itself
   */
  public static ResumeHint onImages(List<Path> folders, Consumer<String> status) {
    return saying(
        () -> {
          String begun =
              folders.stream()
                  .filter(Files::isDirectory)
                  .map(Path::toString)
                  .collect(Collectors.joining(" and "));
          return begun.isEmpty()
              ? "stopped before anything was written"
              : "stopped; what was finished is in %s; the same command with %s makes all of it anew"
                  .formatted(begun, OverwriteMixin.OPTION);
        },
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
              AtomicFile.deleteUnfinished(() -> Runtime.getRuntime().halt(INTERRUPTED));
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
