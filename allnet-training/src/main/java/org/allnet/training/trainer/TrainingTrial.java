package org.allnet.training.trainer;

import java.util.List;
import java.util.Map;
import org.allnet.data.image.CellPixels;
import org.allnet.data.image.SegmentationMode;
import org.allnet.inference.compute.InferenceMode;
import org.allnet.inference.engine.device.ComputeDevice;
import org.allnet.inference.image.input.ImageBatch;
import org.allnet.inference.image.input.InputOptions;
import org.allnet.inference.network.architecture.Network;
import org.allnet.inference.network.architecture.NetworkOptions;
import org.allnet.inference.network.architecture.NetworkPlan;
import org.allnet.inference.network.architecture.Precision;
import org.allnet.training.trainer.BatchSource.Batch;
import org.allnet.training.trainer.loss.Loss;
import org.allnet.training.trainer.optimiser.Optimiser;
import org.allnet.training.trainer.optimiser.OptimiserOptions;
import org.allnet.training.trainer.schedule.Schedule;
import org.bytedeco.javacpp.PointerScope;

/**
 * Steps of training on given cells, to see what one takes: the same step that {@link Trainer} does,
 * without segmentation, augmentation and validation around it. Not thread-safe; holds native memory
 * until closed.
 */
public final class TrainingTrial implements AutoCloseable {

  private static final double RATE = 1e-4;
  private static final ClassificationLoss LOSS =
      new ClassificationLoss(new Loss.CrossEntropy(0), null);

  private final Network network;
  private final Optimiser optimiser;
  private final ComputeDevice device;
  private final InferenceMode mode;
  private final TrainingOptions training;

  /**
   * Starts with fresh weights.
   *
   * @param options the network
   * @param device where to train
   * @param mode what convolutions may leave out
   * @param precision what layers are computed in; of the whole process if it is tf32
   */
  public TrainingTrial(
      NetworkOptions options, ComputeDevice device, InferenceMode mode, Precision precision) {
    this.device = device;
    this.mode = mode;
    this.training = TrainingOptions.plain(1, 16, RATE, new Schedule.Constant()).with(precision);
    device.allowTf32(precision == Precision.TF32);
    this.network = Network.fresh(new NetworkPlan(options), 1, device);
    this.optimiser = OptimiserOptions.ADAM.make(network.trainable(), Map.of());
    network.trainable().values().forEach(weight -> weight.requires_grad_(true));
  }

  /**
   * Changes the weights by one step and returns the loss before it.
   *
   * @param cells a batch of at least two
   * @param labels the class of each
   * @param seed what dropout draws from
   * @return the mean cross-entropy before the step
   */
  public double step(List<CellPixels> cells, List<Integer> labels, long seed) {
    try (PointerScope scope = new PointerScope()) {
      NetworkOptions options = network.plan().options();
      ImageBatch images =
          InputOptions.segmented(SegmentationMode.NONE)
              .batch(cells, options.inputSize(), device, mode != InferenceMode.EXACT);
      Batch batch = new Batch(images, BatchSource.oneHot(labels, options.classes(), device), null);
      return new TrainingStep(RATE, training.momentum(0, 1), training.precision(), seed)
          .run(network, optimiser, images, outputs -> LOSS.of(outputs, batch))
          .item_float();
    }
  }

  @Override
  public void close() {
    optimiser.close();
    network.close();
  }
}
