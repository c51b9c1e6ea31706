package org.allnet.training.trainer;

import org.allnet.data.Sentence;
import org.allnet.data.WorkProgress;

/** Is told how a training goes. Calls come from the training thread, but for {@link #preparing}. */
public interface TrainingListener {

  /** A listener that does nothing. */
  TrainingListener NONE = new TrainingListener() {};

  /**
   * The data set is being read and looked at, before a run begins or goes on. Called from any
   * thread, as {@link WorkProgress#reached}.
   *
   * @param step what is done
   * @param done images that are done
   * @param total all images of the step
   */
  default void preparing(WorkProgress.Step step, long done, long total) {}

  /**
   * A run begins or goes on.
   *
   * @param work all that it trains, what was done before included
   */
  default void runStarted(TrainingWork work) {}

  /**
   * A network of a fold model begins or goes on, also one of which all epochs are done.
   *
   * @param fold which, from 1
   * @param foldModels how many there are
   * @param epochsDone epochs that were done before
   * @param trainingImages images an epoch
   * @param validationImages images validated on
   */
  default void foldStarted(
      int fold, int foldModels, int epochsDone, int trainingImages, int validationImages) {}

  /**
   * A step is done.
   *
   * @param epoch the epoch, from 1
   * @param imagesDone training images done in this epoch
   * @param images training images of an epoch
   * @param loss mean loss of the epoch so far
   */
  default void stepDone(int epoch, int imagesDone, int images, double loss) {}

  /**
   * An epoch is done and kept.
   *
   * @param epoch what happened in it
   * @param epochs how many there will be
   */
  default void epochDone(EpochRecord epoch, int epochs) {}

  /**
   * Something the user should know.
   *
   * @param message one line
   */
  default void note(Sentence message) {}
}
