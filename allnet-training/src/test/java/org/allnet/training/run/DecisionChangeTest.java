package org.allnet.training.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A change of decision rules takes effect for all fold models or for none. */
final class DecisionChangeTest {

  @TempDir Path run;

  private void write(String name, String text) throws IOException {
    Path file = run.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private void stage(DecisionChange change, String name, String text) throws IOException {
    Path file = change.of(run.resolve(name));
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private String text(String name) throws IOException {
    return Files.readString(run.resolve(name));
  }

  /** A run of two folds that was killed in the middle of a change. */
  private void stopped(boolean complete) throws IOException {
    for (String name : new String[] {"run.json", "fold-1/model", "fold-2/model"}) {
      write(name, "old");
    }
    write("state/lock", "");
    DecisionChange change = DecisionChange.begin(run);
    stage(change, "fold-1/model", "new");
    stage(change, "fold-2/model", "new");
    if (complete) {
      stage(change, "run.json", "new");
      Files.move(
          change.of(run.resolve("fold-1/model")),
          run.resolve("fold-1/model"),
          java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }
  }

  @Test
  void completeChange_isPutInPlaceOnOpening() throws IOException {
    stopped(true);

    RunFolder.open(run).close();

    assertThat(text("run.json") + text("fold-1/model") + text("fold-2/model"))
        .isEqualTo("newnewnew");
    assertThat(run.resolve("state/decision")).doesNotExist();
  }

  /** Nothing finished is deleted; that it is of the earlier rules is said instead. */
  @Test
  void reportOfEarlierRules_isMarkedOutdated() throws IOException {
    for (boolean complete : new boolean[] {false, true}) {
      stopped(complete);
      write("report.html", "old");
      assertThat(OutdatedReport.note(run).isPresent()).isEqualTo(complete);

      RunFolder.open(run).close();

      assertThat(OutdatedReport.note(run).isPresent()).isEqualTo(complete);
      assertThat(text("report.html")).isEqualTo("old");
    }
    OutdatedReport.end(run);
    assertThat(OutdatedReport.note(run)).isEmpty();
  }

  @Test
  void incompleteChange_isTakenBack() throws IOException {
    stopped(false);

    RunFolder.open(run).close();

    assertThat(text("run.json") + text("fold-1/model") + text("fold-2/model"))
        .isEqualTo("oldoldold");
    assertThat(run.resolve("state/decision")).doesNotExist();
  }
}
