package org.allnet.training.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.allnet.data.InputException;
import org.allnet.data.Sentence;
import org.allnet.data.WorkProgress;
import org.allnet.data.layout.FolderMark;
import org.allnet.data.split.Protocol;
import org.allnet.data.split.SplitOptions;
import org.allnet.evaluation.decision.DecisionRule;
import org.allnet.evaluation.decision.PointRule;
import org.allnet.evaluation.decision.RuleOptions;
import org.allnet.evaluation.prediction.Prediction;
import org.allnet.evaluation.prediction.PredictionFile;
import org.allnet.evaluation.prediction.Role;
import org.allnet.inference.compute.Device;
import org.allnet.inference.engine.device.ComputeDevice;
import org.allnet.inference.model.EarlierWeights;
import org.allnet.inference.model.ModelFile;
import org.allnet.inference.model.Safetensors;
import org.allnet.inference.model.WeightsHash;
import org.allnet.training.recipe.Recipe;
import org.allnet.training.recipe.Recipes;
import org.allnet.training.trainer.TrainingListener;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model of ALLNet that a run begins with brings along what it was trained on. */
class EarlierModelsTest {

  @TempDir Path folder;

  private static Recipe recipe(Map<String, String> others) {
    return Recipes.find("allnet")
        .with(
            Map.of(
                "epochs", "1",
                "batch", "8",
                "input-size", "27",
                "width", "0.0625",
                "per-class", "0",
                "segmentation", "none"))
        .with(others);
  }

  private RunResult run(
      Path data, Protocol protocol, long seed, String name, @Nullable Path pretrained) {
    return TrainingRun.begin(
        options(data, protocol, seed, pretrained),
        folder.resolve(name),
        "test",
        TrainingListener.NONE);
  }

  private static RunOptions options(
      Path data, Protocol protocol, long seed, @Nullable Path pretrained) {
    return RunOptions.of(
            data.toString(),
            recipe(pretrained == null ? Map.of() : Map.of("pretrained", pretrained.toString())))
        .split(new SplitOptions(protocol, 2, 0.25, seed))
        .seed(5)
        .rule(new RuleOptions(PointRule.Known.ARGMAX, null, 0.2))
        .build();
  }

  private Path first(Path data, Protocol protocol) {
    run(data, protocol, 3, "first", null);
    return folder.resolve("first/fold-1/model.safetensors");
  }

  @Test
  void run_modelKnowingEvaluatedImages_isRefused() throws IOException {
    Path data = SyntheticSet.write(folder.resolve("data"), 6, 3, 40);
    Path model = first(data, Protocol.SUBJECT);

    assertThatThrownBy(() -> run(data, Protocol.SUBJECT, 4, "second", model))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("is a model of this very data set, and was trained or fitted on")
        .hasMessageContaining("that fold model 1 is evaluated on")
        .hasMessageContaining("leave it out of 'pretrained'");
    assertThat(folder.resolve("second")).doesNotExist();
  }

  @Test
  void run_modelOfASplitByImage_isRefusedBySubject() throws IOException {
    Path model = first(SyntheticSet.write(folder.resolve("data"), 6, 3, 40), Protocol.IMAGE);
    Path other = SyntheticSet.write(folder.resolve("other"), 6, 3, 44);

    assertThatThrownBy(() -> run(other, Protocol.SUBJECT, 4, "second", model))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("image-level");
  }

  @Test
  void run_modelOfOtherImages_addsItsImages() throws IOException {
    Path data = SyntheticSet.write(folder.resolve("data"), 6, 3, 40);
    FolderMark.writeSynthetic(data, "by a test");
    Path earlier = first(data, Protocol.SUBJECT);
    Path other = SyntheticSet.write(folder.resolve("other"), 6, 3, 44);

    RunResult result = run(other, Protocol.SUBJECT, 4, "second", earlier);

    ComputeDevice cpu = ComputeDevice.of(Device.CPU);
    try (ModelFile old = ModelFile.read(earlier, cpu);
        ModelFile made = ModelFile.read(folder.resolve("second/fold-1/model.safetensors"), cpu)) {
      Map<String, Integer> before = old.seen().counts();
      Map<String, Integer> counts = made.seen().counts();
      assertThat(counts.values().stream().mapToInt(Integer::intValue).sum())
          .isEqualTo(36 + before.get(Role.TRAINING.key()) + before.get(Role.VALIDATION.key()));
      assertThat(made.description().provenance().images()).isEqualTo(counts);
      assertThat(made.description().provenance().synthetic()).isTrue();
      assertThat(made.description().provenance().earlier()).containsExactly("synthetic cells");
      assertThat(made.description().origin(Role.HOLD_OUT, false, false).protocol())
          .as("a person may be in both data sets")
          .isNull();
      assertThat(old.description().origin(Role.HOLD_OUT, false, false).protocol())
          .isEqualTo(Protocol.SUBJECT);
    }
    for (Prediction row :
        PredictionFile.read(folder.resolve("second/fold-1/predictions.csv")).rows()) {
      assertThat(row.origin().protocol()).isNull();
    }
    assertThat(result.outcome().remarks().warnings())
        .anyMatch(note -> note.contains("people of synthetic cells are among"));
    assertThat(Files.readString(folder.resolve("second/fold-1/predictions.csv")))
        .containsIgnoringCase("synthetic");
  }

