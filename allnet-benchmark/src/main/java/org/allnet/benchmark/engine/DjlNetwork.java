package org.allnet.benchmark.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.norm.Dropout;
import ai.djl.nn.pooling.Pool;
import java.util.List;
import org.allnet.inference.network.architecture.NetworkOptions;
import org.allnet.inference.network.architecture.NetworkPlan;
import org.allnet.inference.network.architecture.TensorSpec;

/** ALLNet built of DJL's own blocks, in the order of the paper. */
final class DjlNetwork {

  private static final Shape THREE = new Shape(3, 3);

  private static final int STAGES = 4;
  private static final int FIRST_BATCH_NORM = 3;
  private static final double BATCH_NORM_EPSILON = 1e-3;

  private DjlNetwork() {}

  /** The network without weights. */
  static SequentialBlock block(NetworkOptions options) {
    NetworkPlan plan = new NetworkPlan(options);
    SequentialBlock block = new SequentialBlock();
    for (int stage = 1; stage <= STAGES; stage++) {
      block.add(
          Conv2d.builder()
              .setKernelShape(THREE)
              .setFilters(outputs(plan, "conv" + stage))
              .optPadding(new Shape(1, 1))
              .build());
      block.add(Activation.reluBlock());
      block.add(Pool.maxPool2dBlock(THREE, THREE, new Shape(0, 0), true));
      if (stage >= FIRST_BATCH_NORM) {
        block.add(
            BatchNorm.builder().optEpsilon((float) BATCH_NORM_EPSILON).optMomentum(0.99f).build());
      }
    }
    block.add(Blocks.batchFlattenBlock());
    for (int layer = 1; layer <= 2; layer++) {
      block.add(Linear.builder().setUnits(outputs(plan, "dense" + layer)).build());
      block.add(Activation.reluBlock());
      block.add(Dropout.builder().optRate((float) options.dropout()).build());
    }
    return block.add(Linear.builder().setUnits(options.classes()).build());
  }

  private static int outputs(NetworkPlan plan, String layer) {
    for (TensorSpec spec : plan.tensors()) {
      if (spec.name().equals(layer + ".weight")) {
        return Math.toIntExact(spec.shape().get(0));
      }
    }
    throw new IllegalArgumentException(layer);
  }

  /** Puts weights into an initialised network. */
  static void fill(Block network, OnnxWeights weights) {
    int convolutions = 0;
    int dense = 0;
    for (Block child : network.getChildren().values()) {
      if (child instanceof Conv2d) {
        convolutions++;
        set(child, weights, "weight", "conv" + convolutions + ".weight");
        set(child, weights, "bias", "conv" + convolutions + ".bias");
      } else if (child instanceof BatchNorm) {
        String norm = "norm" + convolutions;
        set(child, weights, "gamma", norm + ".weight");
        set(child, weights, "beta", norm + ".bias");
        set(child, weights, "runningMean", norm + ".running_mean");
        set(child, weights, "runningVar", norm + ".running_var");
      } else if (child instanceof Linear) {
        dense++;
        set(child, weights, "weight", "dense" + dense + ".weight");
        set(child, weights, "bias", "dense" + dense + ".bias");
      }
    }
  }

  private static void set(Block block, OnnxWeights weights, String parameter, String name) {
    Parameter target = block.getParameters().get(parameter);
    NDArray array = target.getArray();
    array.set(weights.get(name));
  }

  /** The rows of a matrix. */
  static List<double[]> rows(NDList result) {
    NDArray matrix = result.singletonOrThrow().softmax(1);
    float[] values = matrix.toFloatArray();
    int classes = (int) matrix.getShape().get(1);
    List<double[]> rows = new java.util.ArrayList<>();
    for (int start = 0; start < values.length; start += classes) {
      double[] row = new double[classes];
      for (int k = 0; k < classes; k++) {
        row[k] = values[start + k];
      }
      rows.add(row);
    }
    return rows;
  }
}
