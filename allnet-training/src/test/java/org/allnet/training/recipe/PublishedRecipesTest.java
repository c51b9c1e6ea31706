package org.allnet.training.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.allnet.inference.transductive.GaussianMixture;
import org.allnet.inference.transductive.NeighbourhoodOptions;
import org.allnet.training.trainer.TrainingOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every value of every recipe against what the literature says of the system. SOURCE is what the
 * publication states. OURS is where it is silent, unclear or gives a part of the value; the guide
 * lists each of these.
 */
class PublishedRecipesTest {

  /** Recipe, key, value, origin. */
  private static final List<String> VALUES =
      List.of(
          "allnet | networks | allnet | SOURCE",
          "allnet | segmentation | stretched | OURS",
          "allnet | per-class | 6000 per-original=5 | OURS",
          "allnet | optimiser | adam | SOURCE",
          "allnet | lr | 1e-5 | SOURCE",
          "allnet | epochs | 65 | SOURCE",
          "allnet | batch | 16 | SOURCE",
          "neighbourhood-correction | networks | resnet50, resnet101 | SOURCE",
          "neighbourhood-correction | input-size | 224 | SOURCE",
          "neighbourhood-correction | segmentation | none | OURS",
          "neighbourhood-correction | normalisation | centre-mean | SOURCE",
          "neighbourhood-correction | augmentation | flips, quarter-turns, rotate degrees=90 | OURS",
          "neighbourhood-correction | crop | 224 | SOURCE",
          "neighbourhood-correction | loss | cross-entropy | SOURCE",
          "neighbourhood-correction | optimiser | sgd momentum=0.9 decay=1e-4 | SOURCE",
          "neighbourhood-correction | lr | 1e-3 | SOURCE",
          "neighbourhood-correction | schedule | steps factor=0.1 at=0.5 | SOURCE",
          "neighbourhood-correction | epochs | 20 | SOURCE",
          "neighbourhood-correction | batch | 32 | SOURCE",
          "neighbourhood-correction | batch-norm | running | OURS",
          "neighbourhood-correction | views | pan | OURS",
          "neighbourhood-correction | mean-of | probabilities | SOURCE",
          "neighbourhood-correction | correction | neighbourhood | SOURCE",
          "neighbourhood-correction | words | 8 | SOURCE",
          "neighbourhood-correction | neighbours | 7 | SOURCE",
          "neighbourhood-correction | passes | 5 | SOURCE",
          "neighbourhood-correction | restarts | 10 | SOURCE",
          "neighbourhood-correction | alternations | 3 | SOURCE",
          "region-attention | networks | resnet18 | SOURCE",
          "region-attention | input-size | 384 | SOURCE",
          "region-attention | segmentation | none | OURS",
          "region-attention | box-head | yes | SOURCE",
          "region-attention | augmentation | flips, rotate degrees=90, zoom from=1 to=1.5, warp fraction=0.2, brightness range=0.15, contrast range=0.15, cutout holes=5 from=0.1 to=0.2 | SOURCE",
          "region-attention | mixup | 0.4 | SOURCE",
          "region-attention | loss | cross-entropy | SOURCE",
          "region-attention | optimiser | adamw decay=0.01 | OURS",
          "region-attention | frozen-epochs | 10 | SOURCE",
          "region-attention | frozen-lr | 1e-2 | SOURCE",
          "region-attention | lr | 2e-3 | SOURCE",
          "region-attention | rates | conv1=0.01 bn1=0.01 layer1=0.01 layer2=0.01 layer3=0.1 layer4=0.1 | OURS",
          "region-attention | schedule | one-cycle warm-up=0.25 | OURS",
          "region-attention | epochs | 20 | SOURCE",
          "region-attention | batch | 128 | SOURCE",
          "region-attention | batch-norm | running | OURS",
          "se-resnext | networks | se-resnext50 | SOURCE",
          "se-resnext | input-size | 300 | SOURCE",
          "se-resnext | crop | 300 | SOURCE",
          "se-resnext | segmentation | none | OURS",
          "se-resnext | augmentation | flips, rotate degrees=180, shift fraction=0.2 | SOURCE",
          "se-resnext | loss | cross-entropy | OURS",
          "se-resnext | class-weights | inverse | OURS",
          "se-resnext | optimiser | adam | SOURCE",
          "se-resnext | lr | 1e-2 | SOURCE",
          "se-resnext | rates | conv1=1e-4 bn1=1e-4 layer1=1e-4 layer2=1e-2 layer3=1e-2 layer4=1e-2 | SOURCE",
          "se-resnext | schedule | steps factor=0.1 at=0.3334,0.6667 | SOURCE",
          "se-resnext | epochs | 6 | SOURCE",
          "se-resnext | batch | 16 | SOURCE",
          "se-resnext | batch-norm | running | OURS",
          "se-resnext | views | rotations count=8 | SOURCE",
          "se-resnext | mean-of | logits | SOURCE",
          "bagging | networks | resnet18 | OURS",
          "bagging | copies | 5 | OURS",
          "bagging | resample | bootstrap | SOURCE",
          "bagging | input-size | 224 | OURS",
          "bagging | segmentation | none | OURS",
          "bagging | augmentation | flips, rotate degrees=180 | OURS",
          "bagging | lr | 1e-4 | OURS",
          "bagging | schedule | cosine | OURS",
          "bagging | epochs | 20 | OURS",
          "bagging | batch | 32 | OURS",
          "vit-cnn | networks | vit-base, efficientnet-b0 | OURS",
          "vit-cnn | input-size | 224 | OURS",
          "vit-cnn | segmentation | none | OURS",
          "vit-cnn | ders | yes | SOURCE",
          "vit-cnn | augmentation | flips, rotate degrees=180, brightness range=0.15, contrast range=0.15, saturation range=0.1 | OURS",
          "vit-cnn | loss | symmetric-cross-entropy alpha=1 beta=0.5 | OURS",
          "vit-cnn | optimiser | adamw decay=0.05 | OURS",
          "vit-cnn | lr | 1e-4 | OURS",
          "vit-cnn | schedule | cosine warm-up=0.05 | OURS",
          "vit-cnn | epochs | 30 | OURS",
          "vit-cnn | batch | 32 | OURS",
          "two-channel | networks | densenet201 | SOURCE",
          "two-channel | input-size | 224 | OURS",
          "two-channel | channels | image+segmented | SOURCE",
          "two-channel | segmentation | otsu | OURS",
          "two-channel | augmentation | flips, rotate degrees=180 | OURS",
          "two-channel | lr | 1e-4 | OURS",
          "two-channel | schedule | cosine | OURS",
          "two-channel | epochs | 30 | OURS",
          "two-channel | batch | 32 | OURS",
          "cnn-svm | networks | resnet18 | OURS",
          "cnn-svm | input-size | 224 | OURS",
          "cnn-svm | segmentation | none | OURS",
          "cnn-svm | augmentation | flips, rotate degrees=180 | OURS",
          "cnn-svm | lr | 1e-4 | OURS",
          "cnn-svm | schedule | cosine | OURS",
          "cnn-svm | epochs | 10 | OURS",
          "cnn-svm | batch | 32 | OURS",
          "cnn-svm | learner | svm | SOURCE",
          "cnn-svm | features | network | SOURCE",
          "mutual-information | networks | resnet18 | OURS",
          "mutual-information | input-size | 224 | OURS",
          "mutual-information | segmentation | none | OURS",
          "mutual-information | augmentation | flips, rotate degrees=180 | OURS",
          "mutual-information | lr | 1e-4 | OURS",
          "mutual-information | schedule | cosine | OURS",
          "mutual-information | epochs | 10 | OURS",
          "mutual-information | batch | 32 | OURS",
          "mutual-information | learner | svm | OURS",
          "mutual-information | features | network | OURS",
          "mutual-information | keep-features | 100 | OURS",
          "handcrafted | networks | none | SOURCE",
          "handcrafted | features | handcrafted | SOURCE",
          "handcrafted | segmentation | stretched | OURS",
          "handcrafted | learner | svm, random-forest, bagged-trees | OURS",
          "weighted-ensemble | networks | xception, vgg16-bn, densenet121, mobilenet-v2 | OURS",
          "weighted-ensemble | input-size | 224 | OURS",
          "weighted-ensemble | segmentation | none | OURS",
          "weighted-ensemble | augmentation | flips, rotate degrees=180, shift fraction=0.1, zoom from=0.9 to=1.1 | OURS",
          "weighted-ensemble | class-weights | inverse | OURS",
          "weighted-ensemble | lr | 1e-4 | OURS",
          "weighted-ensemble | schedule | cosine | OURS",
          "weighted-ensemble | epochs | 30 | OURS",
          "weighted-ensemble | batch | 32 | OURS",
          "weighted-ensemble | combine | kappa | SOURCE");

