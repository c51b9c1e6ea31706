package org.allnet.training.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.allnet.data.split.Protocol;
import org.allnet.data.split.SplitOptions;
import org.allnet.evaluation.decision.PointRule;
import org.allnet.evaluation.decision.RuleOptions;
import org.allnet.evaluation.experiment.FoldOutcome;
import org.allnet.training.recipe.Recipe;
import org.allnet.training.recipe.Recipes;
import org.allnet.training.trainer.EpochRecord;
import org.allnet.training.trainer.TrainingListener;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** By what the fold model is chosen that a run ends with. */
class ChosenFoldModelTest {

  @TempDir Path folder;

  private RunResult run(Recipe recipe, List<EpochRecord> epochs) throws IOException {
    Path data = SyntheticSet.write(folder.resolve("data"), 6, 4, 60);
    RunOptions options =
        RunOptions.of(data.toString(), recipe)
            .split(new SplitOptions(Protocol.SUBJECT, 2, 0, 3))
            .seed(5)
            .rule(new RuleOptions(PointRule.Known.ARGMAX, null, 0.2))
            .build();
    return TrainingRun.begin(
        options,
        folder.resolve("run"),
        "test",
        new TrainingListener() {
          @Override
          public void epochDone(EpochRecord epoch, int all) {
            epochs.add(epoch);
          }
        });
  }

  private static Recipe small(String learner, String views) {
    return Recipes.find("compact-attention")
        .with(
            Map.of(
                "input-size", "32",
                "width", "0.25",
                "epochs", "3",
                "batch", "8",
                "lr", "1e-3",
                "learner", learner,
                "views", views));
  }

  /** Of one network that looks once its own loss is what validation gave. */
  @Test
  void loss_ofOneNetwork_isTheLeastOfItsEpochs() throws IOException {
    List<EpochRecord> epochs = new ArrayList<>();
    RunResult result = run(small("none", "single"), epochs);
    for (FoldOutcome outcome : result.outcome().foldModels().all()) {
      double least =
          epochs.stream()
              .filter(epoch -> epoch.fold() == outcome.number())
              .mapToDouble(EpochRecord::validationLoss)
              .min()
              .orElseThrow();
      assertThat(FoldLoss.of(outcome)).isCloseTo(least, Offset.offset(1e-4));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"random-forest", "svm"})
  void run_withALearner_choosesByTheLearnersLoss(String learner) throws IOException {
    List<EpochRecord> epochs = new ArrayList<>();
    RunResult result = run(small(learner, "single"), epochs);
    for (FoldOutcome outcome : result.outcome().foldModels().all()) {
      double networks =
          epochs.stream()
              .filter(epoch -> epoch.fold() == outcome.number())
              .mapToDouble(EpochRecord::validationLoss)
              .min()
              .orElseThrow();
      assertThat(FoldLoss.of(outcome)).isNotCloseTo(networks, Offset.offset(1e-4));
    }
    assertThat(result.outcome().foldModels().chosen().number())
        .isEqualTo(
            result.outcome().foldModels().all().stream()
                .min(Comparator.comparingDouble(FoldLoss::of))
                .orElseThrow()
                .number());
  }
}
