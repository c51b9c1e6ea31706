package org.allnet.network.architecture;

import java.util.List;
import java.util.Map;
import org.allnet.network.window.Window;
import org.bytedeco.pytorch.Tensor;

/**
 * A network with its weights on a device.
 *
 * <p>Images are float32 (batch, 3, size, size), RGB in [0,1], exactly zero outside the foreground
 * window of each; an empty list of windows stands for whole frames. Not thread-safe in training;
 * {@link Inference} is.
 */
public interface Network extends AutoCloseable {

  /** {@return every tensor by its name in the model file; owned by the network} */
  Map<String, Tensor> tensors();

  /** {@return the tensors that are trained, by name, in a fixed order} */
  Map<String, Tensor> trainable();

  /**
   * The forward pass of training: batch statistics, dropout, gradients recorded.
   *
   * @param images the batch
   * @param windows the foreground of each image, or empty
   * @param seed what dropout draws from: the same seed drops the same outputs
   * @return logits (batch, classes), for the caller's scope to free
   */
  Tensor trainingLogits(Tensor images, List<Window> windows, long seed);

  /**
   * Starts to recompute the batch norms' statistics over training images; see {@link
   * StatisticsPass}.
   *
   * @return the pass
   */
  StatisticsPass recomputeStatistics();

  /**
   * Prepares for inference with the weights as they are now.
   *
   * @return what computes logits; close it before the weights change
   */
  Inference inference();

  /** Frees the weights. */
  @Override
  void close();

  /** A pass over training images that ends in new batch-norm statistics. */
  interface StatisticsPass extends AutoCloseable {

    /**
     * Takes a batch into account: dropout off, batch statistics on.
     *
     * @param images the batch
     * @param windows the foreground of each image, or empty
     */
    void add(Tensor images, List<Window> windows);

    /** Replaces the statistics by those of all images that were added; nothing if none was. */
    void finish();

    @Override
    void close();
  }

  /** Inference with fixed weights. Thread-safe until closed. */
  interface Inference extends AutoCloseable {

    /**
     * The forward pass without gradients and without dropout.
     *
     * @param images the batch
     * @param windows the foreground of each image, or empty for whole frames
     * @return logits (batch, classes), for the caller's scope to free
     */
    Tensor logits(Tensor images, List<Window> windows);

    @Override
    void close();
  }
}
