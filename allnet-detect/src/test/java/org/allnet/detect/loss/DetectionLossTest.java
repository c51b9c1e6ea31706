package org.allnet.detect.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.allnet.data.OptionException;
import org.allnet.inference.network.architecture.NetworkOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DetectionLossTest {

  @ParameterizedTest
  @ValueSource(strings = {"yolox-light", "yolox-nano", "yolox-tiny", "yolox-s"})
  void of_yolox_isItsOwn(String name) {
    assertThat(DetectionLoss.of(NetworkOptions.detector(name, 2, 64)))
        .isInstanceOf(YoloxLoss.class);
  }

  @Test
  void of_yolov4_isItsOwn() {
    assertThat(DetectionLoss.of(NetworkOptions.detector("yolov4", 2, 64)))
        .isInstanceOf(YoloV4Loss.class);
  }

  /** Whatever was not YOLOv4 had the loss of YOLOX. */
  @Test
  void of_noDetector_isRefused() {
    NetworkOptions network = NetworkOptions.allnet(2, 64, 1, 0.5);
    assertThatThrownBy(() -> DetectionLoss.of(network))
        .isInstanceOf(OptionException.class)
        .hasMessageContaining("detector 'allnet' is unknown");
  }
}
