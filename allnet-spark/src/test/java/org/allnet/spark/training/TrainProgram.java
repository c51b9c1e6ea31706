package org.allnet.spark.training;

import java.nio.file.Path;
import java.util.List;
import org.allnet.spark.RealCluster;
import org.allnet.spark.session.ClusterSettings;
import org.allnet.training.run.FoldsApart;
import org.allnet.training.trainer.TrainingListener;

/** A driver of its own: trains a run that was begun on two executors at once. */
final class TrainProgram {

  private TrainProgram() {}

  /** Takes the cluster's address and the run's folder. */
  public static void main(String[] words) {
    Path run = Path.of(words[1]);
    List<String> failures =
        SharedTraining.train(
            new ClusterSettings(words[0], 1, "512m", true, RealCluster.SHORT_LIVED),
            2,
            run,
            FoldsApart.resume(run, TrainingListener.NONE),
            "test",
            ClusterTrainingTest.NoMaps.class,
            System.out::println);
    failures.forEach(System.out::println);
    System.out.println(failures.isEmpty() ? "trained" : "failed");
  }
}
