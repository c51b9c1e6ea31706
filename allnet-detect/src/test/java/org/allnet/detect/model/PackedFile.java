package org.allnet.detect.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.BiConsumer;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.allnet.inference.compute.Device;
import org.allnet.inference.engine.device.ComputeDevice;
import org.allnet.inference.network.architecture.Network;
import org.allnet.inference.network.architecture.NetworkOptions;
import org.allnet.inference.network.architecture.NetworkPlan;
import org.allnet.testing.StoredFile;
import org.bytedeco.pytorch.NoGradGuard;

/**
 * A stored file of weights that are 0, compressed since there are many.
 *
 * @param name of the stored file
 */
record PackedFile(String name) {

  /**
   * Returns the file of the newest version; stores it if that is wanted.
   *
   * @param folder where to unpack it
   * @param options the network
   * @param write writes the network to a file
   */
  Path unpacked(Path folder, NetworkOptions options, BiConsumer<Network, Path> write)
      throws IOException {
    if (StoredFile.isToBeStored(name)) {
      Path plain = folder.resolve("new.safetensors");
      try (Network network =
              Network.fresh(new NetworkPlan(options), 1, ComputeDevice.of(Device.CPU));
          NoGradGuard guard = new NoGradGuard()) {
        network.tensors().values().forEach(tensor -> tensor.zero_());
        write.accept(network, plain);
      }
      Path packed = folder.resolve("new.gz");
      try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
        Files.copy(plain, out);
      }
      StoredFile.storeIfMissing(name, packed);
    }
    return unpacked(folder);
  }

  /** Returns the file of an earlier version. */
  Path unpacked(Path folder) throws IOException {
    Path unpacked = folder.resolve("stored.safetensors");
    try (InputStream in = new GZIPInputStream(Files.newInputStream(StoredFile.of(name)))) {
      Files.copy(in, unpacked);
    }
    return unpacked;
  }
}
