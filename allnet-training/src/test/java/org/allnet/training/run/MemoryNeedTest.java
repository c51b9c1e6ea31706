package org.allnet.training.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.allnet.data.OptionException;
import org.allnet.data.OptionName;
import org.allnet.inference.compute.InferenceMode;
import org.allnet.inference.engine.device.MachineMemory;
import org.allnet.inference.network.architecture.NetworkOptions;
import org.allnet.inference.network.architecture.NetworkPlan;
import org.allnet.training.recipe.Recipe;
import org.allnet.training.recipe.Recipes;
import org.junit.jupiter.api.Test;

class MemoryNeedTest {

  private static final long GIB = 1L << 30;

  private static Recipe recipe(Map<String, String> values) {
    return Recipes.find("neighbourhood-correction").with(values);
  }

  private static MachineMemory machine(long physical, long heap) {
    return new MachineMemory(
        OptionalLong.of(physical), heap, OptionalLong.empty(), OptionalLong.empty());
  }

  @Test
  void of_correction_countsAllDescriptors() {
    MemoryNeed need = MemoryNeed.of(recipe(Map.of()), 2, InferenceMode.THROUGHPUT, 0, 2132, 0);
    // 2,132 images, two networks, 49 places of 2,048 floats: 1.6 GiB before anything else
    assertThat(need.correction()).isGreaterThan(2132L * 2 * 49 * 2048 * 4);
    assertThat(
            MemoryNeed.of(recipe(Map.of()), 2, InferenceMode.THROUGHPUT, 0, 4264, 0).correction())
        .isBetween(2 * need.correction() - GIB / 10, 2 * need.correction());
    assertThat(
            MemoryNeed.of(Recipes.find("allnet"), 2, InferenceMode.THROUGHPUT, 0, 2132, 0)
                .correction())
        .isZero();
  }

  @Test
  void of_averagedWeights_countsTheirCopy() {
    Recipe plain = Recipes.find("compact-attention");
    Recipe averaged = plain.with(Map.of("average", "0.9"));
    Recipe momentum = plain.with(Map.of("optimiser", "sgd"));
    long weights = 4 * new NetworkPlan(plain.networks(2).get(0)).parameters();
    long engine = MemoryNeed.of(plain, 2, InferenceMode.THROUGHPUT, 0, 1, 0).engine();
    assertThat(MemoryNeed.of(averaged, 2, InferenceMode.THROUGHPUT, 0, 1, 0).engine() - engine)
        .isBetween(weights - 1, weights + 1);
    assertThat(engine - MemoryNeed.of(momentum, 2, InferenceMode.THROUGHPUT, 0, 1, 0).engine())
        .isBetween(weights - 1, weights + 1);
  }

  private static MemoryNeed trainedOn(Recipe recipe, int images) {
    return MemoryNeed.of(recipe, 2, InferenceMode.THROUGHPUT, 0, 1, images);
  }

  /** Features and their centred copy, and 22 numbers of each image, in memory together. */
  @Test
  void of_trainingImages_countsTheirFeatures() {
    Recipe recipe = Recipes.find("allnet");
    long each = 2L * 4 * 4096 + 8 * 22;

    long hundred = trainedOn(recipe, 100).refusal();
    long thousand = trainedOn(recipe, 1000).refusal();

    assertThat(thousand - hundred).isBetween(900 * each, 900 * (each + each / 5));
    assertThat(trainedOn(recipe, 0).refusal()).isZero();
    assertThat(hundred).isGreaterThan(100 * each);
    // no more than 4,096 images count: 64 megabytes of features, twice
    assertThat(trainedOn(recipe, 8192).refusal()).isEqualTo(trainedOn(recipe, 4096).refusal());
    assertThat(trainedOn(recipe, 8192).refusal()).isBetween(128L << 20, 160L << 20);
    Recipe two = recipe(Map.of("networks", "densenet121, resnet50"));
    long features = 1024 + 2048;
    assertThat(trainedOn(two, 300).refusal()).isGreaterThan(300 * 2 * 4 * features);
    assertThat(trainedOn(Recipes.find("handcrafted"), 300).refusal()).isGreaterThan(300 * 22 * 8);
  }

