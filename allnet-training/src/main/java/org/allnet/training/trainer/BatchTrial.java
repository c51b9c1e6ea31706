package org.allnet.training.trainer;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.allnet.data.image.CellPixels;
import org.allnet.data.image.SegmentationMode;
import org.allnet.inference.engine.device.ComputeDevice;
import org.allnet.inference.engine.device.Tensors;
import org.allnet.inference.image.input.ImageBatch;
import org.allnet.inference.image.input.InputOptions;
import org.allnet.inference.image.pixels.PixelTransfer;
import org.allnet.training.augmentation.PlannedTransform;
import org.allnet.training.augmentation.Sample;
import org.allnet.training.augmentation.Transform;
import org.bytedeco.javacpp.PointerScope;

/**
 * Makes a training batch and lets it go again: for measuring what an epoch does beside the network.
 */
public final class BatchTrial {

  private BatchTrial() {}

  /**
   * Stacks, segments, augments and measures cells, the operations of the paper in equal fractions.
   *
   * @param cells decoded cells, at least one
   * @param inputSize side of the network's input in pixels
   * @param device where to
   * @param seed what angles, factors and noise are drawn from
   */
  public static void run(List<CellPixels> cells, int inputSize, ComputeDevice device, long seed) {
    try (PointerScope scope = new PointerScope()) {
      ImageBatch batch =
          InputOptions.segmented(SegmentationMode.STRETCHED)
              .batch(
                  cells,
                  inputSize,
                  PixelTransfer.eachTime(device),
                  true,
                  new PlannedTransform(samples(cells.size(), seed)));
      // The number read makes a device that works on its own time finish.
      Tensors.toFloats(batch.images().select(0, 0).select(0, 0).select(0, 0));
    }
  }

  private static List<Sample> samples(int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Transform[] operations = Transform.values();
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String name = String.valueOf(i);
      Transform operation = operations[i % operations.length];
      samples.add(
          switch (operation) {
            case ORIGINAL -> Sample.original(name, 0);
            case FLIP_HORIZONTAL, FLIP_VERTICAL -> Sample.flipped(name, 0, operation);
            case ROTATION -> Sample.rotated(name, 0, random.nextDouble(-180, 180));
            case BRIGHTNESS -> new Sample(name, 0, operation, 0, random.nextDouble(0.7, 1.3), 0, 0);
            case BLUR_NOISE ->
                Sample.blurred(name, 0, random.nextDouble(0.5, 1.5), random.nextLong());
          });
    }
    return samples;
  }
}
