package org.allnet.training.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.allnet.data.OptionException;
import org.allnet.data.file.Csv;
import org.allnet.data.file.CsvTable;
import org.allnet.data.split.Protocol;
import org.allnet.data.split.Split;
import org.allnet.data.split.SplitFile;
import org.allnet.data.split.SplitOptions;
import org.allnet.evaluation.decision.PointRule;
import org.allnet.evaluation.decision.RuleOptions;
import org.allnet.inference.model.ModelFile;
import org.allnet.inference.model.SplitProtocol;
import org.allnet.training.recipe.Recipe;
import org.allnet.training.recipe.Recipes;
import org.allnet.training.trainer.TrainingListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who is trained on and who is evaluated, read from the files that a run leaves. */
class OneDivisionTest {

  private static final int FOLDS = 3;

  private static Recipe recipe(Map<String, String> others) {
    return Recipes.find("allnet")
        .with(
            Map.of(
                "epochs", "1",
                "batch", "8",
                "input-size", "27",
                "width", "0.0625",
                "per-class", "40",
                "segmentation", "none"))
        .with(others);
  }

  private static RunOptions options(
      Path data, Protocol protocol, double holdOut, Path split, Recipe recipe) {
    return RunOptions.of(data.toString(), recipe)
        .split(new SplitOptions(protocol, FOLDS, holdOut, 3))
        .splitFile(split == null ? null : split.toString())
        .seed(5)
        .rule(new RuleOptions(PointRule.Known.YOUDEN, 0.2, 0.2))
        .build();
  }

  private record Trained(Set<String> asThemselves, Set<String> asCopies) {}

  private static Trained trained(Path fold) {
    CsvTable table = Csv.read(fold.resolve("augmentation.csv"));
    int image = table.column("image");
    int operation = table.column("operation");
    Map<Boolean, Set<String>> images =
        table.rows().stream()
            .collect(
                Collectors.partitioningBy(
                    row -> row.get(operation).equals("original"),
                    Collectors.mapping(row -> row.get(image), Collectors.toSet())));
    return new Trained(images.getOrDefault(true, Set.of()), images.getOrDefault(false, Set.of()));
  }

  private static Set<String> evaluated(Path fold, String role) {
    CsvTable table = Csv.read(fold.resolve("predictions.csv"));
    return table.rows().stream()
        .filter(row -> row.get(table.column("fold")).startsWith(role))
        .map(row -> row.get(table.column("image")))
        .collect(Collectors.toSet());
  }

  private static Set<String> names(List<Split.Place> places) {
    return places.stream().map(Split.Place::image).collect(Collectors.toSet());
  }

  @ParameterizedTest
  @EnumSource(Protocol.class)
  void run_anyProtocol_evaluatesUntrainedImages(Protocol protocol, @TempDir Path folder)
      throws IOException {
    Path data = SyntheticSet.write(folder.resolve("data"), 5, 3, 40);
    Path run = folder.resolve("run");
    TrainingRun.begin(
        options(data, protocol, 0.2, null, recipe(Map.of())), run, "test", TrainingListener.NONE);
    Split split = SplitFile.read(run.resolve("split.csv"));
    assertThat(split.protocol()).isEqualTo(protocol);
    int siblings = 0;
    for (int fold = 1; fold <= FOLDS; fold++) {
      Path files = run.resolve("fold-" + fold);
      Trained trained = trained(files);
      Set<String> validation = evaluated(files, "validation");
      Set<String> heldOut = evaluated(files, "holdout");
      assertThat(validation).isEqualTo(names(split.validation(fold))).isNotEmpty();
      assertThat(heldOut).isEqualTo(names(split.holdOut())).isNotEmpty();
      assertThat(trained.asThemselves()).isEqualTo(names(split.training(fold))).isNotEmpty();
      assertThat(trained.asThemselves()).doesNotContainAnyElementsOf(validation);
      assertThat(trained.asThemselves()).doesNotContainAnyElementsOf(heldOut);
      assertThat(trained.asCopies()).isNotEmpty().doesNotContainAnyElementsOf(heldOut);
      siblings += (int) validation.stream().filter(trained.asCopies()::contains).count();
      assertThat(ModelFile.describe(files.resolve("model.safetensors")).provenance().protocol())
          .isEqualTo(new SplitProtocol(protocol));
    }
    if (protocol == Protocol.IMAGE_AUGMENTED_BEFORE_SPLIT) {
      assertThat(siblings).isPositive();
    } else {
      assertThat(siblings).isZero();
    }
  }

