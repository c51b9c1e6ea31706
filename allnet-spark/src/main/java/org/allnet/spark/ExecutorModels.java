package org.allnet.spark;

import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Map;
import org.allnet.data.ForeignFailure;
import org.allnet.data.RunException;
import org.allnet.data.integrity.ImageHashes;
import org.allnet.inference.Classifier;
import org.allnet.inference.NativeMemory;
import org.allnet.inference.compute.Device;
import org.apache.spark.SparkEnv;

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
   * @param address where the driver serves the file
   * @param sha256 of the model file
   * @param threads of an operation: the cores of a task
   * @throws RunException if what arrived is another file, or there is no room for it
   */
  static synchronized Classifier get(String address, String sha256, int threads) {
    Classifier open = OPEN.get(sha256);
    if (open == null) {
      Path arrived = fetched(address);
      try {
        if (!ImageHashes.sha256(arrived).equals(sha256)) {
          throw RunException.in(arrived, "is not the model that was sent; start the job again");
        }
        open = Classifier.builder(arrived).device(Device.CPU).threads(threads).open();
      } finally {
        delete(arrived);
      }
      OPEN.put(sha256, open);
      NativeMemory.giveBack();
    }
    return open;
  }

  /** Fetches a file that the driver serves into the temporary folder. */
  static Path fetched(String address) {
    try {
      Path file = Files.createTempFile("allnet-model", ".safetensors");
      file.toFile().deleteOnExit();
      try (InputStream in = Channels.newInputStream(SparkEnv.get().rpcEnv().openChannel(address))) {
        Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
      }
      return file;
    } catch (IOException e) {
      throw new RunException(
          "the model can't be fetched from the driver into the executor's temporary folder (%s)"
              .formatted(ForeignFailure.words(e)),
          e);
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      System.getLogger("org.allnet.spark").log(Level.DEBUG, file + ": stays until the end", e);
    }
  }
}
