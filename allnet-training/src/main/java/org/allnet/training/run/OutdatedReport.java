package org.allnet.training.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.allnet.data.ForeignFailure;
import org.allnet.data.InputException;
import org.allnet.data.Invocation;
import org.allnet.data.OptionName;
import org.allnet.data.Sentence;
import org.allnet.data.file.AtomicFile;

/**
 * Whether a run's report and predictions are of an earlier decision rule than its models: a {@code
 * decide} was stopped after the models had their new rule, and before the report was made anew.
 * Nothing is deleted for it. A file in {@code state/} says it until a report is made.
 */
public final class OutdatedReport {

  private OutdatedReport() {}

  private static Path mark(Path run) {
    return run.resolve("state").resolve("report-of-earlier-rule");
  }

  /**
   * Returns what a reader of a run has to know.
   *
   * @param run a folder, which need not be a run's
   * @return one line that says what is wrong and what to do; empty if the report fits its models
   */
  public static Optional<Sentence> note(Path run) {
    return Files.exists(mark(run)) || new DecisionChange(run).isComplete()
        ? Optional.of(
            Sentence.of(
                "%s: its report and predictions.csv are of an earlier decision rule than its models, because the choice of another was stopped; make them fit with: %s",
                run, Invocation.of("train", OptionName.RESUME.with(run))))
        : Optional.empty();
  }

  /**
   * Refuses a run whose report does not fit its models.
   *
   * @param run a folder, which need not be a run's
   * @throws InputException if its report is of an earlier decision rule
   */
  public static void refuse(Path run) {
    note(run)
        .ifPresent(
            note -> {
              throw new InputException(note);
            });
  }

  /** Says of a run that its report is of an earlier rule from now on. */
  static void begin(Path run) {
    AtomicFile.writeText(mark(run), "The report is of an earlier decision rule.\n");
  }

  /**
   * Says of a run that its report fits its models again.
   *
   * @param run the run's folder, whose report and predictions were just written
   * @throws InputException if that can't be written
   */
  public static void end(Path run) {
    try {
      Files.deleteIfExists(mark(run));
    } catch (IOException e) {
      throw InputException.in(
          mark(run), "can't be deleted (" + ForeignFailure.words(e) + "); check its rights", e);
    }
  }
}
