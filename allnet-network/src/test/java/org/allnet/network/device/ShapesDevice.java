package org.allnet.network.device;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Device;

/**
 * A device that stands for a GPU where there is none: it knows shapes and no numbers. Like on a
 * GPU, tensors of the host can't be mixed in; and where a program asks for a number, which would
 * make it wait for a GPU, it fails.
 */
public final class ShapesDevice {

  private ShapesDevice() {}

  /** {@return the device} */
  public static ComputeDevice make() {
    try (PointerScope scope = new PointerScope()) {
      return new ComputeDevice(Tensors.handOut(new Device("meta"), null), true);
    }
  }
}
