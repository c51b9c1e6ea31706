package org.allnet.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.allnet.data.OptionException;
import org.allnet.data.OptionName;
import org.allnet.data.dataset.ClassSet;
import org.allnet.data.image.SegmentationMode;
import org.allnet.data.option.OptionRange;
import org.allnet.data.option.Settings;
import org.allnet.data.option.WrittenOption;
import org.allnet.detect.training.DetectionRecipe;
import org.allnet.evaluation.decision.OperatingPoint;
import org.allnet.evaluation.interval.BootstrapOptions;
import org.allnet.evaluation.prediction.Origin;
import org.allnet.evaluation.prediction.Prediction;
import org.allnet.evaluation.prediction.Predictions;
import org.allnet.explain.shapley.KernelShapOptions;
import org.allnet.inference.image.input.InputOptions;
import org.allnet.inference.learner.FeatureRanking;
import org.allnet.inference.network.architecture.Architectures;
import org.allnet.inference.network.architecture.NetworkOptions;
import org.allnet.training.recipe.Recipe;
import org.allnet.training.recipe.Recipes;
import org.allnet.training.trainer.LearningRate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A failure of a library says as data which option or setting is wrong, and what it was. */
class WrongSettingsTest {

  static Stream<Arguments> options() {
    return Stream.of(
        option(() -> Recipes.find("allnetx"), OptionName.RECIPE, "allnetx"),
        option(() -> DetectionRecipe.find("lihgt"), OptionName.RECIPE, "lihgt"),
        option(() -> new KernelShapOptions(3, 8, 1), OptionName.SAMPLES, "3"),
        option(() -> new ClassSet(List.of("a", "a"), 0), OptionName.CLASSES, "a, a"),
        option(() -> new ClassSet(List.of("a", "b"), 2), OptionName.POSITIVE, "2"),
        option(
            () -> new InputOptions(SegmentationMode.NONE, 0, true),
            OptionName.SEGMENTATION,
            "none"),
        option(
            () -> Recipes.find("allnet").with(Map.of("per-class", "many")),
            OptionName.PER_CLASS,
            "many"),
        option(() -> OperatingPoint.youden(threeClasses()), OptionName.CLASSES, "a, b, c"));
  }

  static Stream<Arguments> settings() {
    return Stream.of(
        setting(() -> NetworkOptions.detector("yolo", 2, 320), "network", "yolo"),
        setting(() -> NetworkOptions.published("alnet", 2), "network", "alnet"),
        setting(() -> Architectures.named("alnet"), "network", "alnet"),
        setting(() -> new BootstrapOptions(99, 1, 1), "resamples", "99"),
        setting(() -> new InputOptions(SegmentationMode.OTSU, 8, false), "crop", "8"),
        setting(() -> new LearningRate.Frozen(1, 2), "frozen-lr", "2"),
        setting(() -> new FeatureRanking(0, 10), "keep", "0"),
        setting(() -> required("cost", -1), "cost", "-1"),
        setting(() -> Settings.read("decay=x", "decay=1").number("decay"), "decay", "x"),
        setting(() -> Settings.read("trees=x", "trees=1").whole("trees"), "trees", "x"),
        setting(() -> Settings.read("a=1 a=2", "a=1"), "a", "2"),
        setting(() -> Settings.read("a=1,,2", "a=1").numbers("a"), "a", "1,,2"),
        setting(() -> new WrittenOption("optimiser", "sdg").unknown(""), "optimiser", "sdg"),
        setting(() -> Recipe.of("own", Map.of("epoch", "3")), "epoch", "3"),
        setting(
            () -> Recipes.find("allnet").with(Map.of("optimiser", "sgd momentum=9")),
            "optimiser",
            "sgd momentum=9"));
  }

  private static Predictions threeClasses() {
    return new Predictions(
        ClassSet.of(List.of("a", "b", "c")),
        List.of(
            new Prediction("i", null, null, 0, null, Origin.UNKNOWN, List.of(0.5, 0.25, 0.25))));
  }

  private interface Use {
    Object run();
  }

  private static double required(String setting, double value) {
    OptionRange.require(false, setting, value, "above 0");
    return value;
  }

  private static Arguments option(Use wrong, OptionName option, String value) {
    return arguments(wrong, option, value);
  }

  private static Arguments setting(Use wrong, String setting, String value) {
    return arguments(wrong, setting, value);
  }

  private static OptionException failure(Use wrong) {
    return catchThrowableOfType(
        OptionException.class,
        () -> {
          if (wrong.run() instanceof OptionException made) {
            throw made;
          }
        });
  }

  @ParameterizedTest
  @MethodSource("options")
  void wrongOption_isData(Use wrong, OptionName option, String value) {
    OptionException failure = failure(wrong);
    assertThat(failure.option()).contains(option);
    assertThat(failure.setting()).contains(option.key());
    assertThat(failure.value()).contains(value);
  }

  @ParameterizedTest
  @MethodSource("settings")
  void wrongSetting_isData(Use wrong, String setting, String value) {
    OptionException failure = failure(wrong);
    assertThat(failure.option()).isEmpty();
    assertThat(failure.setting()).contains(setting);
    assertThat(failure.value()).contains(value);
    assertThat(failure.in("recipe own").setting()).contains(setting);
  }

  @Test
  void combinationOfOptions_hasNoSingleOne() {
    OptionException failure = new OptionException("two of them contradict each other");
    assertThat(failure.option()).isEmpty();
    assertThat(failure.setting()).isEmpty();
    assertThat(failure.value()).isEmpty();
  }
}
