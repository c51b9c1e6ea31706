package org.allnet.training.augmentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.allnet.data.image.CellPixels;
import org.allnet.data.image.SegmentationMode;
import org.allnet.inference.compute.Device;
import org.allnet.inference.engine.device.ComputeDevice;
import org.allnet.inference.engine.window.Window;
import org.allnet.inference.image.input.ImageBatch;
import org.allnet.inference.image.input.InputOptions;
import org.allnet.inference.image.pixels.Frames;
import org.allnet.inference.image.pixels.PixelTransfer;
import org.allnet.inference.image.segmentation.Segmenter;
import org.allnet.testing.NoiseCells;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Planned changes of the middle of a frame are those of all of it. */
class PlannedTransformTest {

  private static final ComputeDevice CPU = ComputeDevice.of(Device.CPU);

  private static Sample sample(Random random) {
    return switch (random.nextInt(5)) {
      case 0 -> Sample.original("a", 0);
      case 1 -> Sample.flipped("a", 0, Transform.FLIP_HORIZONTAL);
      case 2 -> Sample.flipped("a", 0, Transform.FLIP_VERTICAL);
      case 3 -> Sample.rotated("a", 0, 360 * random.nextDouble() - 180);
      default -> Sample.blurred("a", 0, 0.5 + random.nextDouble(), random.nextLong());
    };
  }

  private static float greatestDifference(Tensor a, Tensor b) {
    return a.sub(b).abs().max().item_float();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void batch_plannedTransforms_equalWholeFrames(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < 20; round++) {
      try (PointerScope scope = new PointerScope()) {
        int side = 40 + random.nextInt(40);
        List<CellPixels> cells = new ArrayList<>();
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
          cells.add(NoiseCells.cell(side, random));
          samples.add(sample(random));
        }
        SegmentationMode mode = SegmentationMode.STRETCHED;
        Tensor whole =
            Augmenter.apply(Segmenter.apply(mode, Frames.stack(cells, side, CPU)), samples, side);
        ImageBatch batch =
            InputOptions.segmented(mode)
                .batch(
                    cells, side, PixelTransfer.eachTime(CPU), false, new PlannedTransform(samples));
        // Turned pixels are weighted means; their weights are rounded in coordinates of the frame.
        double close =
            samples.stream().anyMatch(s -> s.operation() == Transform.ROTATION) ? 1e-3 : 0;
        assertThat(greatestDifference(batch.images(), whole)).isLessThanOrEqualTo((float) close);
        ImageBatch together =
            InputOptions.segmented(mode)
                .together(
                    cells, side, PixelTransfer.eachTime(CPU), true, new PlannedTransform(samples));
        assertThat(greatestDifference(together.images(), whole)).isLessThanOrEqualTo((float) close);
        assertDarkBesideFootprints(together);
      }
    }
  }

  private static void assertDarkBesideFootprints(ImageBatch batch) {
    Tensor rest = batch.images().clone();
    for (int i = 0; i < batch.footprints().size(); i++) {
      Window window = batch.footprints().get(i).window();
      rest.narrow(0, i, 1)
          .narrow(2, window.top(), window.height())
          .narrow(3, window.left(), window.width())
          .zero_();
    }
    assertThat(rest.abs().max().item_float()).isZero();
  }
}
