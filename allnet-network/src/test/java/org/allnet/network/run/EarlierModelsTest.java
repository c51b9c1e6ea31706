package org.allnet.network.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.allnet.data.InputException;
import org.allnet.data.dataset.DatasetOptions;
import org.allnet.data.layout.FolderMark;
import org.allnet.data.split.Protocol;
import org.allnet.data.split.SplitOptions;
import org.allnet.evaluation.operating.RuleOptions;
import org.allnet.evaluation.prediction.Role;
import org.allnet.network.device.ComputeDevice;
import org.allnet.network.model.ModelFile;
import org.allnet.network.recipe.Recipe;
import org.allnet.network.recipe.Recipes;
import org.allnet.network.training.TrainingListener;
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

  private RunResult run(Path data, Protocol protocol, long seed, String name, Path pretrained) {
    RunOptions options =
        new RunOptions(
            data.toString(),
            DatasetOptions.DEFAULTS,
            new SplitOptions(protocol, 2, 0.25, seed),
            null,
            recipe(pretrained == null ? Map.of() : Map.of("pretrained", pretrained.toString())),
            false,
            5,
            new RuleOptions("argmax", null, 0.2),
            true,
            false,
            "cpu",
            1);
    return CrossValidation.run(options, folder.resolve(name), "test", TrainingListener.NONE);
  }

  private Path first(Path data, Protocol protocol) {
    run(data, protocol, 3, "first", null);
    return folder.resolve("first/fold-1/model.safetensors");
  }

  @Test
  void run_modelThatKnowsJudgedImages_isRefusedBeforeTraining() throws IOException {
    Path data = PaintedSet.write(folder.resolve("data"), 6, 3, 40);
    Path model = first(data, Protocol.SUBJECT);

    assertThatThrownBy(() -> run(data, Protocol.SUBJECT, 4, "second", model))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("was trained or fitted on")
        .hasMessageContaining("that fold model 1 is judged on");
    assertThat(folder.resolve("second")).doesNotExist();
  }

  @Test
  void run_modelOfASplitByImage_isRefusedBySubject() throws IOException {
    Path model = first(PaintedSet.write(folder.resolve("data"), 6, 3, 40), Protocol.IMAGE);
    Path other = PaintedSet.write(folder.resolve("other"), 6, 3, 44);

    assertThatThrownBy(() -> run(other, Protocol.SUBJECT, 4, "second", model))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("image-level");
  }

  @Test
  void run_modelOfOtherImages_bringsThemAndItsMarkAlong() throws IOException {
    Path data = PaintedSet.write(folder.resolve("data"), 6, 3, 40);
    FolderMark.writeSynthetic(data, "by a test");
    Path earlier = first(data, Protocol.SUBJECT);
    Path other = PaintedSet.write(folder.resolve("other"), 6, 3, 44);

    run(other, Protocol.SUBJECT, 4, "second", earlier);

    ComputeDevice cpu = ComputeDevice.of("cpu");
    try (ModelFile old = ModelFile.read(earlier, cpu);
        ModelFile made = ModelFile.read(folder.resolve("second/fold-1/model.safetensors"), cpu)) {
      Map<String, Integer> before = old.seen().counts();
      Map<String, Integer> counts = made.seen().counts();
      assertThat(counts.values().stream().mapToInt(Integer::intValue).sum())
          .isEqualTo(36 + before.get(Role.TRAINING.key()) + before.get(Role.VALIDATION.key()));
      assertThat(made.description().provenance().images()).isEqualTo(counts);
      assertThat(made.description().provenance().synthetic()).isTrue();
    }
    assertThat(Files.readString(folder.resolve("second/fold-1/predictions.csv")))
        .containsIgnoringCase("synthetic");
  }
}
