package org.allnet.spark.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.allnet.data.OptionException;
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

  /**
   * Of a probability: twelve epochs make more of what rounding leaves. At ten times the rate they
   * make so much of it that one thread and two of one process end with other answers.
   */
  private static final double ROUNDING = 1e-3;

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

  @Test
  @Tag("nightly")
  void killedExecutor_costsAnEpoch() throws Exception {
    Path run = folder.resolve("run");
    RunOptions options = options();
    FoldsApart.begin(options, run, null, TrainingListener.NONE);
    Path epochs = run.resolve("state/apart-fold-1/metrics.jsonl");
    try (RealCluster cluster = new RealCluster(folder.resolve("cluster"))) {
      Process driver =
          cluster.driver("driver", TrainProgram.class, cluster.master(), run.toString());
      RealCluster.await("an epoch", () -> !lines(epochs).isEmpty());
      cluster.executors().get(1).destroyForcibly();
      assertThat(driver.waitFor(5, TimeUnit.MINUTES)).isTrue();
      assertThat(cluster.text("driver")).endsWith("trained\n");
    }
    TrainingRun.resume(run, "test", TrainingListener.NONE);
    assertThat(lines(run.resolve("metrics.jsonl"))).hasSize(EPOCHS);

    Path alone = folder.resolve("alone");
    TrainingRun.begin(options, alone, "test", TrainingListener.NONE);
    List<String> two = lines(run.resolve("fold-1/predictions.csv"));
    List<String> one = lines(alone.resolve("fold-1/predictions.csv"));
    assertThat(two).hasSameSizeAs(one);
    int probability = List.of(one.get(0).split(",", -1)).indexOf("p_all");
    assertThat(probability).isPositive();
    for (int line = 1; line < one.size(); line++) {
      assertThat(Double.parseDouble(two.get(line).split(",", -1)[probability]))
          .isCloseTo(
              Double.parseDouble(one.get(line).split(",", -1)[probability]),
              org.assertj.core.data.Offset.offset(ROUNDING));
    }
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

  @Test
  void threadsOfOneProcess_areRefused() {
    assertThatThrownBy(
            () ->
                SharedTraining.train(
                    new ClusterSettings("local[2]", 1, "512m", true, Map.of()),
                    2,
                    folder,
                    new FoldsApart.Begun(1, List.of(1), 1, 1, 7),
                    "test",
                    ClusterTrainingTest.NoMaps.class,
                    line -> {}))
        .isInstanceOf(OptionException.class)
        .hasMessageContaining("threads of one process");
  }

  @Test
  void moreExecutorsThanImages_areRefused() {
    assertThatThrownBy(
            () ->
                SharedTraining.train(
                    new ClusterSettings("spark://nobody.invalid:1", 1, "512m", true, Map.of()),
                    8,
                    folder,
                    new FoldsApart.Begun(1, List.of(1), 1, 1, 7),
                    "test",
                    ClusterTrainingTest.NoMaps.class,
                    line -> {}))
        .isInstanceOf(OptionException.class)
        .hasMessageContaining("each executor needs an image of a batch, which has 7");
  }
}
