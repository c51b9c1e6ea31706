package org.allnet.training.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.allnet.data.OptionException;
import org.allnet.data.WorkProgress;
import org.allnet.data.split.InnerSplit;
import org.allnet.data.split.Protocol;
import org.allnet.data.split.Split;
import org.allnet.data.split.Split.Place;
import org.allnet.data.split.SplitFile;
import org.allnet.data.split.SplitOptions;
import org.allnet.evaluation.decision.DecisionRule;
import org.allnet.evaluation.decision.PointRule;
import org.allnet.evaluation.decision.RuleOptions;
import org.allnet.inference.compute.Device;
import org.allnet.inference.engine.device.ComputeDevice;
import org.allnet.inference.model.EnsembleMember;
import org.allnet.inference.model.ImageScale;
import org.allnet.inference.model.ModelFile;
import org.allnet.inference.model.PredictionPipeline;
import org.allnet.inference.prediction.Predictor;
import org.allnet.training.augmentation.AugmentationPlanFile;
import org.allnet.training.augmentation.Sample;
import org.allnet.training.recipe.Recipe;
import org.allnet.training.recipe.Recipes;
import org.allnet.training.trainer.TrainingListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where the weights of an ensemble come from. */
class WeighedEnsembleTest {

  private static final ComputeDevice CPU = ComputeDevice.of(Device.CPU);

  @TempDir Path folder;

  private static Recipe recipe() {
    return Recipes.find("weighted-ensemble")
        .with(
            Map.of(
                "networks", "mobilenet-v2, compact-attention",
                "input-size", "32",
                "width", "0.5",
                "epochs", "2",
                "batch", "8",
                "lr", "1e-3"));
  }

  private static RunOptions options(Path data, Protocol protocol, double holdOut) {
    return RunOptions.of(data.toString(), recipe())
        .split(new SplitOptions(protocol, 2, holdOut, 3))
        .seed(5)
        .rule(new RuleOptions(PointRule.Known.ARGMAX, null, 0.2))
        .spacing(0.0625)
        .build();
  }

  @ParameterizedTest
  @CsvSource({"SUBJECT, 0", "SUBJECT, 0.2", "IMAGE, 0"})
  void run_byKappa_weighsOnImagesHeldApart(Protocol protocol, double holdOut) throws IOException {
    Path data = SyntheticSet.write(folder.resolve("data"), 6, 5, 60);
    RunOptions options = options(data, protocol, holdOut);
    RunResult result =
        TrainingRun.begin(options, folder.resolve("run"), "test", TrainingListener.NONE);
    PreparedData prepared =
        PreparedData.of(PreparedData.open(options), options, EarlierModels.NONE, WorkProgress.NONE);
    Split split = SplitFile.read(folder.resolve("run/split.csv"));
    for (int number = 1; number <= 2; number++) {
      InnerSplit inner = FoldTraining.inner(split, number, prepared, options);
      Set<String> weighing = names(inner.part());
      Set<String> evaluated = new HashSet<>(names(split.validation(number)));
      evaluated.addAll(names(split.holdOut()));
      Path fold = folder.resolve("run/fold-" + number);
      Set<String> trained =
          AugmentationPlanFile.read(fold.resolve("augmentation.csv")).samples().stream()
              .map(Sample::image)
              .collect(Collectors.toSet());
      assertThat(weighing).isNotEmpty().doesNotContainAnyElementsOf(evaluated);
      assertThat(trained).isNotEmpty().doesNotContainAnyElementsOf(weighing);
      assertThat(trained).doesNotContainAnyElementsOf(evaluated);
      assertThat(ModelFile.describe(fold.resolve("model.safetensors")).provenance().scale())
          .isEqualTo(new ImageScale(60, 0.0625, "given"));
      assertThat(weights(fold)).isEqualTo(kappas(fold, prepared, inner.part(), options));
      assertThat(ModelFile.refusal(fold.resolve("model.safetensors")).orElseThrow().describe())
          .anyMatch(line -> line.contains("fitted on " + trained.size() + " training images"));
    }
    assertThat(result.outcome().foldModels().all()).hasSize(2);
    assertThat(RunHeader.read(folder.resolve("run/run.json")).options()).isEqualTo(options);
  }

  private static Set<String> names(List<Place> places) {
    return places.stream().map(Place::image).collect(Collectors.toSet());
  }

  private static List<Double> weights(Path fold) {
    return ModelFile.describe(fold.resolve("model.safetensors")).members().stream()
        .map(member -> Math.round(member.weight() * 1e9) / 1e9)
        .toList();
  }

  /** Cohen's kappa of each network by its definition, no less than a hundredth. */
  private static List<Double> kappas(
      Path fold, PreparedData data, List<Place> places, RunOptions options) {
    List<Double> kappas = new ArrayList<>();
    ModelFile whole = ModelFile.read(fold.resolve("model.safetensors"), CPU);
    for (int i = 0; i < whole.networks().size(); i++) {
      EnsembleMember member = whole.description().members().get(i);
      ModelFile alone =
          new ModelFile(
              List.of(whole.networks().get(i)),
              whole
                  .description()
                  .withMembers(List.of(EnsembleMember.alone(member.network())))
                  .with(PredictionPipeline.PLAIN)
                  .with(DecisionRule.NONE));
      try (Predictor predictor = new Predictor(alone, CPU, options.mode())) {
        List<double[]> rows =
            predictor.probabilities(
                places.stream().map(place -> data.images().store().get(place.image())).toList());
        int[][] table = new int[2][2];
        for (int row = 0; row < rows.size(); row++) {
          int label = data.dataset().classes().indexOf(places.get(row).label());
          table[label][rows.get(row)[0] > rows.get(row)[1] ? 0 : 1]++;
        }
        double n = rows.size();
        double agree = (table[0][0] + table[1][1]) / n;
        double chance =
            ((table[0][0] + table[0][1]) * (table[0][0] + table[1][0])
                    + (table[1][0] + table[1][1]) * (table[0][1] + table[1][1]))
                / (n * n);
        double kappa = chance == 1 ? 0 : (agree - chance) / (1 - chance);
        kappas.add(Math.max(0.01, kappa));
      }
    }
    return kappas.stream().map(kappa -> Math.round(kappa * 1e9) / 1e9).toList();
  }

  @Test
  void run_tooFewSubjectsToCut_isRefused() throws IOException {
    Path data = SyntheticSet.write(folder.resolve("data"), 2, 12, 60);
    assertThatThrownBy(
            () ->
                TrainingRun.begin(
                    options(data, Protocol.SUBJECT, 0),
                    folder.resolve("run"),
                    "test",
                    TrainingListener.NONE))
        .isInstanceOf(OptionException.class)
        .hasMessageContaining("1 subject group among the training images of fold model 1");
    assertThat(folder.resolve("run")).doesNotExist();
  }

  @Test
  void checked_kappaThatCanNotAct_isRefusedByName() {
    assertThatThrownBy(() -> recipe().with(Map.of("networks", "resnet18")))
        .isInstanceOf(OptionException.class)
        .hasMessageContaining("combine 'kappa'");
    assertThatThrownBy(() -> recipe().with(Map.of("learner", "svm")))
        .isInstanceOf(OptionException.class)
        .hasMessageContaining("combine 'kappa'");
  }
}
