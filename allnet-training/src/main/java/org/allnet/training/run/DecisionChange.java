package org.allnet.training.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.allnet.data.ForeignFailure;
import org.allnet.data.InputException;
import org.allnet.data.Invocation;
import org.allnet.data.Sentence;

/**
 * A change of a run's decision rules, which takes effect for all fold models or for none. Its new
 * files are gathered in {@code state/decision}, under the names that they have in the run. The new
 * {@code run.json} is written last. From then on the change is complete: whoever opens the run next
 * moves the files to their places. Before that the run is as it was. Report and predictions of the
 * run stay, and are an {@link OutdatedReport} until they are made anew.
 *
 * @param run the run's folder
 */
record DecisionChange(Path run) {

  private static final String LAST = "run.json";

  /** Begins a change; what an earlier one left behind is deleted. */
  static DecisionChange begin(Path run) {
    DecisionChange change = new DecisionChange(run);
    change.delete();
    return change;
  }

  /**
   * Returns where the new version of a file of the run is to be written.
   *
   * @param file the file's path in the run
   */
  Path of(Path file) {
    return folder().resolve(run.relativize(file));
  }

  /** {@return whether all its files are there, and not all are in their places yet} */
  boolean isComplete() {
    return Files.exists(folder().resolve(LAST));
  }

  /** {@return where its files are gathered} */
  Path folder() {
    return run.resolve("state").resolve("decision");
  }

  /**
   * Moves the files of a complete change to their places, and deletes an incomplete one.
   *
   * @throws InputException if a file can't be moved; opening the run again goes on with it
   */
  void finish() {
    Path last = folder().resolve(LAST);
    if (isComplete()) {
      try {
        OutdatedReport.begin(run);
        for (Path file : files()) {
          if (!file.equals(last)) {
            move(file);
          }
        }
        move(last);
      } catch (IOException e) {
        throw InputException.in(
            run,
            "its new decision rule can't be put in place ("
                + ForeignFailure.words(e)
                + "); check its rights",
            e);
      }
    }
    delete();
  }

  private void move(Path file) throws IOException {
    Files.move(
        file,
        run.resolve(folder().relativize(file)),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(folder())) {
      return all.filter(Files::isRegularFile).toList();
    }
  }

  private void delete() {
    if (!Files.exists(folder())) {
      return;
    }
    List<Path> left = new ArrayList<>();
    try (Stream<Path> all = Files.walk(folder())) {
      all.forEach(left::add);
      left.sort(Comparator.reverseOrder());
      for (Path path : left) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw InputException.in(
          folder(),
          Sentence.of(
              "is left of a stopped %s and can't be deleted (%s)",
              Invocation.of("decide"), ForeignFailure.words(e)),
          e);
    }
  }
}
