package org.allnet.training.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.allnet.data.OptionException;
import org.allnet.data.dataset.CellImage;
import org.allnet.data.dataset.Dataset;
import org.allnet.data.dataset.DatasetOptions;
import org.allnet.data.image.CellPixels;
import org.allnet.data.image.DecodeLimits;
import org.allnet.data.image.ImageDecoder;
import org.allnet.data.layout.DatasetReader;
import org.allnet.data.split.Protocol;
import org.allnet.data.split.SplitOptions;
import org.allnet.evaluation.decision.PointRule;
import org.allnet.evaluation.decision.RuleOptions;
import org.allnet.inference.compute.Device;
import org.allnet.inference.engine.device.ComputeDevice;
import org.allnet.inference.prediction.Predictor;
import org.allnet.training.recipe.Recipe;
import org.allnet.training.recipe.Recipes;
import org.allnet.training.trainer.EpochRecord;
import org.allnet.training.trainer.TrainingListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every recipe from images to a model file that predicts, at sizes of seconds. */
class RecipeRunTest {

  private static final ComputeDevice CPU = ComputeDevice.of(Device.CPU);

  @TempDir Path folder;

  private static RunOptions options(Path data, Recipe recipe) {
    return RunOptions.of(data.toString(), recipe)
        .split(new SplitOptions(Protocol.SUBJECT, 2, 0.25, 3))
        .seed(5)
        .rule(new RuleOptions(PointRule.Known.YOUDEN, null, 0.2))
        .allFoldModels(false)
        .build();
  }

  /** The recipe with a few epochs on small images, at a rate that shows within them. */
  private static Recipe small(String name, String networks, int size, double width) {
    Map<String, String> values = new HashMap<>();
    values.put("epochs", "5");
    values.put("batch", "8");
    values.put("lr", name.equals("neighbourhood-correction") ? "1e-2" : "1e-3");
    values.put("crop", "0");
    values.put("words", "2");
    values.put("restarts", "2");
    if (!networks.isEmpty()) {
      values.put("networks", networks);
      values.put("input-size", "" + size);
      values.put("width", "" + width);
    }
    Recipe recipe = Recipes.find(name);
    if (name.equals("region-attention")) {
      values.put("frozen-epochs", "1");
    }
    if (name.equals("se-resnext")) {
      values.put("rates", "conv1=0.1");
    }
    if (name.equals("bagging") || name.equals("strong")) {
      values.put("copies", "2");
    }
    if (name.equals("strong")) {
      values.put("average", "0.5");
    }
    if (name.equals("mutual-information")) {
      values.put("keep-features", "20");
    }
    return recipe.with(values);
  }

  /** One cell of each person, or two for a model that corrects answers by each other. */
  private static List<CellPixels> cells(Path data, boolean two) {
    Dataset dataset = DatasetReader.open(data, DatasetOptions.DEFAULTS);
    Map<String, Integer> taken = new HashMap<>();
    List<CellPixels> cells = new ArrayList<>();
    for (CellImage image : dataset.images()) {
      if (taken.merge(String.valueOf(image.subject()), 1, Integer::sum) <= (two ? 2 : 1)) {
        cells.add(new ImageDecoder(DecodeLimits.DEFAULTS).decode(image.file()));
      }
    }
    return cells;
  }

