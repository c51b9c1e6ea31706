package org.allnet.training.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.allnet.data.OptionException;
import org.allnet.data.WorkProgress;
import org.allnet.data.split.InnerFolds;
import org.allnet.data.split.InnerSplit;
import org.allnet.data.split.Protocol;
import org.allnet.data.split.Split;
import org.allnet.data.split.Split.Place;
import org.allnet.data.split.SplitFile;
import org.allnet.data.split.SplitOptions;
import org.allnet.evaluation.decision.PointRule;
import org.allnet.evaluation.decision.RuleOptions;
import org.allnet.inference.compute.Device;
import org.allnet.inference.compute.InferenceMode;
import org.allnet.inference.engine.device.ComputeDevice;
import org.allnet.inference.learner.FittedLearner;
import org.allnet.inference.learner.Learner;
import org.allnet.inference.learner.LeftOutRows;
import org.allnet.inference.model.ModelFile;
import org.allnet.inference.prediction.Predictor;
import org.allnet.training.augmentation.AugmentationPlanFile;
import org.allnet.training.augmentation.Sample;
import org.allnet.training.recipe.Recipe;
import org.allnet.training.recipe.Recipes;
import org.allnet.training.trainer.TrainingListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which images the probabilities of a support vector machine are fitted to. */
class LeftOutDecisionsTest {

  private static final ComputeDevice CPU = ComputeDevice.of(Device.CPU);

  @TempDir Path folder;

  private static Recipe onNetwork() {
    return Recipes.find("cnn-svm")
        .with(
            Map.of(
                "networks", "compact-attention",
                "input-size", "32",
                "width", "0.25",
                "epochs", "1",
                "batch", "8",
                "crop", "0",
                "lr", "1e-3"));
  }

  private static RunOptions options(Path data, Recipe recipe, Protocol protocol) {
    return RunOptions.of(data.toString(), recipe)
        .split(new SplitOptions(protocol, 2, 0, 3))
        .seed(5)
        .rule(new RuleOptions(PointRule.Known.ARGMAX, null, 0.2))
        .build();
  }

  @ParameterizedTest
  @EnumSource(
      value = Protocol.class,
      names = {"SUBJECT", "IMAGE"})
  void run_svmOnNetwork_fitsOnUntrainedImages(Protocol protocol) throws IOException {
    Path data = SyntheticSet.write(folder.resolve("data"), 6, 5, 60);
    RunOptions options = options(data, onNetwork(), protocol);
    TrainingRun.begin(options, folder.resolve("run"), "test", TrainingListener.NONE);

    PreparedData prepared =
        PreparedData.of(PreparedData.open(options), options, EarlierModels.NONE, WorkProgress.NONE);
    Split split = SplitFile.read(folder.resolve("run/split.csv"));
    InnerSplit inner = FoldTraining.inner(split, 1, prepared, options);
    Set<String> trained =
        AugmentationPlanFile.read(folder.resolve("run/fold-1/augmentation.csv")).samples().stream()
            .map(Sample::image)
            .collect(Collectors.toSet());
    Set<String> held = inner.part().stream().map(Place::image).collect(Collectors.toSet());
    assertThat(held).isNotEmpty();
    assertThat(trained).isNotEmpty().doesNotContainAnyElementsOf(held);

    ModelFile model = ModelFile.read(folder.resolve("run/fold-1/model.safetensors"), CPU);
    FittedLearner svm = model.learners().get(0);
    double ones = inner.part().stream().filter(place -> label(prepared, place) == 1).count();
    double n = inner.part().size();
    double off = 0;
    double offBySlope = 0;
    try (Predictor seeing = new Predictor(model, CPU, options.mode())) {
      List<double[]> rows = features(seeing, prepared, inner.part());
      for (int i = 0; i < rows.size(); i++) {
        double p = svm.probabilities(rows.get(i))[1];
        double target =
            label(prepared, inner.part().get(i)) == 1
                ? (ones + 1) / (ones + 2)
                : 1 / (n - ones + 2);
        off += target - p;
        offBySlope += (target - p) * Math.log(p / (1 - p));
      }
    }
    // the sigmoid with the least log loss on these very images, by Platt's targets
    assertThat(off).isCloseTo(0, within(1e-4));
    assertThat(offBySlope).isCloseTo(0, within(1e-3));
  }

