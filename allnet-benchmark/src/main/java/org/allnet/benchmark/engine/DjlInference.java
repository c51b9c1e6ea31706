package org.allnet.benchmark.engine;

import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import java.nio.FloatBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** DJL's PyTorch engine on the same weights; the images lie ready as a float32 tensor. */
final class DjlInference implements Engine {

  private final Model model;
  private final Block network;
  private final ParameterStore parameters;
  private final int side;
  private @Nullable NDArray images;

  DjlInference(WorkOrder order) {
    side = order.network().inputSize();
    model = Model.newInstance("allnet", "PyTorch");
    network = DjlNetwork.block(order.network());
    model.setBlock(network);
    NDManager manager = model.getNDManager();
    network.initialize(manager, DataType.FLOAT32, new Shape(1, 3, side, side));
    DjlNetwork.fill(network, new OnnxWeights(order.onnx()));
    network.freezeParameters(true);
    parameters = new ParameterStore(manager, false);
  }

  @Override
  public void load(List<LabelledCell> batch) {
    if (images != null) {
      images.close();
    }
    images =
        model
            .getNDManager()
            .create(
                FloatBuffer.wrap(PlanarImages.of(batch, side)),
                new Shape(batch.size(), 3, side, side));
  }

  @Override
  public List<double[]> run() {
    try (NDManager scope = model.getNDManager().newSubManager()) {
      NDArray input = java.util.Objects.requireNonNull(images).duplicate();
      input.attach(scope);
      NDList result = network.forward(parameters, new NDList(input), false);
      result.attach(scope);
      return DjlNetwork.rows(result);
    }
  }

  @Override
  public void close() {
    model.close();
  }
}