  /** Systems of which a source gives the idea at most; the guide says so of each. */
  private static final Set<String> NOT_PUBLISHED = Set.of("small", "compact-attention", "strong");

  private record Value(String recipe, String key, String value, boolean ours) {

    static Value of(String line) {
      String[] parts = line.split(" \\| ");
      return new Value(parts[0], parts[1], parts[2], parts[3].equals("OURS"));
    }
  }

  private static List<Value> values() {
    return VALUES.stream().map(Value::of).toList();
  }

  private static List<String> names() {
    return Recipes.NAMES;
  }

  private static String section(String recipe) throws IOException {
    String guide = Files.readString(Path.of("..", "docs", "recipes.md"));
    int start = guide.indexOf("\n### " + recipe + "\n");
    assertThat(start).as(recipe).isPositive();
    int end = guide.indexOf("\n### ", start + 1);
    return guide.substring(start, end < 0 ? guide.length() : end);
  }

  @ParameterizedTest
  @MethodSource("values")
  void value_published_isSetOrSaidToBeOurs(Value value) throws IOException {
    Recipe recipe = Recipes.find(value.recipe());
    assertThat(recipe.with(Map.of(value.key(), value.value()))).isEqualTo(recipe);
    String said = "`%s = %s`".formatted(value.key(), value.value());
    String chosen = section(value.recipe()).split("\\*Chosen values\\*: ", 2)[1];
    assertThat(chosen.contains(said)).as(said).isEqualTo(value.ours());
  }

