package org.allnet.spark.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.allnet.data.CountProgress;
import org.allnet.data.Sentence;
import org.allnet.data.WorkProgress;
import org.allnet.data.dataset.DatasetOptions;
import org.allnet.data.layout.DatasetReader;
import org.allnet.data.split.Protocol;
import org.allnet.data.split.SplitOptions;
import org.allnet.data.synthetic.SyntheticDataset;
import org.allnet.data.synthetic.SyntheticOptions;
import org.allnet.evaluation.metric.Evaluation;
import org.allnet.evaluation.metric.MetricValue;
import org.allnet.evaluation.prediction.Predictions;
import org.allnet.evaluation.prediction.Role;
import org.allnet.inference.compute.Device;
import org.allnet.inference.evaluation.ModelEvaluation;
import org.allnet.inference.evaluation.ModelEvaluator;
import org.allnet.spark.LocalSpark;
import org.allnet.spark.scoring.ScoringOptions.Labels;
import org.allnet.spark.scoring.ScoringOptions.Source;
import org.allnet.training.recipe.Recipes;
import org.allnet.training.run.RunOptions;
import org.allnet.training.run.TrainingRun;
import org.allnet.training.trainer.EpochRecord;
import org.allnet.training.trainer.TrainingListener;
import org.allnet.training.trainer.TrainingWork;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A trained model scores the set that it was trained on. */
final class LearnedImagesTest {

  @TempDir static Path folder;

  private static Path cells;
  private static Path model;

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

  private static final class Uncounted implements CountProgress {
    @Override
    public void reach(long count) {}

    @Override
    public void close() {}
  }

  @BeforeAll
  static void train() {
    cells = folder.resolve("cells");
    SyntheticDataset.write(cells, new SyntheticOptions(4, 4, 32, 1));
    Map<String, String> small =
        Map.of("input-size", "32", "width", "0.1", "epochs", "1", "batch", "8", "per-class", "0");
    RunOptions options =
        RunOptions.of(cells.toString(), Recipes.find("allnet").with(small))
            .split(new SplitOptions(Protocol.SUBJECT, 2, 0.25, 3))
            .seed(7)
            .build();
    model = TrainingRun.begin(options, folder.resolve("run"), "test", new Quiet()).bestModel();
  }

  private static ScoringResult score(Path input, String out) {
    return Scoring.in(
        LocalSpark.session(),
        new ScoringOptions(
            model,
            List.of(input.toString()),
            folder.resolve(out).toString(),
            false,
            "image",
            "content",
            new Labels(Source.FOLDER, null),
            1000),
        new Scoring.Listener() {
          @Override
          public void planned(long files, String what, int rounds) {}

          @Override
          public void finished(int round, int of) {}
        });
  }

  @Test
  void metrics_areThoseOfEvaluate() throws IOException {
    ModelEvaluation one =
        new ModelEvaluator(model, Device.CPU, WorkProgress.NONE, images -> new Uncounted())
            .evaluate(DatasetReader.open(cells, DatasetOptions.DEFAULTS), null, null);
    Predictions rows = one.byRole().evaluated();
    Evaluation alone = Evaluation.of(rows, one.evaluated().model().rule().toOptions());

    ScoringResult cluster = score(cells, "all");

    assertThat(cluster.role()).isEqualTo(Role.HOLD_OUT);
    assertThat(cluster.leftOut()).containsOnlyKeys("training", "validation");
    assertThat(cluster.leftOut()).isEqualTo(cluster.known());
    assertThat(cluster.evaluation().confusion()).isEqualTo(alone.confusion());
    List<MetricValue> these = cluster.evaluation().flatMetrics();
    List<MetricValue> others = alone.flatMetrics();
    assertThat(these).hasSameSizeAs(others);
    for (int i = 0; i < these.size(); i++) {
      if (others.get(i) instanceof MetricValue.Value value) {
        // Images that are computed together differ, and so does the eighth digit.
        assertThat(((MetricValue.Value) these.get(i)).value())
            .as("metric %d", i)
            .isCloseTo(value.value(), within(1e-6));
      } else {
        assertThat(these.get(i)).isEqualTo(others.get(i));
      }
    }
    assertThat(String.join("\n", cluster.lines()))
        .contains("left out of the metrics, because the model was trained or fitted on them");
    assertThat(Files.readString(folder.resolve("all/summary.json")))
        .contains("\"leftOut\"")
        .contains("\"role\" : \"hold-out\"");
  }

  @Test
  void onlyLearnedImages_haveNoMetrics() throws IOException {
    Path learned = Files.createDirectories(folder.resolve("learned/all"));
    score(cells, "whole");
    List<String> files =
        LocalSpark.session()
            .read()
            .parquet(folder.resolve("whole/answers").toString())
            .filter("role = 'training' and label = 'all'")
            .collectAsList()
            .stream()
            .map(row -> row.<String>getAs("image"))
            .toList();
    assertThat(files).isNotEmpty();
    for (String file : files) {
      Path from = cells.resolve(file);
      Files.copy(from, learned.resolve(from.getFileName()));
    }

    ScoringResult result = score(learned, "none");

    assertThat(result.evaluation()).isNull();
    assertThat(result.leftOut()).isEqualTo(Map.of("training", (long) files.size()));
    assertThat(result.lines()).contains("no metrics: no labelled image is left; give other images");
  }
}
