package org.allnet.training.trainer;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What happened in one epoch.
 *
 * @param fold the fold model, from 1
 * @param network which of the fold model's networks, from 1
 * @param epoch the epoch, from 1
 * @param learningRate the rate of its last step
 * @param trainingLoss mean loss over the training batches, dropout on
 * @param validationLoss mean cross-entropy over the validation images
 * @param validation metrics on the validation images by key; undefined ones are left out
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
    Map<String, Double> validation,
    double seconds,
    double imagesPerSecond,
    boolean best) {

  /** Copies {@code validation}, so that nothing changes it from outside. */
  public EpochRecord {
    validation = Collections.unmodifiableMap(new TreeMap<>(validation));
  }
}
