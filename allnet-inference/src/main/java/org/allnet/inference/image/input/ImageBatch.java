package org.allnet.inference.image.input;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.IntFunction;
import org.allnet.inference.engine.device.ParallelTasks;
import org.allnet.inference.engine.window.Footprint;
import org.allnet.inference.engine.window.Footprints;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * Images as a network sees them.
 *
 * @param images float32 (batch, channels, size, size) in [0,1]
 * @param footprints where each is not black; none at all, which stands for whole frames, if nobody
 *     measured
 */
public record ImageBatch(Tensor images, List<Footprint> footprints) {

  /** Copies {@code footprints}, so that nothing changes it from outside. */
  public ImageBatch {
    footprints = List.copyOf(footprints);
  }

  /**
   * Puts images into the middle of black frames, all at once.
   *
   * @param middles (batch, channels, side, side), the side odd or even like the frames'
   * @param size side of the frames
   * @return (batch, channels, size, size), for the caller's scope to free
   */
  static Tensor inFrames(Tensor middles, int size) {
    int edge = (size - (int) middles.size(2)) / 2;
    return edge == 0
        ? middles
        : torch.constant_pad_nd(middles, new long[] {edge, edge, edge, edge}, new Scalar(0.0));
  }

  /**
   * Puts images into the middle of black frames, side by side.
   *
   * @param count how many
   * @param channels their channels
   * @param size side of the frames
   * @param measured whether footprints are measured
   * @param image makes one, by its number: float32 (1, channels, side, side) on the processor, its
   *     side at most the frame's and odd or even like it
   * @return the batch, for the caller's scope to free
   */
  static ImageBatch centred(
      int count, int channels, int size, boolean measured, IntFunction<Tensor> image) {
    Tensor frames =
        torch.empty(
            new long[] {count, channels, size, size},
            new TensorOptions(torch.ScalarType.Float),
            new MemoryFormatOptional(torch.MemoryFormat.ChannelsLast));
    @Nullable Footprint[] footprints = new @Nullable Footprint[count];
    try (NoGradGuard guard = new NoGradGuard()) {
      ParallelTasks.each(
          count,
          number -> {
            Tensor middle = image.apply(number);
            int side = (int) middle.size(2);
            int edge = (size - side) / 2;
            Tensor frame = frames.narrow(0, number, 1);
            if (edge > 0) {
              frame.zero_();
            }
            frame.narrow(2, edge, side).narrow(3, edge, side).copy_(middle);
            if (measured) {
              footprints[number] = Footprints.measure(middle).get(0).inFrame(edge, edge, size);
            }
          });
    }
    return new ImageBatch(
        frames,
        measured
            ? new ArrayList<>(Arrays.stream(footprints).map(Objects::requireNonNull).toList())
            : List.of());
  }
}
