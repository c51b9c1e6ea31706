package org.allnet.spark.training;

import java.nio.file.Path;
import org.allnet.data.ForeignFailure;
import org.allnet.data.RunException;
import org.allnet.data.Sentence;
import org.allnet.data.WorkProgress;
import org.allnet.training.run.FoldsApart;
import org.allnet.training.run.MapChecker;
import org.allnet.training.trainer.EpochRecord;
import org.allnet.training.trainer.TrainingListener;
import org.allnet.training.trainer.TrainingWork;
import org.apache.spark.api.java.function.Function;

/**
 * What a task does: trains one fold of one run. It is sent to executors, so its fields are plain.
 */
final class TrainFold implements Function<String, String> {

  private static final long serialVersionUID = 1;

  /** Between a run's folder and the number of a fold. */
  static final char BETWEEN = '\n';

  private final String version;
  private final String checker;

  /**
   * A task.
   *
   * @param version ALLNet's version, for model files
   * @param checker the class that measures maps
   */
  TrainFold(String version, Class<? extends MapChecker> checker) {
    this.version = version;
    this.checker = checker.getName();
  }

  /** Trains, and returns what failed; nothing if all went well. */
  @Override
  public String call(String task) {
    int end = task.lastIndexOf(BETWEEN);
    Path run = Path.of(task.substring(0, end));
    int fold = Integer.parseInt(task.substring(end + 1));
    try {
      // What dropout draws is drawn by the process: two folds at once would draw each other's.
      synchronized (TrainFold.class) {
        FoldsApart.train(run, fold, version, maps(), new Silent());
      }
      return "";
    } catch (RuntimeException | OutOfMemoryError e) {
      if (e instanceof RunException failed && failed.isInterrupt()) {
        throw failed;
      }
      return "%s, fold %d: %s".formatted(run, fold, ForeignFailure.words(e));
    }
  }

  /** {@return ALLNet's version, for model files} */
  String version() {
    return version;
  }

  /**
   * {@return what measures maps}
   *
   * @throws RunException if the executor has no such class
   */
  MapChecker maps() {
    try {
      return Class.forName(checker, true, Thread.currentThread().getContextClassLoader())
          .asSubclass(MapChecker.class)
          .getDeclaredConstructor()
          .newInstance();
    } catch (ReflectiveOperationException e) {
      throw new RunException(
          "%s: is not among the classes that executors have".formatted(checker), e);
    }
  }

  /** An executor has nobody to tell. */
  static final class Silent implements TrainingListener {

    @Override
    public void preparing(WorkProgress.Step step, long done, long total) {}

    @Override
    public void runStarted(TrainingWork work) {}

    @Override
    public void foldStarted(
        int fold, int foldModels, int epochsDone, int trainingImages, int validationImages) {}

    @Override
    public void stepDone(int epoch, int imagesDone, int images, double loss) {}

    @Override
    public void epochDone(EpochRecord epoch, int all) {}

    @Override
    public void note(Sentence message) {}
  }
}
