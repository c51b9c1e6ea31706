package org.allnet.cli.terminal;

import org.allnet.data.OptionException;
import org.allnet.inference.compute.Device;
import picocli.CommandLine.Option;

/** The option that says where a command computes. */
public final class DeviceMixin extends SharedOption {

  @Option(names = "--device", paramLabel = "NAME")
  private String device;

  /** For a command that computes on a GPU if there is one. */
  public DeviceMixin() {
    this(Device.AUTO, "auto, cpu or cuda.");
  }

  /**
   * For another command.
   *
   * @param usual where it computes unless somebody says it
   * @param words which devices it takes
   */
  public DeviceMixin(Device usual, String words) {
    super(words + " Default: " + usual.key() + ".");
    device = usual.key();
  }

  /**
   * Returns the device.
   *
   * @throws OptionException if the name is none of a device
   */
  public Device device() {
    return Device.of(device);
  }
}
