package org.allnet.training.trainer;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import java.util.Map;
import org.allnet.evaluation.experiment.ValidationMetrics;
import org.allnet.evaluation.metric.ValidationMetric;

/**
 * What happened in one epoch. It is made by {@link #of}, which names each of its parts.
 *
 * <p>Its components are the keys of a line of {@code metrics.jsonl}, format 1: a component that is
 * moved into a group is another format.
 *
 * @param fold the fold model, from 1
 * @param network which of the fold model's networks, from 1
 * @param epoch the epoch, from 1
 * @param learningRate the rate of its last step
 * @param trainingLoss mean loss over the training batches, dropout on
 * @param validationLoss what the best epoch is told by: of classes the mean cross-entropy over the
 *     validation images
 * @param validation metrics on the validation images; undefined ones are left out
 * @param seconds how long it took, validation included
 * @param imagesPerSecond training images a second, validation and saving not counted
 * @param best whether its validation loss is the least so far
 */
public record EpochRecord(
    int fold,
    int network,
    int epoch,
    double learningRate,
    double trainingLoss,
    double validationLoss,
    @JsonSerialize(keyUsing = ValidationMetrics.Writer.class)
        @JsonDeserialize(keyUsing = ValidationMetrics.Reader.class)
        Map<ValidationMetric, Double> validation,
    double seconds,
    double imagesPerSecond,
    boolean best) {

  /** Copies {@code validation}, so that nothing changes it from outside. */
  public EpochRecord {
    validation = ValidationMetrics.sorted(validation);
  }

  /**
   * Begins with the network and the epoch.
   *
   * @param fold the fold model, from 1
   * @param network which of its networks, from 1
   * @param epoch the epoch, from 1
   * @return a builder of an epoch that gave nothing
   */
  public static Builder of(int fold, int network, int epoch) {
    return new Builder(fold, network, epoch);
  }

  /** What an epoch gave, to be said. Not thread-safe. */
  public static final class Builder {

    private final int fold;
    private final int network;
    private final int epoch;
    private double learningRate;
    private double trainingLoss;
    private Task.Validation validation = new Task.Validation(0, Map.of());
    private double seconds;
    private double imagesPerSecond;
    private boolean best;

    private Builder(int fold, int network, int epoch) {
      this.fold = fold;
      this.network = network;
      this.epoch = epoch;
    }

    /**
     * Sets what training gave.
     *
     * @param rate the rate of the last step
     * @param loss mean loss over the training batches
     * @return this builder
     */
    public Builder trained(double rate, double loss) {
      this.learningRate = rate;
      this.trainingLoss = loss;
      return this;
    }

    /**
     * Sets what validation gave.
     *
     * @param found loss and metrics
     * @return this builder
     */
    public Builder validated(Task.Validation found) {
      this.validation = found;
      return this;
    }

    /**
     * Sets how long it took.
     *
     * @param all seconds, validation included
     * @param rate training images a second
     * @return this builder
     */
    public Builder took(double all, double rate) {
      this.seconds = all;
      this.imagesPerSecond = rate;
      return this;
    }

    /**
     * Sets whether the validation loss is the least so far; it is not if this is not called.
     *
     * @return this builder
     */
    public Builder best(boolean least) {
      this.best = least;
      return this;
    }

    /** {@return the epoch} */
    public EpochRecord build() {
      return new EpochRecord(
          fold,
          network,
          epoch,
          learningRate,
          trainingLoss,
          validation.loss(),
          validation.metrics(),
          seconds,
          imagesPerSecond,
          best);
    }
  }
}