  @Test
  void check_refusalBeyondHeap_isRefused() {
    MemoryNeed need = new MemoryNeed(GIB, 0, 0, GIB / 4, 0);
    assertThatThrownBy(() -> need.check("mine", machine(512 * GIB, GIB + GIB / 4 - 1)))
        .isInstanceOf(OptionException.class)
        .hasMessageContaining(
            "recipe mine: learning which images are unlike those of training needs about 256 MiB of Java's memory beside the 1.0 GiB of decoded images")
        .hasMessageContaining("give Java more memory");
    assertThatCode(() -> need.check("mine", machine(512 * GIB, GIB + GIB / 4)))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> need.check("mine", machine(GIB + GIB / 4 - 1, 512 * GIB)))
        .hasMessageContaining("this machine has");
  }

  /** The fitted model, that of its file and the one with random layers. */
  @Test
  void of_manyNetworks_countsCopiesOfTheCheck() {
    List<NetworkOptions> networks =
        recipe(Map.of("networks", "densenet121, resnet50, resnet18, alexnet")).networks(2);
    long weights =
        networks.stream().mapToLong(network -> 4 * new NetworkPlan(network).parameters()).sum();

    Recipe many =
        recipe(
            Map.of(
                "networks", "densenet121, resnet50, resnet18, alexnet",
                "batch", "2",
                "optimiser", "sgd"));

    assertThat(trainedOn(many, 100).engine()).isGreaterThanOrEqualTo(3 * weights);
  }

  @Test
  void check_correctionBeyondHeap_isRefused() {
    MemoryNeed need = MemoryNeed.of(recipe(Map.of()), 2, InferenceMode.THROUGHPUT, GIB, 2132, 0);
    assertThatThrownBy(() -> need.check("mine", machine(512 * GIB, 2 * GIB)))
        .isInstanceOfSatisfying(
            OptionException.class,
            e -> {
              assertThat(e.option()).contains(OptionName.RECIPE);
              assertThat(e.value()).contains("mine");
            })
        .hasMessageContaining("recipe mine: correcting 2132 images by each other needs about")
        .hasMessageContaining("of its 2.0 GiB about 1.3 GiB can hold them")
        .hasMessageNotContaining("\n");
    assertThatCode(() -> need.check("mine", machine(512 * GIB, 64 * GIB)))
        .doesNotThrowAnyException();
  }

  /** Two thirds of a small heap hold what lasts: more ended in an error of the collector. */
  @Test
  void check_correctionFillingTheHeap_isRefused() {
    long correction = 247L << 20;
    MemoryNeed need = new MemoryNeed(0, correction, 100, 0, 0);
    assertThatThrownBy(() -> need.check("mine", machine(512 * GIB, 330L << 20)))
        .isInstanceOf(OptionException.class)
        .hasMessageContaining("of its 330 MiB about 220 MiB can hold them");
    assertThatCode(() -> need.check("mine", machine(512 * GIB, 400L << 20)))
        .doesNotThrowAnyException();
  }

  @Test
  void check_cellsBeyondHeap_areRefused() {
    MemoryNeed need =
        MemoryNeed.of(Recipes.find("allnet"), 2, InferenceMode.THROUGHPUT, 6 * GIB, 1, 0);
    assertThatThrownBy(() -> need.check("allnet", machine(512 * GIB, 6 * GIB - 1)))
        .isInstanceOf(OptionException.class)
        .hasMessageContaining("the decoded images need about 6.0 GiB of Java's memory")
        .hasMessageContaining("give Java more memory (such as -Xmx11g)");
  }

  @Test
  void check_cellsAndTraining_mustFitTogether() {
    MemoryNeed need =
        MemoryNeed.of(Recipes.find("allnet"), 2, InferenceMode.THROUGHPUT, 6 * GIB, 1, 0);
    assertThat(need.engine()).isBetween(GIB, 8 * GIB);
    assertThatThrownBy(() -> need.check("allnet", machine(6 * GIB + need.engine() - 1, 64 * GIB)))
        .hasMessageContaining("recipe allnet: training needs about")
        .hasMessageContaining("this machine has")
        .hasMessageContaining("or begin with recipe small");
    assertThatThrownBy(() -> need.check("small", machine(6 * GIB + need.engine() - 1, 64 * GIB)))
        .hasMessageNotContaining("begin with");
    assertThatCode(() -> need.check("allnet", machine(6 * GIB + need.engine(), 64 * GIB)))
        .doesNotThrowAnyException();
  }

  @Test
  void check_onAGpu_wantsGpuMemoryForTheNetwork() {
    MemoryNeed need = MemoryNeed.of(Recipes.find("allnet"), 2, InferenceMode.THROUGHPUT, 0, 1, 0);
    MachineMemory small =
        new MachineMemory(
            OptionalLong.of(GIB), GIB, OptionalLong.empty(), OptionalLong.of(need.engine() - 1));
    assertThatThrownBy(() -> need.check("allnet", small))
        .hasMessageContaining("of the GPU's memory")
        .hasMessageContaining("'batch'");
    MachineMemory enough =
        new MachineMemory(
            OptionalLong.of(GIB), GIB, OptionalLong.empty(), OptionalLong.of(need.engine()));
    assertThatCode(() -> need.check("allnet", enough)).doesNotThrowAnyException();
  }

  @Test
  void check_beyondProcessLimit_isRefused() {
    MemoryNeed need = MemoryNeed.of(Recipes.find("allnet"), 2, InferenceMode.THROUGHPUT, 0, 1, 0);
    long least = need.engine();
    assertThatThrownBy(() -> need.check("allnet", process(least - 1)))
        .isInstanceOf(OptionException.class)
        .hasMessageContaining("recipe allnet: training needs about")
        .hasMessageContaining("give Java more memory (such as -Xmx2g)");
    assertThatCode(() -> need.check("allnet", process(least))).doesNotThrowAnyException();
  }

  private static MachineMemory process(long most) {
    return new MachineMemory(
        OptionalLong.of(512 * GIB), GIB, OptionalLong.of(most), OptionalLong.empty());
  }

  @Test
  void checked_correctionWithoutMap_isRefused() {
    assertThatThrownBy(() -> recipe(Map.of("networks", "resnet18, vit-tiny")))
        .isInstanceOf(OptionException.class)
        .hasMessageContaining("correction 'neighbourhood'")
        .hasMessageContaining("vit-tiny has none");
    assertThatThrownBy(
            () -> Recipes.find("handcrafted").with(Map.of("correction", "neighbourhood")))
        .isInstanceOf(OptionException.class)
        .hasMessageContaining("correction 'neighbourhood': needs a network");
    for (NetworkOptions network : recipe(Map.of("networks", "densenet121, allnet")).networks(2)) {
      assertThat(network.inputSize()).isEqualTo(224);
    }
  }
}
