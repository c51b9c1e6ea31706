package org.allnet.detect.model;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.allnet.data.RunException;
import org.allnet.inference.model.Safetensors;
import org.jspecify.annotations.Nullable;

/**
 * The detector that comes with ALLNet: {@code light}, trained on the 882 fields and cells of
 * TXL-PBC's public training part. Its metrics and limits are in {@code docs/detection.md}.
 */
public final class ShippedDetector {

  /** What it is called. */
  public static final String NAME = "txl-light";

  private static final String FILE = NAME + Safetensors.ENDING;

  private static @Nullable Path file;

  private ShippedDetector() {}

  /**
   * Returns the detector's file. The first call of a process copies it out of the program into a
   * temporary folder, which is deleted when the process ends.
   *
   * @throws RunException if there is no room for it
   */
  public static synchronized Path file() {
    Path copied = file;
    if (copied == null || !Files.exists(copied)) {
      copied = copy();
      file = copied;
    }
    return copied;
  }

  private static Path copy() {
    try (InputStream in = ShippedDetector.class.getResourceAsStream(FILE)) {
      if (in == null) {
        throw new IllegalStateException(FILE + " is not in the build");
      }
      Path folder = Files.createTempDirectory("allnet-detector");
      folder.toFile().deleteOnExit();
      Path target = folder.resolve(FILE);
      target.toFile().deleteOnExit();
      Files.copy(in, target);
      return target;
    } catch (IOException e) {
      throw new RunException(
          "the detector that comes with ALLNet can't be copied to the temporary folder %s: %s; free some room there, or name another folder by the environment's JAVA_TOOL_OPTIONS=-Djava.io.tmpdir=FOLDER"
              .formatted(System.getProperty("java.io.tmpdir"), e.getMessage()),
          e);
    }
  }
}
