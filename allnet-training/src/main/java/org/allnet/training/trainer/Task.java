package org.allnet.training.trainer;

import java.util.List;
import java.util.Map;
import org.allnet.evaluation.metric.ValidationMetric;
import org.allnet.inference.engine.device.ComputeDevice;
import org.allnet.inference.engine.group.ProcessGroup;
import org.allnet.inference.image.input.ImageBatch;
import org.allnet.inference.network.architecture.Network;
import org.allnet.inference.network.architecture.Outputs;
import org.allnet.training.augmentation.Sample;
import org.bytedeco.pytorch.Tensor;

/**
 * What a network is trained for: what its batches are, what is made small, and how it is validated.
 * {@link TrainingLoop} does the rest, whatever the task.
 *
 * @param <B> a batch with its targets
 */
public interface Task<B> {

  /** {@return where batches are made} */
  ComputeDevice device();

  /**
   * {@return the processes that train together; this one then makes its part of each batch alone,
   * and its losses add up to that of the batch}
   */
  default ProcessGroup group() {
    return ProcessGroup.ALONE;
  }

  /**
   * Is told that an epoch begins.
   *
   * @param epoch which, from 1
   * @param epochs how many there will be
   */
  default void begin(int epoch, int epochs) {}

  /**
   * Makes a batch as validation sees it.
   *
   * @param samples which images and what is done to each
   * @return tensors for the caller's scope to free
   */
  B batch(List<Sample> samples);

  /**
   * Makes a batch that is changed at random: this process's part of it.
   *
   * @param samples which images the whole batch has and what is done to each
   * @param seed what the changes are drawn from
   * @return tensors for the caller's scope to free
   */
  B changed(List<Sample> samples, long seed);

  /**
   * Returns what the network sees of a batch.
   *
   * @param batch a batch of this task
   */
  ImageBatch input(B batch);

  /**
   * Returns what is made small.
   *
   * @param outputs what the network says of a batch
   * @param batch the batch
   * @return a number that gradients flow through, for the caller's scope to free
   */
  Tensor loss(Outputs outputs, B batch);

  /**
   * Validates a network.
   *
   * @param network the network
   * @param samples the validation images
   * @param beforeBatch is run before each batch, and may end the training
   * @throws org.allnet.data.RunException if the loss is no number
   */
  Validation validate(Network network, List<Sample> samples, Runnable beforeBatch);

  /**
   * What validation gave.
   *
   * @param loss mean loss, by which the best epoch is told
   * @param metrics a value for each metric that is defined
   */
  record Validation(double loss, Map<ValidationMetric, Double> metrics) {}
}
