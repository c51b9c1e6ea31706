package org.allnet.inference.network.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.allnet.data.OptionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArchitecturesTest {

  @ParameterizedTest
  @CsvSource({
    "alexnet, 61100840",
    "vgg16, 138357544",
    "vgg16-bn, 138365992",
    "vgg19, 143667240",
    "resnet18, 11689512",
    "resnet50, 25557032",
    "resnet101, 44549160",
    "resnext50, 25028904",
    "se-resnext50, 27559896",
    "densenet121, 7978856",
    "densenet201, 20013928",
    "mobilenet-v2, 3504872",
    "mobilenet-v3, 5483032",
    "efficientnet-b0, 5288548",
    "inception-v3, 27161264",
    "xception, 22855952",
    "resnet50-v2, 25568360",
    "inception-resnet-v2, 55843464",
    "nasnet-a-large, 88753150",
    "vit-tiny, 5717416",
    "vit-base, 86567656",
  })
  void plan_thousandClasses_hasPublishedSize(String name, long parameters) {
    assertThat(new NetworkPlan(NetworkOptions.published(name, 1000)).trainable())
        .isEqualTo(parameters);
  }

  @Test
  void plan_anInputThatIsTooSmall_saysTheUsualOne() {
    NetworkOptions small = NetworkOptions.published("inception-v3", 2).with(40, 1, 0.5);
    assertThatThrownBy(() -> new NetworkPlan(small))
        .isInstanceOf(OptionException.class)
        .hasMessageContaining("input-size 40 is too small for inception-v3")
        .hasMessageContaining("299");
  }
}
