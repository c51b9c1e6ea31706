package org.allnet.inference.engine.window;

import java.util.ArrayList;
import java.util.List;
import org.allnet.inference.engine.device.Tensors;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Measures the foreground of images that are on the device. */
public final class Footprints {

  private Footprints() {}

  /**
   * The footprint of each image: everything above 0 lies in it. Measuring waits for the device,
   * which a GPU pays dearly for and a processor does not: there what nobody knows from elsewhere is
   * taken for whole frames.
   *
   * @param images (batch, channels, height, width), nowhere below 0
   * @return a footprint an image; none at all, which stands for whole frames, on a GPU
   */
  public static List<Footprint> measure(Tensor images) {
    if (!images.is_cpu()) {
      return List.of();
    }
    int count = (int) images.size(0);
    int height = (int) images.size(2);
    int width = (int) images.size(3);
    byte[] coloured;
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      Tensor brightest = images.amax(new long[] {1}, false);
      coloured = Tensors.toBytes(brightest.gt(new Scalar(0.0)).to(ScalarType.Byte));
    }
    List<Footprint> footprints = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int[] starts = new int[height];
      int[] ends = new int[height];
      for (int row = 0; row < height; row++) {
        int offset = (i * height + row) * width;
        int start = 0;
        while (start < width && coloured[offset + start] == 0) {
          start++;
        }
        int end = width;
        while (end > start && coloured[offset + end - 1] == 0) {
          end--;
        }
        starts[row] = start;
        ends[row] = end;
      }
      footprints.add(Footprint.ofSpans(starts, ends));
    }
    return footprints;
  }
}
