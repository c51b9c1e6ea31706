package org.allnet.inference.network.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworkPlanTest {

  @ParameterizedTest
  @CsvSource({
    "resnet18, 2, fc",
    "resnet18, 999, fc",
    "resnet18, 1000, fc",
    "densenet121, 1000, classifier",
    "vgg16, 1000, classifier.6",
    "vit-tiny, 1000, head",
    "allnet, 1000, dense3",
  })
  void heads_ofAnyNumberOfClasses_areTheLastLayers(String name, int classes, String layer) {
    NetworkPlan plan = new NetworkPlan(NetworkOptions.published(name, classes));
    assertThat(plan.heads()).containsExactlyInAnyOrder(layer + ".weight", layer + ".bias");
  }
}
