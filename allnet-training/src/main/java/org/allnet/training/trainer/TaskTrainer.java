package org.allnet.training.trainer;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.allnet.data.Counted;
import org.allnet.data.OptionException;
import org.allnet.data.OptionName;
import org.allnet.data.RunException;
import org.allnet.data.Sentence;
import org.allnet.inference.engine.group.GroupNumbers;
import org.allnet.inference.engine.group.ProcessGroup;
import org.allnet.inference.network.architecture.Network;
import org.allnet.inference.network.architecture.NetworkPlan;
import org.allnet.training.trainer.optimiser.Optimiser;
import org.allnet.training.trainer.optimiser.WeightAverage;

/**
 * Trains one network, whatever for: the epochs of {@link TrainingLoop}, and a state on disk after
 * each from which a later call goes on.
 *
 * <p>On a processor, the same seed, data and thread count end in the same weights to the bit,
 * however often the training was stopped and taken up again.
 *
 * @param <B> a batch of the task
 */
public final class TaskTrainer<B> {

  private static final long WEIGHTS = 3;

  private final Task<B> task;
  private final NetworkPlan plan;
  private final TrainingOptions options;
  private final long seed;
  private final TrainingListener listener;

  /**
   * Creates a trainer of a network.
   *
   * @param task what is trained for
   * @param plan the network
   * @param options how to train
   * @param seed what everything random is drawn from
   * @param listener is told how it goes
   */
  public TaskTrainer(
      Task<B> task,
      NetworkPlan plan,
      TrainingOptions options,
      long seed,
      TrainingListener listener) {
    this.task = task;
    this.plan = plan;
    this.options = options;
    this.seed = seed;
    this.listener = listener;
  }

  /**
   * Trains a network, or goes on with one.
   *
   * @param fold what it trains on
   * @param stateFile where its state is kept between epochs
   * @param begin is given fresh weights before the first epoch
   * @param validated is given the network and the epoch after each
   * @return what the epochs gave
   * @throws OptionException if a batch is larger than the training set, or has fewer images than
   *     processes train together
   * @throws org.allnet.data.InputException if the state is broken or of another run
   * @throws RunException if the loss is no number or the thread was interrupted; the state of the
   *     last whole epoch stays. Also if another process is gone or has other weights
   */
  public List<EpochRecord> train(
      TrainingFold fold,
      Path stateFile,
      Consumer<Network> begin,
      BiConsumer<Network, EpochRecord> validated) {
    options.requireBatch(Counted.of(fold.training().size(), "training image"));
    ProcessGroup group = task.group();
    requireImages(group);
    // The first process may have deleted a state before it came here.
    GroupNumbers.sum(group, 0);
    try (Network network = Network.fresh(plan, fold.seed(seed, WEIGHTS), task.device())) {
      boolean fresh = !Files.exists(stateFile);
      if (fresh) {
        begin.accept(network);
      }
      try (Optimiser optimiser = options.optimiser().make(network.trainable(), factors(network));
          WeightAverage average =
              options.kept().average() == 0
                  ? null
                  : new WeightAverage(network.trainable(), options.kept().average())) {
        List<EpochRecord> history =
            fresh
                ? new ArrayList<>()
                : TrainingState.read(
                    stateFile, fold.run(), network, optimiser, average, task.device());
        EqualWeights.require(group, network, history.size());
        listener.foldStarted(
            fold.number(),
            fold.of(),
            history.size(),
            fold.training().size(),
            fold.validation().size());
        TrainingLoop<B> loop =
            new TrainingLoop<>(
                task,
                options,
                fold,
                seed,
                new TrainingLoop.Parts(network, optimiser, average),
                listener);
        for (int epoch = history.size() + 1; epoch <= options.epochs(); epoch++) {
          EpochRecord record =
              loop.epoch(epoch, history, (done, trained) -> validated.accept(trained, done));
          history.add(record);
          EqualWeights.require(group, network, epoch);
          if (group.leads()) {
            TrainingState.write(stateFile, fold.run(), network, optimiser, average, history);
          }
          listener.epochDone(record, options.epochs());
        }
        return history;
      }
    }
  }

  private void requireImages(ProcessGroup group) {
    if (options.batch() < group.size()) {
      throw new OptionException(
          OptionName.BATCH.with(options.batch()),
          Sentence.of(
              "%s is less than an image for each of %d processes; use a larger batch or fewer processes",
              OptionName.BATCH.with(options.batch()), group.size()));
    }
  }

  private Map<String, Double> factors(Network network) {
    Map<String, Double> factors = new HashMap<>();
    network
        .trainable()
        .keySet()
        .forEach(name -> factors.put(name, options.learningRate().factor(name)));
    return factors;
  }
}
