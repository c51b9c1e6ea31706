package org.allnet.training.augmentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.allnet.data.image.CellPixels;
import org.allnet.data.image.SegmentationMode;
import org.allnet.inference.compute.Device;
import org.allnet.inference.engine.device.ComputeDevice;
import org.allnet.inference.engine.device.Tensors;
import org.allnet.inference.image.pixels.Frames;
import org.allnet.inference.image.segmentation.Segmenter;
import org.allnet.testing.RealImages;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

/** Augmentation of real cells. */
class RealAugmentationTest {

  private static final ComputeDevice CPU = ComputeDevice.of(Device.CPU);

  @Test
  void augment_realCells_neverLightsThePadding() throws IOException {
    List<CellPixels> cells = new ArrayList<>();
    for (Path file : RealImages.files("cnmc", ".bmp").subList(0, 4)) {
      cells.add(RealImages.read(file));
    }
    List<Sample> samples =
        List.of(
            Sample.blurred("a", 0, 1.5, 1),
            Sample.brightened("b", 0, 1.2),
            Sample.flipped("c", 0, Transform.FLIP_VERTICAL),
            Sample.rotated("d", 0, 33));
    try (PointerScope scope = new PointerScope()) {
      Tensor images = Segmenter.apply(SegmentationMode.STRETCHED, Frames.stack(cells, 450, CPU));
      float[] before = Tensors.toFloats(images);
      float[] after = Tensors.toFloats(Augmenter.apply(images, samples, 450));
      int plane = 450 * 450;
      int image = 3 * plane;
      int padding = 0;
      for (int i = 0; i < 2 * image; i++) {
        int red = i / image * image + i % plane;
        if (before[red] == 0 && before[red + plane] == 0 && before[red + 2 * plane] == 0) {
          assertThat(after[i]).isZero();
          padding++;
        }
      }
      assertThat(padding).isGreaterThan(image);
      long[] black = new long[2];
      for (int i = 3 * image; i < 4 * image; i++) {
        black[0] += before[i] == 0 ? 1 : 0;
        black[1] += after[i] == 0 ? 1 : 0;
      }
      // A turned cell covers what it did but for its rim and its holes.
      assertThat((double) black[1] / black[0]).isBetween(0.95, 1.02);
    }
  }
}
