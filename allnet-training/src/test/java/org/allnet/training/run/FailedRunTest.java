package org.allnet.training.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.allnet.data.RunException;
import org.allnet.data.split.Protocol;
import org.allnet.data.split.SplitOptions;
import org.allnet.training.recipe.Recipe;
import org.allnet.training.recipe.Recipes;
import org.allnet.training.trainer.EpochRecord;
import org.allnet.training.trainer.TrainingListener;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that fails, wherever it does, leaves nothing behind in native memory. */
class FailedRunTest {

  private static final Map<String, String> SMALL =
      Map.of("input-size", "32", "width", "0.1", "epochs", "1", "batch", "8", "per-class", "0");

  private enum Place {
    START,
    STEP,
    EPOCH
  }

  /** Fails at the n-th thing of a kind that it is told of. */
  private static final class Failing implements TrainingListener {
    private final Place place;
    private int left;

    Failing(Place place, int left) {
      this.place = place;
      this.left = left;
    }

    private void reach(Place here) {
      if (here == place && --left < 0) {
        throw new StackOverflowError("as the engine might");
      }
    }

    @Override
    public void foldStarted(int number, int count, int epochs, int images, int validation) {
      reach(Place.START);
    }

    @Override
    public void stepDone(int epoch, int imagesDone, int images, double loss) {
      reach(Place.STEP);
    }

    @Override
    public void epochDone(EpochRecord epoch, int epochs) {
      reach(Place.EPOCH);
    }
  }

  private static RunOptions options(Path data, Map<String, String> values) {
    Recipe recipe = Recipes.find("allnet").with(values);
    return RunOptions.of(data.toString(), recipe)
        .split(new SplitOptions(Protocol.SUBJECT, 2, 0.34, 7))
        .seed(7)
        .build();
  }

  @Test
  void run_thatFails_freesItsNativeMemory(@TempDir Path folder) throws IOException {
    Path data = SyntheticSet.write(folder.resolve("data"), 3, 6, 60);
    RunOptions one = options(data, SMALL);
    TrainingRun.begin(one, folder.resolve("warm"), "test", TrainingListener.NONE);
    int number = 0;
    for (Place place : Place.values()) {
      for (int left = 0; left < 2; left++) {
        Path run = folder.resolve("run" + number++);
        int nth = left;
        long before = Pointer.totalCount();
        assertThatThrownBy(() -> TrainingRun.begin(one, run, "test", new Failing(place, nth)))
            .as("%s %d", place, left)
            .isInstanceOf(StackOverflowError.class);
        // The description of the device is Java's to collect.
        assertThat(Pointer.totalCount())
            .as("pointers after %s %d", place, left)
            .isLessThanOrEqualTo(before + 1);
      }
    }
  }

  /** The data set is not there, which would be found out later. */
  @Test
  void run_fullFolder_isRefusedBeforeReadingData(@TempDir Path folder) throws IOException {
    RunOptions options = options(folder.resolve("missing"), SMALL);
    Path full = Files.createDirectories(folder.resolve("full"));
    Files.writeString(full.resolve("notes.txt"), "mine");
    assertThatThrownBy(() -> TrainingRun.begin(options, full, "test", TrainingListener.NONE))
        .hasMessage(full + ": holds other files already; choose another 'out'");
    Files.writeString(full.resolve("run.json"), "{}");
    assertThatThrownBy(() -> TrainingRun.begin(options, full, "test", TrainingListener.NONE))
        .hasMessageContaining("holds a run already", "resume " + full);
  }

  @Test
  void run_weightsOfAnotherKind_leavesNoFolder(@TempDir Path folder) throws IOException {
    Path data = SyntheticSet.write(folder.resolve("data"), 3, 6, 60);
    Path pointer = folder.resolve("weights.safetensors");
    Files.writeString(pointer, "version https://git-lfs.github.com/spec/v1\nsize 4\n");
    RunOptions options = options(data, with(pointer));
    Path run = folder.resolve("run");
    assertThatThrownBy(() -> TrainingRun.begin(options, run, "test", TrainingListener.NONE))
        .hasMessageContaining("Git LFS pointer");
    assertThat(run).doesNotExist();
  }

  @Test
  void run_weightsOfAnotherNetwork_leavesNoFolder(@TempDir Path folder) throws IOException {
    Path data = SyntheticSet.write(folder.resolve("data"), 3, 6, 60);
    Path weights = folder.resolve("weights.safetensors");
    Files.write(weights, "\2\0\0\0\0\0\0\0{}".getBytes(StandardCharsets.US_ASCII));
    Path run = folder.resolve("run");
    assertThatThrownBy(
            () ->
                TrainingRun.begin(options(data, with(weights)), run, "test", TrainingListener.NONE))
        .hasMessageContaining("holds no weights of allnet");
    assertThat(run).doesNotExist();
  }

  /**
   * What is found before the first epoch is done takes its folder back; what comes later does not.
   */
  @Test
  void run_refusedBeforeAnEpoch_freesItsFolder(@TempDir Path folder) throws IOException {
    Path data = SyntheticSet.write(folder.resolve("data"), 3, 6, 60);
    RunOptions options = options(data, SMALL);
    Path run = Files.createDirectory(folder.resolve("run"));
    assertThatThrownBy(
            () ->
                TrainingRun.begin(
                    options,
                    run,
                    "test",
                    new TrainingListener() {
                      @Override
                      public void stepDone(int epoch, int done, int images, double loss) {
                        throw new RunException("the loss is NaN");
                      }
                    }))
        .hasMessage("the loss is NaN");
    assertThat(run).isEmptyDirectory();
    assertThatThrownBy(
            () ->
                TrainingRun.begin(
                    options,
                    run,
                    "test",
                    new TrainingListener() {
                      @Override
                      public void epochDone(EpochRecord epoch, int epochs) {
                        throw new RunException("no");
                      }
                    }))
        .hasMessage("no");
    assertThat(run.resolve("run.json")).exists();
  }

  private static Map<String, String> with(Path weights) {
    Map<String, String> values = new java.util.HashMap<>(SMALL);
    values.put("pretrained", weights.toString());
    return values;
  }
}
