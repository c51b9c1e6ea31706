package org.allnet.inference.network.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.allnet.data.OptionException;
import org.allnet.inference.engine.layer.Layers.Point;
import org.allnet.inference.engine.layer.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The published detectors, parameter by parameter. */
class DetectorPlanTest {

  private static NetworkPlan plan(String name, int classes, int size) {
    return new NetworkPlan(NetworkOptions.detector(name, classes, size));
  }

  @ParameterizedTest
  @CsvSource({
    "yolox-light, 80, 2257055",
    "yolox-light, 3, 2242040",
    "yolox-nano, 80, 912159",
    "yolox-nano, 3, 897144",
    "yolox-tiny, 80, 5055855",
    "yolox-tiny, 3, 5033448",
    "yolox-s, 80, 8968255",
    "yolox-s, 3, 8938456",
    "yolov4, 80, 64363101",
    "yolov4, 3, 63948456",
    "yolov4, 2, 63943071",
  })
  void trainable_publishedDetector_isItsCount(String name, int classes, long parameters) {
    assertThat(plan(name, classes, 416).trainable()).isEqualTo(parameters);
  }

  /** The parts of YOLOv4, as its configuration file has them. */
  @ParameterizedTest
  @CsvSource({
    "backbone.stem., 928",
    "backbone.stage1., 60224",
    "backbone.stage2., 193920",
    "backbone.stage3., 1758976",
    "backbone.stage4., 7024128",
    "backbone.stage5., 17579008",
    "pools., 12066816",
    "neck., 19024640",
    "head., 6654461",
  })
  void trainable_partOfYoloV4_isItsCount(String prefix, long parameters) {
    assertThat(
            plan("yolov4", 80, 416).tensors().stream()
                .filter(spec -> spec.trainable() && spec.name().startsWith(prefix))
                .mapToLong(TensorSpec::elements)
                .sum())
        .isEqualTo(parameters);
  }

  @Test
  void parameters_yoloV4_includeItsStatistics() {
    assertThat(plan("yolov4", 80, 416).parameters()).isEqualTo(64_429_405);
  }

  @ParameterizedTest
  @CsvSource({
    "yolox-light, 3, 320, 1.70",
    "yolox-light, 3, 416, 2.88",
    "yolox-tiny, 80, 416, 6.41",
    "yolox-s, 80, 640, 26.7",
    "yolov4, 80, 416, 60.2",
  })
  void flops_publishedDetector_areItsCost(String name, int classes, int size, double giga) {
    assertThat(plan(name, classes, size).flops() / 1e9).isCloseTo(giga, within(0.01 * giga));
  }

  @Test
  void shapes_light_hasAPlaceForEachCell() {
    NetworkPlan plan = plan("yolox-light", 3, 320);
    int places = 40 * 40 + 20 * 20 + 10 * 10;

    assertThat(plan.shape(Point.BOXES)).isEqualTo(new Shape(List.of(places, 4)));
    assertThat(plan.shape(Point.SCORES)).isEqualTo(new Shape(List.of(places, 3)));
  }

  @Test
  void shapes_yoloV4_hasThreeForEachCell() {
    int places = 3 * (52 * 52 + 26 * 26 + 13 * 13);

    assertThat(plan("yolov4", 3, 416).shape(Point.BOXES)).isEqualTo(new Shape(List.of(places, 4)));
  }

  @Test
  void detector_oneClass_isAllowed() {
    assertThat(plan("yolox-light", 1, 320).shape(Point.SCORES).channels()).isEqualTo(1);
  }

  @Test
  void detector_sizeOffTheGrid_isRefused() {
    assertThatThrownBy(() -> plan("yolox-light", 3, 330))
        .isInstanceOf(OptionException.class)
        .hasMessageContaining("multiple of 32");
  }

  @Test
  void named_detector_isNoClassifier() {
    assertThatThrownBy(() -> NetworkOptions.published("yolox-light", 3))
        .isInstanceOf(OptionException.class)
        .hasMessageContaining("unknown");
    assertThatThrownBy(() -> NetworkOptions.detector("resnet18", 3, 320))
        .isInstanceOf(OptionException.class)
        .hasMessageContaining("use yolox-light");
  }
}
