package org.allnet.spark;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.allnet.data.RunException;
import org.allnet.data.integrity.ImageHashes;
import org.allnet.detect.Detector;
import org.allnet.inference.compute.Device;

/**
 * The detectors that this executor has open: each once, for all of its tasks, until the process
 * ends. Their files stay as long, since a detector reads its own again for tiles.
 */
final class ExecutorDetectors {

  private static final Map<String, Detector> OPEN = new HashMap<>();

  private ExecutorDetectors() {}

  /**
   * Returns a detector, opened at the first call.
   *
   * @param address where the driver serves the file
   * @param sha256 of the file
   * @throws RunException if what arrived is another file, or there is no room for it
   */
  static synchronized Detector get(String address, String sha256) {
    Detector open = OPEN.get(sha256);
    if (open == null) {
      Path arrived = ExecutorModels.fetched(address);
      if (!ImageHashes.sha256(arrived).equals(sha256)) {
        throw RunException.in(arrived, "is not the detector that was sent; start the job again");
      }
      open = Detector.open(arrived, Device.CPU);
      OPEN.put(sha256, open);
    }
    return open;
  }
}