  @Test
  void run_svmOnFeatures_fitsByFoldsOfSubjects() throws IOException {
    Path data = SyntheticSet.write(folder.resolve("data"), 6, 5, 60);
    Recipe recipe = Recipes.find("handcrafted").with(Map.of("learner", "svm"));
    RunOptions options = options(data, recipe, Protocol.SUBJECT);
    TrainingRun.begin(options, folder.resolve("run"), "test", TrainingListener.NONE);

    PreparedData prepared =
        PreparedData.of(PreparedData.open(options), options, EarlierModels.NONE, WorkProgress.NONE);
    Split split = SplitFile.read(folder.resolve("run/split.csv"));
    List<Place> training = split.training(1);
    InnerFolds folds = FoldTraining.folds(split, 1, prepared, options).orElseThrow();
    Map<String, List<Integer>> bySubject =
        training.stream()
            .collect(
                Collectors.groupingBy(
                    place -> String.valueOf(place.subject()),
                    Collectors.mapping(place -> folds.of(place.image()), Collectors.toList())));
    bySubject.values().forEach(own -> assertThat(own.stream().distinct()).hasSize(1));
    ModelFile model = ModelFile.read(folder.resolve("run/fold-1/model.safetensors"), CPU);
    byte[] kept = model.learners().get(0).toBytes();
    int[] labels = training.stream().mapToInt(place -> label(prepared, place)).toArray();
    int[] own = training.stream().mapToInt(place -> folds.of(place.image())).toArray();
    int[] divided = new int[own.length];
    for (int i = 0; i < divided.length; i++) {
      divided[i] = i % 5;
    }
    try (Predictor seeing = new Predictor(model, CPU, InferenceMode.THROUGHPUT)) {
      double[][] rows = features(seeing, prepared, training).toArray(double[][]::new);
      assertThat(kept).isEqualTo(fit(recipe, rows, labels, own).toBytes());
      assertThat(kept).isNotEqualTo(fit(recipe, rows, labels, divided).toBytes());
    }
  }

  private static FittedLearner fit(Recipe recipe, double[][] rows, int[] labels, int[] folds) {
    return Learner.fit(
        recipe.learners().learners().get(0),
        null,
        rows,
        labels,
        2,
        new LeftOutRows.InFolds(folds),
        5);
  }

  private static List<double[]> features(Predictor seeing, PreparedData data, List<Place> places) {
    return seeing.features(
        places.stream().map(place -> data.images().store().get(place.image())).toList());
  }

  private static int label(PreparedData data, Place place) {
    return data.dataset().classes().indexOf(place.label());
  }

  @Test
  void run_tooFewSubjects_isRefusedBeforeTraining() throws IOException {
    Path data = SyntheticSet.write(folder.resolve("data"), 2, 12, 60);
    for (Recipe recipe : List.of(onNetwork(), Recipes.find("handcrafted"))) {
      assertThatThrownBy(
              () ->
                  TrainingRun.begin(
                      options(data, recipe, Protocol.SUBJECT),
                      folder.resolve("run"),
                      "test",
                      TrainingListener.NONE))
          .isInstanceOf(OptionException.class)
          .hasMessageContaining("1 subject group among the training images of fold model 1");
      assertThat(folder.resolve("run")).doesNotExist();
    }
  }

  @Test
  void run_oneFoldModel_needsItsOwnSubjectsOnly() throws IOException {
    Path data = SyntheticSet.write(folder.resolve("data"), 4, 3, 40);
    Recipe recipe = Recipes.find("handcrafted").with(Map.of("learner", "svm"));
    RunOptions options = options(data, recipe, Protocol.SUBJECT);
    PreparedData prepared =
        PreparedData.of(PreparedData.open(options), options, EarlierModels.NONE, WorkProgress.NONE);
    // Fold model 1 trains on three subjects of each class, fold model 2 would on one.
    List<Place> places =
        prepared.dataset().images().stream()
            .map(
                image ->
                    new Place(
                        image.name(),
                        String.valueOf(image.label()),
                        image.subject(),
                        String.valueOf(image.subject()),
                        String.valueOf(image.subject()).endsWith("0") ? 1 : 2))
            .toList();
    Path split = folder.resolve("split.csv");
    SplitFile.write(split, new Split(Protocol.SUBJECT, 2, 3, places));
    RunOptions all = options(data, recipe, Protocol.SUBJECT).splitBy(split);

    assertThatThrownBy(
            () -> TrainingRun.begin(all, folder.resolve("all"), "test", TrainingListener.NONE))
        .hasMessageContaining("subject");
    RunOptions one = all.changed().allFoldModels(false).build();
    TrainingRun.begin(one, folder.resolve("one"), "test", TrainingListener.NONE);
    assertThat(folder.resolve("one/fold-1/predictions.csv")).exists();
  }
}
