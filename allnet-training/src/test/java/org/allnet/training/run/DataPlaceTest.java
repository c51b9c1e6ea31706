package org.allnet.training.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.allnet.data.InputException;
import org.allnet.training.trainer.TrainingListener;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run whose data set was typed as a relative path, seen from another working folder. */
final class DataPlaceTest {

  @TempDir private Path folder;
  private Path run;
  private Path data;

  @BeforeEach
  void make() throws IOException {
    run = Files.createDirectories(folder.resolve("a/runs/r"));
    data = Files.createDirectories(folder.resolve("a/data/cells"));
  }

  private static String relative(Path path) {
    return Path.of("").toAbsolutePath().relativize(path.toAbsolutePath()).toString();
  }

  @Test
  void of_relativePath_keepsTheWayFromTheRun() {
    assertThat(DataPlace.of(run, relative(data)))
        .isEqualTo(new DataPlace(relative(data), "../../data/cells"));
  }

  @Test
  void find_fromTheSameFolder_isAsTyped() {
    String typed = relative(data);
    assertThat(DataPlace.find(run, DataPlace.of(run, typed), typed)).isEqualTo(Path.of(typed));
  }

  @Test
  void find_fromAnotherFolder_isTheWayFromTheRun() throws IOException {
    DataPlace place = new DataPlace("data/cells", "../../data/cells");
    assertThat(DataPlace.find(run, place, "data/cells")).isEqualTo(data.toRealPath());
    Files.createDirectories(folder.resolve("typed"));
    assertThat(DataPlace.find(run, new DataPlace("src", "../../data/cells"), "src"))
        .isEqualTo(data.toRealPath());
  }

  @Test
  void find_pathChangedByHand_isThatPath() {
    String other = run.toString();
    assertThat(DataPlace.find(run, new DataPlace("data", "../../data/cells"), other))
        .isEqualTo(run);
    assertThatThrownBy(
            () -> DataPlace.find(run, new DataPlace("data", "../../data/cells"), "elsewhere"))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(run.resolve("run.json") + ": keeps the run's data set as elsewhere")
        .hasMessageContaining("write where it is as 'data' into this file");
  }

  @Test
  void find_nowhere_namesTheRunsFile() {
    assertThatThrownBy(() -> DataPlace.find(run, null, "elsewhere/cells"))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(run.resolve("run.json").toString())
        .hasMessageContaining("not there from the working folder");
  }

  @Test
  void resume_runAndDataMovedTogether_goesOn() throws IOException {
    Path made = folder.resolve("made");
    Path cells = SyntheticSet.write(made.resolve("data"), 4, 6, 40);
    TrainingRun.begin(
        TinyOptions.of(Path.of(relative(cells)), 7, 2),
        made.resolve("run"),
        "test",
        TrainingListener.NONE);
    byte[] header = Files.readAllBytes(made.resolve("run/run.json"));
    Path moved = Files.move(made, folder.resolve("moved"));
    Files.delete(moved.resolve("run/fold-2/model.safetensors"));

    CopiedRun.resume(moved.resolve("run"));

    assertThat(moved.resolve("run/fold-2/model.safetensors")).exists();
    assertThat(Files.readAllBytes(moved.resolve("run/run.json"))).isEqualTo(header);
  }
}
