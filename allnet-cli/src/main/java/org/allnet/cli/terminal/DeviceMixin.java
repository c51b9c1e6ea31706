package org.allnet.cli.terminal;

import org.allnet.data.OptionException;
import org.allnet.inference.compute.Device;
import picocli.CommandLine.Option;

/** The option that says where a command computes. */
public final class DeviceMixin {

  @Option(
      names = "--device",
      paramLabel = "NAME",
      defaultValue = "auto",
      description = "auto, cpu or cuda. Default: ${DEFAULT-VALUE}.")
  private String device = "";

  /** For the command line to fill. */
  public DeviceMixin() {}

  /**
   * Returns the device.
   *
   * @throws OptionException if the name is none of a device
   */
  public Device device() {
    return Device.of(device);
  }
}
