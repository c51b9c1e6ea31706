package org.allnet.network.window;

import java.util.ArrayList;
import java.util.List;
import org.allnet.network.device.Tensors;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;

/** Measures the foreground of images that are on the device. */
public final class ForegroundWindows {

  private ForegroundWindows() {}

  /**
   * The smallest window of each image that holds everything above 0. Measuring waits for the
   * device, which a GPU pays dearly for and a processor does not: on a GPU whole frames are taken.
   *
   * @param images (batch, channel, height, width), nowhere below 0
   * @return a window an image; none at all, which stands for whole frames, on a GPU
   */
  public static List<Window> measure(Tensor images) {
    if (images.is_cuda()) {
      return List.of();
    }
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      int count = (int) images.size(0);
      int height = (int) images.size(2);
      int width = (int) images.size(3);
      Tensor planes = images.amax(new long[] {1}, false);
      float[] rows = Tensors.toFloats(planes.amax(new long[] {2}, false));
      float[] columns = Tensors.toFloats(planes.amax(new long[] {1}, false));
      List<Window> windows = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        int[] vertical = extent(rows, i * height, height);
        int[] horizontal = extent(columns, i * width, width);
        windows.add(
            vertical[1] == 0
                ? Window.EMPTY
                : new Window(vertical[0], horizontal[0], vertical[1], horizontal[1]));
      }
      return windows;
    }
  }

  /** First index and index after the last whose value is above 0; both 0 where there is none. */
  private static int[] extent(float[] values, int start, int count) {
    int first = 0;
    while (first < count && !(values[start + first] > 0)) {
      first++;
    }
    if (first == count) {
      return new int[] {0, 0};
    }
    int end = count;
    while (!(values[start + end - 1] > 0)) {
      end--;
    }
    return new int[] {first, end};
  }
}
