package org.allnet.benchmark;

import java.nio.file.Path;
import org.allnet.data.OptionException;
import org.allnet.data.OptionName;
import org.allnet.inference.compute.Device;
import org.allnet.inference.network.architecture.NetworkOptions;
import org.allnet.inference.network.architecture.Precision;
import org.jspecify.annotations.Nullable;

/**
 * What is measured.
 *
 * @param data a data set whose cells are taken, absent for synthetic ones
 * @param device the processor or a GPU, never {@code AUTO}: a number says what it was measured on
 * @param threads threads of the tensor engines, 1 to 1024
 * @param quick whether few rounds are done, and no curves
 * @param inputSize side of the network's input in pixels
 * @param width factor on its channel counts
 * @param precision what ALLNet's training steps are computed in
 */
public record BenchmarkOptions(
    @Nullable Path data,
    Device device,
    int threads,
    boolean quick,
    int inputSize,
    double width,
    Precision precision) {

  /**
   * Checks device, threads and the network's size.
   *
   * @throws OptionException if {@code device} is {@code AUTO}, {@code threads} is not 1 to 1024,
   *     {@code inputSize} is not 27 to 1024, or {@code width} is not above 0 to 4
   */
  public BenchmarkOptions {
    if (device == Device.AUTO) {
      throw OptionException.unknown(OptionName.DEVICE, device.key(), "cpu or cuda");
    }
    if (threads < 1 || threads > 1024) {
      throw OptionException.outOfRange(OptionName.THREADS.with(threads), "1 to 1024");
    }
    if (inputSize < 27 || inputSize > 1024) {
      throw OptionException.outOfRange(OptionName.INPUT_SIZE.with(inputSize), "27 to 1024 pixels");
    }
    NetworkOptions.allnet(2, inputSize, width, 0.5);
  }

  /**
   * {@return whether peers are measured too: their builds that are fetched are for the processor}
   */
  public boolean withPeers() {
    return device == Device.CPU;
  }

  /** {@return the network, for two classes} */
  public NetworkOptions network() {
    return NetworkOptions.allnet(2, inputSize, width, 0.5);
  }
}
