package org.allnet.benchmark.engine;

import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Adam;
import ai.djl.training.tracker.Tracker;
import java.nio.FloatBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A training step in DJL as its documentation shows it; the batch lies ready as tensors. */
final class DjlTraining implements Engine {

  private final Model model;
  private final Trainer trainer;
  private final int side;
  private @Nullable NDArray images;
  private @Nullable NDArray labels;

  DjlTraining(WorkOrder order) {
    side = order.network().inputSize();
    model = Model.newInstance("allnet", "PyTorch");
    model.setBlock(DjlNetwork.block(order.network()));
    trainer =
        model.newTrainer(
            new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss())
                .optOptimizer(
                    Adam.builder()
                        .optLearningRateTracker(Tracker.fixed(1e-4f))
                        .optEpsilon(1e-7f)
                        .build()));
    trainer.initialize(new Shape(order.batch(), 3, side, side));
  }

  @Override
  public void load(List<LabelledCell> batch) {
    NDManager manager = model.getNDManager();
    if (images != null) {
      images.close();
    }
    if (labels != null) {
      labels.close();
    }
    images =
        manager.create(
            FloatBuffer.wrap(PlanarImages.of(batch, side)), new Shape(batch.size(), 3, side, side));
    float[] classes = new float[batch.size()];
    for (int i = 0; i < classes.length; i++) {
      classes[i] = batch.get(i).label();
    }
    labels = manager.create(classes);
  }

  @Override
  public List<double[]> run() {
    NDArray input = java.util.Objects.requireNonNull(images);
    NDArray truth = java.util.Objects.requireNonNull(labels);
    double value;
    try (NDManager scope = model.getNDManager().newSubManager()) {
      NDArray batch = input.duplicate();
      batch.attach(scope);
      try (GradientCollector collector = trainer.newGradientCollector()) {
        NDList result = trainer.forward(new NDList(batch));
        result.attach(scope);
        NDArray loss = trainer.getLoss().evaluate(new NDList(truth), result);
        loss.attach(scope);
        collector.backward(loss);
        value = loss.getFloat();
      }
      trainer.step();
    }
    return List.of(new double[] {value});
  }

  @Override
  public void close() {
    trainer.close();
    model.close();
  }
}