  @ParameterizedTest
  @CsvSource({
    "allnet, allnet, 45, 0.0625, 1",
    "neighbourhood-correction, 'resnet18, compact-attention', 32, 0.25, 2",
    "region-attention, resnet18, 32, 0.25, 1",
    "se-resnext, se-resnext50, 32, 0.25, 1",
    "bagging, compact-attention, 32, 0.25, 2",
    "vit-cnn, 'vit-tiny, compact-attention', 32, 0.25, 2",
    "two-channel, densenet121, 32, 0.25, 1",
    "cnn-svm, compact-attention, 32, 0.25, 1",
    "mutual-information, compact-attention, 32, 0.25, 1",
    "handcrafted, '', 0, 1, 0",
    "weighted-ensemble, 'mobilenet-v2, compact-attention', 32, 0.5, 2",
    "compact-attention, compact-attention, 32, 0.25, 1",
    "strong, resnet18, 32, 0.25, 2",
  })
  void run_anyRecipe_learnsAndItsModelFilePredicts(
      String name, String networks, int size, double width, int count) throws IOException {
    Path data = SyntheticSet.write(folder.resolve("data"), 6, 4, 60);
    List<EpochRecord> epochs = new ArrayList<>();
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void epochDone(EpochRecord epoch, int all) {
            epochs.add(epoch);
          }
        };
    RunResult result =
        TrainingRun.begin(
            options(data, small(name, networks, size, width)),
            folder.resolve("run"),
            "test",
            listener);
    for (int network = 1; network <= count; network++) {
      int number = network;
      List<EpochRecord> own = epochs.stream().filter(e -> e.network() == number).toList();
      assertThat(own).hasSize(5);
      double last = Math.min(own.get(3).trainingLoss(), own.get(4).trainingLoss());
      assertThat(last).isLessThan(own.get(0).trainingLoss());
    }
    try (Predictor predictor = Predictor.load(result.bestModel(), CPU)) {
      assertThat(predictor.description().recipe()).isEqualTo(name);
      assertThat(predictor.description().members()).hasSize(count);
      List<CellPixels> cells = cells(data, predictor.isTransductive());
      List<double[]> rows = predictor.probabilities(cells);
      assertThat(rows).hasSameSizeAs(cells);
      rows.forEach(row -> assertThat(row[0] + row[1]).isBetween(1 - 1e-6, 1 + 1e-6));
      assertThat(rows.stream().mapToDouble(row -> row[0]).distinct().count()).isGreaterThan(1);
    }
    assertThat(folder.resolve("run/state").toFile().listFiles((dir, file) -> file.contains("fold")))
        .isEmpty();
  }

  @Test
  void run_stoppedInSecondNetwork_endsTheSame() throws IOException {
    Path data = SyntheticSet.write(folder.resolve("data"), 4, 6, 60);
    Recipe recipe =
        small("bagging", "compact-attention", 32, 0.25)
            .with(Map.of("average", "0.9", "epochs", "3"));
    RunResult whole =
        TrainingRun.begin(
            options(data, recipe), folder.resolve("whole"), "test", TrainingListener.NONE);
    TrainingListener stopping =
        new TrainingListener() {
          private int done;

          @Override
          public void epochDone(EpochRecord epoch, int all) {
            if (++done == 5) {
              throw new IllegalStateException("stopped");
            }
          }
        };
    assertThatThrownBy(
            () ->
                TrainingRun.begin(
                    options(data, recipe), folder.resolve("stopped"), "test", stopping))
        .hasMessage("stopped");
    List<EpochRecord> again = new ArrayList<>();
    RunResult resumed =
        TrainingRun.resume(
            folder.resolve("stopped"),
            "test",
            new TrainingListener() {
              @Override
              public void epochDone(EpochRecord epoch, int all) {
                again.add(epoch);
              }
            });
    assertThat(again).hasSize(1);
    assertThat(resumed.outcome().foldModels().chosen().holdOut().rows())
        .isEqualTo(whole.outcome().foldModels().chosen().holdOut().rows());
  }

  @Test
  void run_tooMuchMemory_isRefusedBeforeTraining() throws IOException {
    Path data = SyntheticSet.write(folder.resolve("data"), 4, 6, 60);
    Recipe recipe =
        small("allnet", "allnet", 45, 0.0625).with(Map.of("input-size", "2000", "batch", "200"));
    assertThatThrownBy(
            () ->
                TrainingRun.begin(
                    options(data, recipe.with(Map.of("width", "4"))),
                    folder.resolve("run"),
                    "test",
                    TrainingListener.NONE))
        .isInstanceOf(OptionException.class)
        .hasMessageContaining("recipe allnet: training needs about")
        .hasMessageNotContaining("\n");
    assertThat(folder.resolve("run")).doesNotExist();
  }
}
