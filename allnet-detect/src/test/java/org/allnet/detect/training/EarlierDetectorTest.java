package org.allnet.detect.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.allnet.data.OptionException;
import org.allnet.detect.loss.DetectorWeights;
import org.allnet.detect.model.DetectorDescription;
import org.allnet.detect.model.DetectorFile;
import org.allnet.detect.model.KnownImages;
import org.allnet.detect.model.NetworkTraining;
import org.allnet.inference.compute.Device;
import org.allnet.inference.engine.device.ComputeDevice;
import org.allnet.inference.network.architecture.Network;
import org.allnet.inference.network.architecture.NetworkOptions;
import org.allnet.inference.network.architecture.NetworkPlan;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EarlierDetectorTest {

  private static final ComputeDevice CPU = ComputeDevice.of(Device.CPU);
  private static final List<String> CLASSES = List.of("WBC", "RBC");
  private static final KnownImages SEEN =
      new KnownImages(Set.of("00000000000000aa"), Set.of("00000000000000bb"));

  @TempDir private Path folder;

  @Test
  void begin_sameClasses_takesEveryWeight() {
    assertThat(differing(earlier(SEEN), CLASSES)).isEmpty();
  }

  @Test
  void begin_otherOrderOfClasses_drawsWhatTellsThem() {
    assertThat(differing(earlier(SEEN), List.of("RBC", "WBC")))
        .isNotEmpty()
        .allMatch(name -> name.contains(".cls_preds.") && name.endsWith(".weight"));
  }

  @Test
  void begin_moreClasses_drawsWhatTellsThem() {
    EarlierDetector earlier = earlier(SEEN);
    List<String> three = List.of("WBC", "RBC", "Platelets");

    assertThat(earlier.hasClasses(three)).isFalse();
    assertThat(differing(earlier, three)).allMatch(name -> name.contains(".cls_preds."));
  }

  @Test
  void of_imagesUnknown_isRefused() {
    assertThatThrownBy(() -> earlier(null))
        .isInstanceOf(OptionException.class)
        .hasMessageContaining("earlier.safetensors: does not say which images it has seen");
  }

  @Test
  void require_anotherNetwork_isRefused() {
    EarlierDetector earlier = earlier(SEEN);

    earlier.require(DetectionRecipe.find("light"));
    assertThatThrownBy(() -> earlier.require(DetectionRecipe.find("tiny")))
        .isInstanceOf(OptionException.class)
        .hasMessageContaining("its network is yolox-light, but recipe tiny trains yolox-tiny");
  }

  @Test
  void images_ofBothTrainings_areKnown() {
    KnownImages own = new KnownImages(Set.of("00000000000000bb"), Set.of("00000000000000cc"));

    assertThat(own.and(SEEN))
        .isEqualTo(
            new KnownImages(
                Set.of("00000000000000aa", "00000000000000bb"),
                Set.of("00000000000000bb", "00000000000000cc")));
  }

  private EarlierDetector earlier(@Nullable KnownImages seen) {
    Path file = folder.resolve("earlier.safetensors");
    try (Network network = fresh(CLASSES, 1)) {
      new DetectorFile(
              network,
              DetectorDescription.of("light", "yolox-light", 64)
                  .classes(CLASSES, List.of(0.5, 0.5))
                  .seen(seen)
                  .trained(NetworkTraining.of("set", 1, 1).created("2026-01-31T12:00:00Z")))
          .write(file, false);
    }
    return EarlierDetector.of(file);
  }

  /** Which tensors of another network are not the earlier ones after it began with these. */
  private static List<String> differing(EarlierDetector earlier, List<String> classes) {
    List<String> names = new ArrayList<>();
    try (Network network = fresh(classes, 2);
        DetectorFile file = DetectorFile.read(earlier.file())) {
      earlier.begin(network, classes);
      Map<String, Tensor> before = file.network().tensors();
      network
          .tensors()
          .forEach(
              (name, tensor) -> {
                Tensor old = before.get(name);
                if (old == null || !tensor.equal(old)) {
                  names.add(name);
                }
              });
    }
    return names;
  }

  private static Network fresh(List<String> classes, long seed) {
    return DetectorWeights.fresh(
        new NetworkPlan(NetworkOptions.detector("yolox-light", classes.size(), 64)), seed, CPU);
  }
}
