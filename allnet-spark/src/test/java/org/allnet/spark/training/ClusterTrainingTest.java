package org.allnet.spark.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.allnet.data.OptionException;
import org.allnet.data.Sentence;
import org.allnet.data.WorkProgress;
import org.allnet.data.split.Protocol;
import org.allnet.data.split.SplitOptions;
import org.allnet.data.synthetic.SyntheticDataset;
import org.allnet.data.synthetic.SyntheticOptions;
import org.allnet.evaluation.explanation.MapCheck;
import org.allnet.spark.LocalSpark;
import org.allnet.spark.session.ClusterSettings;
import org.allnet.training.recipe.Recipes;
import org.allnet.training.run.FoldsApart;
import org.allnet.training.run.MapChecker;
import org.allnet.training.run.RunOptions;
import org.allnet.training.run.RunResult;
import org.allnet.training.run.TrainingRun;
import org.allnet.training.trainer.EpochRecord;
import org.allnet.training.trainer.TrainingListener;
import org.allnet.training.trainer.TrainingWork;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ClusterTrainingTest {

  @TempDir Path folder;

  /** Checks nothing. */
  public static final class NoMaps implements MapChecker {
    @Override
    public @Nullable MapCheck check(Work work) {
      return null;
    }
  }

  private static final class Quiet implements TrainingListener {
    @Override
    public void preparing(WorkProgress.Step step, long done, long total) {}

    @Override
    public void runStarted(TrainingWork work) {}

    @Override
    public void foldStarted(int fold, int models, int done, int training, int validation) {}

    @Override
    public void stepDone(int epoch, int imagesDone, int images, double loss) {}

    @Override
    public void epochDone(EpochRecord epoch, int all) {}

    @Override
    public void note(Sentence message) {}
  }

  private RunOptions options(String epochs) {
    Path data = folder.resolve("cells");
    if (!Files.exists(data)) {
      SyntheticDataset.write(data, new SyntheticOptions(4, 4, 32, 1));
    }
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
                        epochs,
                        "batch",
                        "8",
                        "per-class",
                        "0")))
        .split(new SplitOptions(Protocol.SUBJECT, 2, 0.25, 3))
        .seed(7)
        .build();
  }

  private static List<String> predictions(Path run) throws Exception {
    List<String> lines = new ArrayList<>();
    for (int fold = 1; fold <= 2; fold++) {
      lines.addAll(Files.readAllLines(run.resolve("fold-" + fold + "/predictions.csv")));
    }
    return lines;
  }

  private List<String> onCluster(Path run, FoldsApart.Begun begun) {
    return ClusterTraining.in(
        LocalSpark.session(), Map.of(run, begun), "test", NoMaps.class, line -> {});
  }

  @Test
  void folds_areThoseOfOneMachineDigitByDigit() throws Exception {
    Path alone = folder.resolve("alone");
    RunResult one = TrainingRun.begin(options("2"), alone, "test", new Quiet());
    Path apart = folder.resolve("apart");
    FoldsApart.Begun begun = FoldsApart.begin(options("2"), apart, null, new Quiet());
    assertThat(begun.left()).containsExactly(1, 2);
    assertThat(begun.heapBytes()).isPositive();
    assertThat(begun.engineBytes()).isPositive();

    assertThat(onCluster(apart, begun)).isEmpty();

    RunResult two = TrainingRun.resume(apart, "test", new Quiet());
    assertThat(predictions(apart)).isEqualTo(predictions(alone));
    assertThat(Files.readString(apart.resolve("split.csv")))
        .isEqualTo(Files.readString(alone.resolve("split.csv")));
    assertThat(apart.relativize(two.bestModel())).isEqualTo(alone.relativize(one.bestModel()));
    assertThat(Files.readAllLines(apart.resolve("metrics.jsonl")))
        .hasSameSizeAs(Files.readAllLines(alone.resolve("metrics.jsonl")));
    assertThat(apart.resolve("state/apart-fold-1")).doesNotExist();
  }

  @Test
  void finishedFold_isNotTrainedAgain() throws Exception {
    Path run = folder.resolve("run");
    FoldsApart.begin(options("1"), run, null, new Quiet());
    FoldsApart.train(run, 2, "test", MapChecker.NONE, new Quiet());
    var time = Files.getLastModifiedTime(run.resolve("fold-2/model.safetensors"));

    FoldsApart.Begun left = FoldsApart.resume(run, new Quiet());
    assertThat(left.left()).containsExactly(1);
    assertThat(onCluster(run, left)).isEmpty();

    assertThat(Files.getLastModifiedTime(run.resolve("fold-2/model.safetensors"))).isEqualTo(time);
    assertThat(FoldsApart.resume(run, new Quiet()).left()).isEmpty();
    assertThat(Files.readAllLines(run.resolve("metrics.jsonl"))).hasSize(2);
  }

  @Test
  void fold_thatCantBeTrained_isToldAndKeepsOthers() throws Exception {
    Path run = folder.resolve("broken");
    FoldsApart.Begun begun = FoldsApart.begin(options("1"), run, null, new Quiet());
    Files.createDirectories(run.resolve("state"));
    Files.writeString(run.resolve("state/apart-fold-1"), "a file in its way");

    assertThat(onCluster(run, begun)).singleElement().asString().contains("fold 1");
    assertThat(run.resolve("fold-2/seal.json")).exists();
  }

  @Test
  void tooLittleMemory_isRefusedBeforehand() {
    assertThatThrownBy(
            () ->
                ClusterTraining.train(
                    new ClusterSettings("spark://127.0.0.1:1", 1, "1m", true, Map.of()),
                    Map.of(folder, new FoldsApart.Begun(2, List.of(1), 5L << 20, 1, 8)),
                    "test",
                    NoMaps.class,
                    line -> {}))
        .isInstanceOf(OptionException.class)
        .hasMessageContaining("needs about 5 MiB");
    assertThat(ClusterTraining.mebibytes(1000)).isEqualTo(1);
    assertThat(ClusterTraining.mebibytes((5L << 20) + 1)).isEqualTo(6);
    assertThat(ClusterTraining.bytes("2g")).isEqualTo(2L << 30);
    assertThat(ClusterTraining.bytes("512mb")).isEqualTo(512L << 20);
    assertThatThrownBy(() -> ClusterTraining.bytes("much")).isInstanceOf(OptionException.class);
  }
}