  /** No value goes unnoticed: what is not usual is in the table. */
  @ParameterizedTest
  @MethodSource("names")
  void recipe_everyValueThatIsNotUsual_isInTheTable(String name) throws IOException {
    if (NOT_PUBLISHED.contains(name)) {
      assertThat(section(name)).contains("Not published; designed for ALLNet.");
      return;
    }
    Map<String, String> usual = Recipe.of("usual", Map.of()).values();
    Recipe recipe = Recipes.find(name);
    Set<String> known =
        values().stream()
            .filter(value -> value.recipe().equals(name))
            .map(Value::key)
            .collect(Collectors.toSet());
    for (RecipeKey key : RecipeKey.ALL) {
      if (!Set.of("about", "source").contains(key.name())
          && !Objects.equals(recipe.values().get(key.name()), usual.get(key.name()))) {
        assertThat(known).as(name).contains(key.name());
      }
    }
  }

  /** What the winner of 2019 states beside the recipe's keys. */
  @Test
  void neighbourhoodCorrection_isAsPublished() {
    Recipe recipe = Recipes.find("neighbourhood-correction");
    assertThat(recipe.correction().options(1))
        .isEqualTo(new NeighbourhoodOptions(8, 7, 4, 2, 5, 10, 3, 3000, 1));
    assertThat(GaussianMixture.VARIANCE_FLOOR).isEqualTo(1e-4);
    assertThat(recipe.answer().views().count()).isEqualTo(72);
    TrainingOptions training = recipe.training();
    // ten epochs at 1e-3, ten at 1e-4
    assertThat(training.rate(99, 10)).isEqualTo(1e-3);
    assertThat(training.rate(100, 10)).isCloseTo(1e-4, org.assertj.core.data.Offset.offset(1e-12));
  }

  /** 1e-6 for stem and first stage, 1e-4 for the others, 1e-2 for the head, a tenth every two. */
  @Test
  void seResnext_itsRates_areThePublishedOnes() {
    TrainingOptions training = Recipes.find("se-resnext").training();
    Map<String, Double> rates =
        Map.of(
            "conv1.weight", 1e-6,
            "layer1.0.conv1.weight", 1e-6,
            "layer2.0.conv1.weight", 1e-4,
            "layer4.2.bn3.bias", 1e-4,
            "fc.weight", 1e-2);
    for (int epoch = 0; epoch < 6; epoch++) {
      double factor = Math.pow(0.1, epoch / 2);
      int step = 1000 * epoch;
      rates.forEach(
          (tensor, rate) ->
              assertThat(training.rate(step, 1000) * training.learningRate().factor(tensor))
                  .as(tensor)
                  .isCloseTo(rate * factor, org.assertj.core.data.Offset.offset(1e-12)));
    }
  }

  /** Ten epochs frozen to 1e-2, then to 2e-3 with a tenth and a hundredth below. */
  @Test
  void regionAttention_itsRates_areThePublishedOnes() {
    TrainingOptions training = Recipes.find("region-attention").training();
    double frozen = 0;
    double thawed = 0;
    for (int step = 0; step < 2000; step++) {
      double rate = training.rate(step, 100);
      frozen = step < 1000 ? Math.max(frozen, rate) : frozen;
      thawed = step < 1000 ? thawed : Math.max(thawed, rate);
    }
    assertThat(frozen).isEqualTo(1e-2);
    assertThat(thawed).isEqualTo(2e-3);
    assertThat(training.learningRate().factor("layer4.0.conv1.weight")).isEqualTo(0.1);
    assertThat(training.learningRate().factor("conv1.weight")).isEqualTo(0.01);
    assertThat(training.learningRate().factor("fc.weight")).isEqualTo(1);
  }
}
