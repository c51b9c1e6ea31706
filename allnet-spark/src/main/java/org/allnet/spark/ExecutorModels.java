package org.allnet.spark;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.allnet.data.InputException;
import org.allnet.data.file.Sha256;
import org.allnet.inference.Classifier;
import org.allnet.inference.compute.Device;
import org.apache.spark.SparkFiles;

/**
 * The models that this executor has open: each once, for all of its tasks, until the process ends.
 * Opening takes a second and the weights are shared, so no task opens its own.
 */
final class ExecutorModels {

  private static final Map<String, Classifier> OPEN = new HashMap<>();

  private ExecutorModels() {}

  /**
   * Returns a model, opened at the first call.
   *
   * @param file the name under which it was sent
   * @param sha256 of the model file
   * @param threads of an operation: the cores of a task
   * @throws InputException if what arrived is another file
   */
  static synchronized Classifier get(String file, String sha256, int threads) {
    Classifier open = OPEN.get(sha256);
    if (open == null) {
      Path arrived = Path.of(SparkFiles.get(file));
      if (!Sha256.ofFile(arrived).equals(sha256)) {
        throw InputException.in(
            arrived, "is not the model that was sent; free the executor's work folder and try again");
      }
      open = Classifier.builder(arrived).device(Device.CPU).threads(threads).open();
      OPEN.put(sha256, open);
    }
    return open;
  }
}
