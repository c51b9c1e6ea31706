package org.allnet.inference.network.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.allnet.data.image.CellPixels;
import org.allnet.data.image.DecodeLimits;
import org.allnet.data.image.ImageDecoder;
import org.allnet.data.image.SegmentationMode;
import org.allnet.inference.compute.Device;
import org.allnet.inference.compute.InferenceMode;
import org.allnet.inference.engine.device.ComputeDevice;
import org.allnet.inference.engine.window.Footprint;
import org.allnet.inference.image.input.ImageBatch;
import org.allnet.inference.image.input.InputOptions;
import org.allnet.testing.RealImages;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real cells on their windows and on whole frames: answers, gradients and statistics. */
class RealCellsWindowsTest {

  private static final ComputeDevice CPU = ComputeDevice.of(Device.CPU);
  private static final int SIDE = 450;
  private static final int CELLS = 8;

  /** Every twelfth cell of C-NMC, segmented as the paper does. */
  private static ImageBatch cells() throws IOException {
    ImageDecoder decoder = new ImageDecoder(DecodeLimits.DEFAULTS);
    List<CellPixels> cells = new ArrayList<>();
    List<java.nio.file.Path> files = RealImages.files("cnmc/training_data", ".bmp");
    for (int i = 0; i < CELLS; i++) {
      cells.add(decoder.decode(files.get(12 * i)));
    }
    return InputOptions.segmented(SegmentationMode.STRETCHED).batch(cells, SIDE, CPU, true);
  }

  private static Network network(String architecture) {
    NetworkOptions options = NetworkOptions.published(architecture, 2).with(SIDE, 0.25, 0.5);
    return Network.fresh(new NetworkPlan(options), 3, CPU);
  }

  private static double relativeDifference(Tensor actual, Tensor expected) {
    Tensor difference = actual.detach().sub(expected.detach()).abs().max();
    return difference.item_float() / Math.max(1e-12, expected.detach().abs().max().item_float());
  }

  @ParameterizedTest
  @ValueSource(strings = {"allnet", "alexnet", "vgg16"})
  void answers_onWindows_areThoseOfWholeFrames(String architecture) throws IOException {
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      ImageBatch cells = cells();
      try (Network network = network(architecture);
          Network.Inference wholeFrames = network.inference(InferenceMode.EXACT);
          Network.Inference inference = network.inference(InferenceMode.THROUGHPUT)) {
        Tensor expected = wholeFrames.logits(cells.images(), cells.footprints());
        Tensor frames = inference.logits(cells.images(), List.of());
        assertThat(relativeDifference(frames, expected)).isLessThan(1e-5);
        Tensor together = inference.logits(cells.images(), cells.footprints());
        assertThat(relativeDifference(together, expected)).isLessThan(1e-5);
        for (int i = 0; i < CELLS; i++) {
          Tensor alone =
              inference.logits(
                  cells.images().narrow(0, i, 1), cells.footprints().subList(i, i + 1));
          assertThat(relativeDifference(alone, expected.narrow(0, i, 1))).isLessThan(1e-5);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"allnet", "alexnet"})
  void step_onWindows_equalsWholeFrames(String architecture) throws IOException {
    try (PointerScope scope = new PointerScope()) {
      ImageBatch cells = cells();
      Map<String, Tensor> dense = step(architecture, cells.images(), List.of());
      Map<String, Tensor> windows = step(architecture, cells.images(), cells.footprints());
      assertThat(windows.keySet()).isEqualTo(dense.keySet());
      dense.forEach(
          (name, expected) ->
              assertThat(relativeDifference(windows.get(name), expected))
                  .as(name)
                  .isLessThan(1e-4));
    }
  }

  /** The gradients of a step, and every tensor behind it. */
  private static Map<String, Tensor> step(
      String architecture, Tensor images, List<Footprint> footprints) {
    Map<String, Tensor> results = new LinkedHashMap<>();
    try (Network network = network(architecture)) {
      network.trainable().values().forEach(weight -> weight.requires_grad_(true));
      Outputs outputs = network.train(images, footprints, Precision.FP32, 5);
      outputs.backward(torch.log_softmax(outputs.logits(), 1).select(1, 1).mean().neg());
      network.trainable().forEach((name, weight) -> results.put(name, weight.grad().clone()));
      network
          .tensors()
          .forEach((name, tensor) -> results.put(name + " behind it", tensor.detach().clone()));
    }
    return results;
  }
}
