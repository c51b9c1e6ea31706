package org.allnet.training.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.allnet.data.split.Protocol;
import org.allnet.data.split.SplitOptions;
import org.allnet.evaluation.decision.PointRule;
import org.allnet.evaluation.decision.RuleOptions;
import org.allnet.evaluation.experiment.FoldOutcome;
import org.allnet.inference.compute.Device;
import org.allnet.inference.engine.device.ComputeDevice;
import org.allnet.inference.prediction.Predictor;
import org.allnet.training.recipe.Recipe;
import org.allnet.training.recipe.Recipes;
import org.allnet.training.trainer.TrainingListener;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every recipe on a few dozen real cells; skipped where they are absent. Run by the profile {@code
 * nightly}, since it takes minutes.
 */
@Tag("nightly")
class RealRecipeTest {

  @TempDir Path folder;

  private static Path real(String below) {
    Path found = Path.of(System.getProperty("allnet.realdata", "absent")).resolve(below);
    assumeThat(found).as("real images").isDirectory();
    return found;
  }

  private RunResult run(Path data, Recipe recipe, Protocol protocol) {
    return TrainingRun.begin(
        RunOptions.of(data.toString(), recipe)
            .split(new SplitOptions(protocol, 2, 0, 3))
            .seed(5)
            .rule(new RuleOptions(PointRule.Known.YOUDEN, null, 0.2))
            .allFoldModels(false)
            .threads(2)
            .build(),
        folder.resolve("run"),
        "test",
        TrainingListener.NONE);
  }

  private static Recipe small(String name, String networks, double width) {
    Map<String, String> values = new HashMap<>();
    values.put("epochs", "6");
    values.put("batch", "8");
    values.put("words", "2");
    values.put("restarts", "2");
    values.put("frozen-epochs", "0");
    if (!networks.isEmpty()) {
      values.put("networks", networks);
      values.put("input-size", "64");
      values.put("width", "" + width);
      values.put("lr", "1e-3");
    }
    if (name.equals("bagging") || name.equals("strong")) {
      values.put("copies", "2");
    }
    return Recipes.find(name).with(values);
  }

  private static void finished(RunResult result, int classes) {
    FoldOutcome outcome = result.outcome().foldModels().chosen();
    assertThat(outcome.validation().rows()).isNotEmpty();
    assertThat(outcome.validation().rows().get(0).probabilities()).hasSize(classes);
    if (!outcome.epochs().isEmpty()) {
      double first = outcome.epochs().get(0).loss();
      double least =
          outcome.epochs().stream().skip(1).mapToDouble(epoch -> epoch.loss()).min().orElseThrow();
      assertThat(least).isLessThan(first);
    }
    try (Predictor predictor = Predictor.load(result.bestModel(), ComputeDevice.of(Device.CPU))) {
      List<double[]> rows =
          predictor.probabilities(
              outcome.validation().rows().stream()
                  .limit(9)
                  .map(row -> result.store().get(row.image()))
                  .toList());
      assertThat(rows).allSatisfy(row -> assertThat(row).hasSize(classes));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "allnet, allnet, 0.0625",
    "neighbourhood-correction, 'resnet18, compact-attention', 0.25",
    "region-attention, resnet18, 0.25",
    "se-resnext, se-resnext50, 0.25",
    "bagging, compact-attention, 0.25",
    "vit-cnn, 'vit-tiny, compact-attention', 0.25",
    "two-channel, densenet121, 0.25",
    "cnn-svm, compact-attention, 0.25",
    "mutual-information, compact-attention, 0.25",
    "handcrafted, '', 1",
    "weighted-ensemble, 'mobilenet-v2, compact-attention', 0.5",
    "compact-attention, compact-attention, 0.25",
    "strong, resnet18, 0.25",
  })
  void run_onCellsOfPeople_learnsAndPredicts(String name, String networks, double width) {
    finished(run(real("cnmc"), small(name, networks, width), Protocol.SUBJECT), 2);
  }

  @ParameterizedTest
  @CsvSource({
    "two-channel, densenet121, 0.25",
    "compact-attention, compact-attention, 0.25",
    "handcrafted, '', 1",
  })
  void run_onFieldsOfFourClasses_learnsAndPredicts(String name, String networks, double width)
      throws IOException {
    finished(run(slice(real("taleqani")), small(name, networks, width), Protocol.IMAGE), 4);
  }

  /** Twelve fields of each class. */
  private Path slice(Path all) throws IOException {
    Path slice = folder.resolve("slice");
    try (Stream<Path> files = Files.walk(all)) {
      Map<Path, Integer> counts = new HashMap<>();
      for (Path file : files.filter(f -> f.toString().endsWith(".jpg")).sorted().toList()) {
        Path label = file.getParent().getFileName();
        if (counts.merge(label, 1, Integer::sum) <= 12) {
          Files.createDirectories(slice.resolve(label));
          Files.copy(file, slice.resolve(label).resolve(file.getFileName()));
        }
      }
    }
    return slice;
  }
}