  @Test
  void beside_setWithAllItsImages_knowsPeople() throws IOException {
    Path data = SyntheticSet.write(folder.resolve("data"), 6, 3, 40);
    Path model = first(data, Protocol.SUBJECT);
    EarlierModels models =
        EarlierModels.of(
            List.of(new BeginningWeights(model.toString(), WeightsHash.of(model), true)));
    RunOptions all = options(data, Protocol.SUBJECT, 4, null);

    assertThat(
            PreparedData.of(PreparedData.open(all), all, models, WorkProgress.NONE)
                .earlier()
                .unknown())
        .isEmpty();
    Path other = SyntheticSet.write(folder.resolve("other"), 6, 3, 44);
    RunOptions others = options(other, Protocol.SUBJECT, 4, null);
    assertThat(
            PreparedData.of(PreparedData.open(others), others, models, WorkProgress.NONE)
                .earlier()
                .unknown())
        .containsExactly("data");
  }

  @Test
  void run_foreignWeights_areSaidEverywhere() throws IOException {
    Path model = first(SyntheticSet.write(folder.resolve("data"), 6, 3, 40), Protocol.SUBJECT);
    Path foreign = folder.resolve("foreign.safetensors");
    try (ModelFile known = ModelFile.read(model, ComputeDevice.of(Device.CPU))) {
      Safetensors.write(foreign, known.networks().get(0).tensors(), Map.of(), false);
    }
    EarlierWeights weights =
        new EarlierWeights("foreign.safetensors", WeightsHash.of(foreign), false, false);
    Path other = SyntheticSet.write(folder.resolve("other"), 6, 3, 44);

    RunResult result = run(other, Protocol.SUBJECT, 4, "second", foreign);

    Path second = folder.resolve("second");
    Path made = second.resolve("fold-1/model.safetensors");
    Path predictions = second.resolve("fold-2/predictions.csv");
    assertThat(result.notes()).map(Sentence::toString).contains(weights.note());
    assertThat(ModelFile.describe(made).provenance().begunWith()).containsExactly(weights);
    assertThat(PredictionFile.read(predictions).rows())
        .allMatch(row -> row.origin().foreignWeights());
    Path away = Files.move(foreign, folder.resolve("away"));
    assertThat(TrainingRun.resume(second, "test", TrainingListener.NONE).notes())
        .as("of a finished run")
        .map(Sentence::toString)
        .contains(weights.note());
    Files.delete(predictions);
    Files.move(away, foreign);
    assertThat(TrainingRun.resume(second, "test", TrainingListener.NONE).notes())
        .as("of an unfinished run")
        .map(Sentence::toString)
        .contains(weights.note());
    Path third = SyntheticSet.write(folder.resolve("more"), 6, 3, 48);
    RunResult last = run(third, Protocol.SUBJECT, 5, "third", made);
    EarlierWeights between =
        new EarlierWeights("model.safetensors", WeightsHash.of(made), true, false);
    assertThat(
            ModelFile.describe(folder.resolve("third/fold-1/model.safetensors"))
                .provenance()
                .begunWith())
        .as("what a model that it begins with began with")
        .containsExactly(between, weights);
    assertThat(TrainingRun.resume(folder.resolve("third"), "test", TrainingListener.NONE).notes())
        .map(Sentence::toString)
        .contains(between.note(), weights.note())
        .containsAll(
            last.notes().stream()
                .map(Sentence::toString)
                .filter(n -> n.contains(": is a model of"))
                .toList());
  }

  @Test
  void resume_firstModelGoneOrChanged_saysSo() throws IOException {
    Path model = first(SyntheticSet.write(folder.resolve("data"), 6, 3, 40), Protocol.SUBJECT);
    Path other = SyntheticSet.write(folder.resolve("other"), 6, 3, 44);
    Path whole = Files.copy(model, folder.resolve("whole"));
    run(other, Protocol.SUBJECT, 4, "second", model);
    Path second = folder.resolve("second");
    Path predictions = second.resolve("fold-2/predictions.csv");

    Files.delete(model);
    RunResult again = TrainingRun.resume(second, "test", TrainingListener.NONE);
    assertThat(again.notes())
        .map(Sentence::toString)
        .anyMatch(note -> note.contains("trained on data"));

    RunFolder.requireSameData(
        List.of(second), WorkProgress.NONE); // looks at the data, not at weights

    Files.delete(predictions);
    assertThatThrownBy(() -> TrainingRun.resume(second, "test", TrainingListener.NONE))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(
            "was removed since the run was begun, and fold model 2 still needs it");

    Files.copy(folder.resolve("first/fold-2/model.safetensors"), model);
    assertThatThrownBy(() -> TrainingRun.resume(second, "test", TrainingListener.NONE))
        .hasMessageContaining("was changed since the run was begun");

    try (ModelFile same = ModelFile.read(whole, ComputeDevice.of(Device.CPU))) {
      same.with(DecisionRule.NONE, "2026-01-01T00:00:00Z").write(model, false);
    }
    assertThat(Files.mismatch(model, whole)).isNotEqualTo(-1);
    TrainingRun.resume(second, "test", TrainingListener.NONE);
    assertThat(predictions).exists();
  }
}
