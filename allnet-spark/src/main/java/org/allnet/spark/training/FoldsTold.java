package org.allnet.spark.training;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;

/**
 * Tells of each fold that an executor is done with, and of each that one lost: training takes
 * hours, and whoever waits wants to know that it goes on.
 */
final class FoldsTold extends SparkListener {

  private final List<String> tasks;
  private final Consumer<String> status;
  private int ended;

  /**
   * Begins before the first fold.
   *
   * @param tasks the folds in the order of their tasks
   * @param status is told, a line each, on a thread of Spark
   */
  FoldsTold(List<String> tasks, Consumer<String> status) {
    this.tasks = tasks;
    this.status = status;
  }

  @Override
  public void onTaskEnd(SparkListenerTaskEnd end) {
    told(end.taskInfo().index(), end.taskInfo().successful());
  }

  synchronized void told(int task, boolean successful) {
    String line = tasks.get(task);
    int between = line.lastIndexOf(TrainFold.BETWEEN);
    String fold =
        "%s, fold %s"
            .formatted(
                Path.of(line.substring(0, between)).getFileName(), line.substring(between + 1));
    if (successful) {
      ended++;
      status.accept("%s: the executor is done (%d of %d)".formatted(fold, ended, tasks.size()));
    } else {
      status.accept(fold + ": its executor was lost; another one goes on with the epoch");
    }
  }
}
