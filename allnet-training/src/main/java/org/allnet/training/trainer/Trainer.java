package org.allnet.training.trainer;

import java.nio.file.Path;
import java.util.List;
import java.util.function.BiConsumer;
import org.allnet.data.OptionException;
import org.allnet.data.RunException;
import org.allnet.data.Sentence;
import org.allnet.data.dataset.ClassSet;
import org.allnet.inference.engine.group.ProcessGroup;
import org.allnet.inference.model.PretrainedWeights;
import org.allnet.inference.network.architecture.Network;
import org.allnet.inference.network.architecture.NetworkPlan;

/**
 * Trains one network to tell classes, by {@link TaskTrainer}.
 *
 * <p>On a processor, the same seed, data and thread count end in the same weights to the bit,
 * however often the training was stopped and taken up again.
 */
public final class Trainer {

  private final BatchSource source;
  private final NetworkPlan plan;
  private final TrainingOptions options;
  private final long seed;
  private final ClassSet classes;
  private final TrainingListener listener;
  private final ProcessGroup group;

  /**
   * Creates a trainer of a network.
   *
   * @param source makes the batches
   * @param plan the network
   * @param options how to train
   * @param seed what everything random is drawn from
   * @param classes the classes
   * @param listener is told how it goes
   */
  public Trainer(
      BatchSource source,
      NetworkPlan plan,
      TrainingOptions options,
      long seed,
      ClassSet classes,
      TrainingListener listener) {
    this(source, plan, options, seed, classes, listener, ProcessGroup.ALONE);
  }

  /**
   * Creates a trainer that trains together with those of other processes. All of them are made
   * alike and called alike; the first writes the state, and all read it.
   *
   * @param source makes the batches
   * @param plan the network
   * @param options how to train
   * @param seed what everything random is drawn from
   * @param classes the classes
   * @param listener is told how it goes
   * @param group the processes
   */
  public Trainer(
      BatchSource source,
      NetworkPlan plan,
      TrainingOptions options,
      long seed,
      ClassSet classes,
      TrainingListener listener,
      ProcessGroup group) {
    this.group = group;
    this.source = source;
    this.plan = plan;
    this.options = options;
    this.seed = seed;
    this.classes = classes;
    this.listener = listener;
  }

  /**
   * Trains a network, or goes on with one.
   *
   * @param fold what it trains on
   * @param stateFile where its state is kept between epochs
   * @param best is given the network and the epoch whenever the validation loss is the least so far
   * @return what the epochs gave
   * @throws OptionException if a batch is larger than the training set, or has fewer images than
   *     there are processes
   * @throws org.allnet.data.InputException if the state is broken or of another run
   * @throws RunException if the loss is no number or the thread was interrupted; the state of the
   *     last whole epoch stays. Also if another process is gone or has other weights
   */
  public List<EpochRecord> train(
      TrainingFold fold, Path stateFile, BiConsumer<Network, EpochRecord> best) {
    try (ClassificationTask task =
        new ClassificationTask(source, classes, options, fold.training(), group)) {
      return new TaskTrainer<>(task, plan, options, seed, listener)
          .train(
              fold,
              stateFile,
              network -> begin(network, fold),
              (network, epoch) -> {
                if (epoch.best()) {
                  best.accept(network, epoch);
                }
              });
    }
  }

  private void begin(Network network, TrainingFold fold) {
    Path pretrained = fold.pretrained();
    if (pretrained != null) {
      listener.note(
          Sentence.of(
              "%s: %s",
              pretrained, PretrainedWeights.load(pretrained, network, source.device()).text()));
    }
  }
}