  @Test
  void run_splitFile_hasTheProtocolOfTheFile(@TempDir Path folder) throws IOException {
    Path data = SyntheticSet.write(folder.resolve("data"), 5, 3, 40);
    Path first = folder.resolve("first");
    TrainingRun.begin(
        options(data, Protocol.IMAGE, 0, null, recipe(Map.of())),
        first,
        "test",
        TrainingListener.NONE);
    Path split = first.resolve("split.csv");
    for (Protocol asked : List.of(Protocol.SUBJECT, Protocol.IMAGE_AUGMENTED_BEFORE_SPLIT)) {
      Protocol expected = asked == Protocol.SUBJECT ? Protocol.IMAGE : asked;
      Path run = folder.resolve(asked.key());
      RunResult result =
          TrainingRun.begin(
              options(data, asked, 0, split, recipe(Map.of())), run, "test", TrainingListener.NONE);
      assertThat(result.outcome().data().split().protocol()).isEqualTo(expected);
      assertThat(
              ModelFile.describe(run.resolve("fold-1/model.safetensors")).provenance().protocol())
          .isEqualTo(new SplitProtocol(expected));
    }
  }

  @Test
  void run_augmentedBeforeBadSplit_isRefused(@TempDir Path folder) throws IOException {
    Path data = SyntheticSet.write(folder.resolve("data"), 5, 3, 40);
    Path first = folder.resolve("first");
    TrainingRun.begin(
        options(data, Protocol.SUBJECT, 0, null, recipe(Map.of())),
        first,
        "test",
        TrainingListener.NONE);
    Path split = first.resolve("split.csv");
    Protocol before = Protocol.IMAGE_AUGMENTED_BEFORE_SPLIT;
    assertRefused(options(data, before, 0, split, recipe(Map.of())), folder, "is by subject");
    assertRefused(
        options(data, before, 0, null, recipe(Map.of("per-class", "0"))), folder, "per-class");
    assertRefused(
        options(data, before, 0, null, recipe(Map.of("copies", "2", "resample", "bootstrap"))),
        folder,
        "resample 'bootstrap'");
  }

  @Test
  void run_augmentedSplitNoBalancing_isRefused(@TempDir Path folder) throws IOException {
    Path data = SyntheticSet.write(folder.resolve("data"), 5, 3, 40);
    Path first = folder.resolve("first");
    TrainingRun.begin(
        options(data, Protocol.IMAGE, 0, null, recipe(Map.of())),
        first,
        "test",
        TrainingListener.NONE);
    Split drawn = SplitFile.read(first.resolve("split.csv"));
    Path split = folder.resolve("augmented.csv");
    Protocol before = Protocol.IMAGE_AUGMENTED_BEFORE_SPLIT;
    SplitFile.write(split, new Split(before, drawn.folds(), drawn.seed(), drawn.places()));
    assertRefused(
        options(data, before, 0, split, recipe(Map.of("per-class", "0"))),
        folder,
        "augmented.csv: its protocol is image-augmented-before-split");
  }

  private static void assertRefused(RunOptions options, Path folder, String words) {
    Path run = folder.resolve("refused");
    assertThatThrownBy(() -> TrainingRun.begin(options, run, "test", TrainingListener.NONE))
        .isInstanceOf(OptionException.class)
        .hasMessageContaining(words);
    assertThat(run).doesNotExist();
  }
}
