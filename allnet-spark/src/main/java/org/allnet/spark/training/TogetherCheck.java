package org.allnet.spark.training;

import org.allnet.data.OptionException;
import org.allnet.data.OptionName;
import org.allnet.data.Sentence;
import org.allnet.spark.session.ClusterSettings;

/** Whether executors can train a network together. Needs nothing of Spark. */
public final class TogetherCheck {

  private TogetherCheck() {}

  /**
   * Refuses executors that can't train together.
   *
   * @param settings the cluster
   * @param executors how many executors are wanted
   * @param batch images of a training step
   * @throws OptionException if there is none, if they would be threads of one process, or if they
   *     are more than a batch has images
   */
  public static void require(ClusterSettings settings, int executors, int batch) {
    if (executors < 1) {
      throw OptionException.outOfRange(OptionName.EXECUTORS.with(executors), "1 or more");
    }
    if (settings.isLocal() && executors > 1) {
      throw new OptionException(
          OptionName.EXECUTORS.with(executors),
          Sentence.of(
              "%s: executors of a local master are threads of one process; give %s, or one executor",
              OptionName.EXECUTORS.with(executors), OptionName.MASTER.with("spark://HOST:PORT")));
    }
    if (executors > batch) {
      throw new OptionException(
          OptionName.EXECUTORS.with(executors),
          Sentence.of(
              "%s: each executor needs an image of a batch, which has %d; use fewer executors",
              OptionName.EXECUTORS.with(executors), batch));
    }
  }
}
