package org.allnet.spark.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.allnet.data.OptionException;
import org.allnet.data.file.Json;
import org.allnet.data.split.Protocol;
import org.allnet.data.split.SplitOptions;
import org.allnet.data.synthetic.SyntheticDataset;
import org.allnet.data.synthetic.SyntheticOptions;
import org.allnet.spark.RealCluster;
import org.allnet.spark.session.ClusterSettings;
import org.allnet.training.recipe.Recipes;
import org.allnet.training.run.FoldsApart;
import org.allnet.training.run.RunOptions;
import org.allnet.training.run.TrainingRun;
import org.allnet.training.trainer.TrainingListener;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One network on two executors that are processes. */
final class SharedTrainingClusterTest {

  private static final int EPOCHS = 12;

  /** Epochs of so many steps as there are in {@link #ROUNDING}. */
  private static final int FIRST = 2;

  /**
   * Of a loss in the first epochs: what {@code SharedTrainingTest} derives for the state after
   * sixteen such steps. Later epochs make more of what rounding leaves.
   */
  private static final double ROUNDING = 4e-5;

  @TempDir Path folder;

  private RunOptions options() {
    Path data = folder.resolve("cells");
    SyntheticDataset.write(data, new SyntheticOptions(4, 4, 32, 1));
    return RunOptions.of(
            data.toString(),
            Recipes.find("allnet")
                .with(
                    Map.of(
                        "input-size",
                        "32",
                        "width",
                        "0.1",
                        "epochs",
                        Integer.toString(EPOCHS),
                        "batch",
                        "7",
                        "lr",
                        "1e-3",
                        "optimiser",
                        "sgd momentum=0.9 decay=0",
                        "per-class",
                        "0")))
        .split(new SplitOptions(Protocol.SUBJECT, 2, 0.25, 3))
        .seed(7)
        .allFoldModels(false)
        .build();
  }

  private static List<String> lines(Path file) {
    try {
      return Files.exists(file) ? Files.readAllLines(file) : List.of();
    } catch (java.io.IOException e) {
      return List.of(); // it is being replaced
    }
  }

  private static void requireTrained(RealCluster cluster, String name, Process driver)
      throws Exception {
    assertThat(driver.waitFor(5, TimeUnit.MINUTES)).isTrue();
    assertThat(cluster.text(name)).endsWith("trained\n");
  }

  /**
   * Two executors add up the same numbers in the same order whenever they begin, so that a loss
   * changes no bit. Against one process losses show rounding.
   */
  @Test
  @Tag("nightly")
  void killedExecutor_costsAnEpochAndChangesNothing() throws Exception {
    RunOptions options = options();
    Path killed = folder.resolve("killed");
    Path whole = folder.resolve("whole");
    for (Path run : List.of(killed, whole)) {
      FoldsApart.begin(options, run, null, TrainingListener.NONE);
    }
    Path epochs = killed.resolve("state/apart-fold-1/metrics.jsonl");
    try (RealCluster cluster = new RealCluster(folder.resolve("cluster"))) {
      Process driver =
          cluster.driver("driver", TrainProgram.class, cluster.master(), killed.toString());
      RealCluster.await("an epoch", () -> !lines(epochs).isEmpty());
      cluster.executors().get(1).destroyForcibly();
      requireTrained(cluster, "driver", driver);
      assertThat(cluster.text("driver")).contains("an executor was lost");
      requireTrained(
          cluster,
          "undisturbed",
          cluster.driver("undisturbed", TrainProgram.class, cluster.master(), whole.toString()));
      assertThat(cluster.text("undisturbed")).doesNotContain("an executor was lost");
    }
    for (Path run : List.of(killed, whole)) {
      TrainingRun.resume(run, "test", TrainingListener.NONE);
      assertThat(lines(run.resolve("metrics.jsonl"))).hasSize(EPOCHS);
    }
    assertThat(lines(killed.resolve("fold-1/predictions.csv")))
        .isEqualTo(lines(whole.resolve("fold-1/predictions.csv")));

    Path alone = folder.resolve("alone");
    TrainingRun.begin(options, alone, "test", TrainingListener.NONE);
    List<Double> one = losses(alone);
    List<Double> two = losses(killed);
    for (int epoch = 0; epoch < FIRST; epoch++) {
      assertThat(two.get(epoch)).isCloseTo(one.get(epoch), within(ROUNDING));
    }
  }

  private static List<Double> losses(Path run) throws Exception {
    List<Double> losses = new ArrayList<>();
    for (String line : lines(run.resolve("metrics.jsonl"))) {
      losses.add(Json.read(line).path("trainingLoss").asDouble(Double.NaN));
    }
    return losses;
  }

  /** Nobody is lost if a disk is full or a file can't be written: that is what has to be told. */
  @Test
  @Tag("nightly")
  void whatFailsOnOne_isTold() throws Exception {
    Path run = folder.resolve("run");
    FoldsApart.begin(options(), run, null, TrainingListener.NONE);
    Files.createDirectories(run.resolve("state/apart-fold-1/fold-1/augmentation.csv/in the way"));
    try (RealCluster cluster = new RealCluster(folder.resolve("cluster"))) {
      Process driver =
          cluster.driver("driver", TrainProgram.class, cluster.master(), run.toString());
      assertThat(driver.waitFor(5, TimeUnit.MINUTES)).isTrue();
      assertThat(cluster.text("driver"))
          .contains("fold 1: ", "augmentation.csv")
          .doesNotContain("an executor was lost")
          .doesNotContain("fold 1: " + run + ", fold")
          .endsWith("failed\n");
    }
  }

  private void requireRefused(String master, int executors, String words) {
    assertThatThrownBy(
            () ->
                SharedTraining.train(
                    new ClusterSettings(master, 1, "512m", true, Map.of()),
                    executors,
                    folder,
                    new FoldsApart.Begun(1, List.of(1), 1, 1, 7),
                    "test",
                    ClusterTrainingTest.NoMaps.class,
                    line -> {}))
        .isInstanceOf(OptionException.class)
        .hasMessageContaining(words);
  }

  @Test
  void threadsOfOneProcess_areRefused() {
    requireRefused("local[2]", 2, "threads of one process");
  }

  @Test
  void moreExecutorsThanImages_areRefused() {
    requireRefused(
        "spark://nobody.invalid:1", 8, "each executor needs an image of a batch, which has 7");
  }
}
