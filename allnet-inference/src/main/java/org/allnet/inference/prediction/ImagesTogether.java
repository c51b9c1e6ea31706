package org.allnet.inference.prediction;

import java.util.Collection;
import org.allnet.inference.compute.InferenceMode;
import org.allnet.inference.engine.device.ComputeDevice;
import org.allnet.inference.engine.layer.Layers.Point;
import org.allnet.inference.network.architecture.NetworkPlan;
import org.allnet.inference.network.architecture.TensorSpec;

/**
 * How many images a model is asked about at once. Dense layers read all their weights once for all
 * images of a batch, so that networks that are mostly dense layers, such as ALLNet, are quicker in
 * large batches. Other networks gain nothing, and their maps would take more memory.
 */
final class ImagesTogether {

  /** A few: threads have enough to do, and maps are small. */
  static final int FEW = 8;

  /** For networks whose weights take longer to read than a few images can make up for. */
  static final int MANY = 16;

  /**
   * 64 MB of weights: with eight images each would wait for 8 MB, about a millisecond of a core.
   */
  private static final long MANY_WEIGHTS = 16_000_000;

  private ImagesTogether() {}

  /**
   * {@return the number of images} Whole frames, as {@link InferenceMode#EXACT} computes them, and
   * those on a GPU stay few, because of their maps' memory. Several threads gain nothing either:
   * they share what is read, and the engine's dense layers of 16 rows wait for each other longer.
   *
   * @param threads of an operation, from 1
   */
  static int of(
      Collection<NetworkPlan> networks, ComputeDevice device, InferenceMode mode, int threads) {
    boolean windows = mode == InferenceMode.THROUGHPUT && !device.isCuda();
    return windows
            && threads == 1
            && !networks.isEmpty()
            && networks.stream().allMatch(plan -> denseWeights(plan) >= MANY_WEIGHTS)
        ? MANY
        : FEW;
  }

  /**
   * Those that are read for one row of an image; a transformer reads all for hundreds of tokens.
   */
  private static long denseWeights(NetworkPlan plan) {
    if (plan.marks(Point.LAST_TOKENS)) {
      return 0;
    }
    return plan.tensors().stream()
        .filter(tensor -> tensor.shape().size() == 2)
        .mapToLong(TensorSpec::elements)
        .sum();
  }
}
