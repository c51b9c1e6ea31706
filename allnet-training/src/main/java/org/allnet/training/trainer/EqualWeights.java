package org.allnet.training.trainer;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import org.allnet.data.RunException;
import org.allnet.data.file.Sha256;
import org.allnet.inference.engine.device.Tensors;
import org.allnet.inference.engine.group.GroupNumbers;
import org.allnet.inference.engine.group.ProcessGroup;
import org.allnet.inference.network.architecture.Network;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;

/** The check that the networks of all processes are the same one. */
final class EqualWeights {

  private EqualWeights() {}

  /**
   * Refuses networks that are not the same to the bit.
   *
   * @param group the processes; nothing is checked if there is one
   * @param network this process's
   * @param epochs how many epochs it has been trained for
   * @throws RunException if that of another process has other weights, or has been trained for
   *     another number of epochs; in all processes alike
   */
  static void require(ProcessGroup group, Network network, int epochs) {
    if (group.isAlone()) {
      return;
    }
    ByteBuffer hash = ByteBuffer.wrap(hash(network));
    double[] own = new double[1 + hash.capacity() / Integer.BYTES];
    own[0] = epochs;
    for (int i = 1; i < own.length; i++) {
      own[i] = Integer.toUnsignedLong(hash.getInt());
    }
    if (!GroupNumbers.areEqual(group, own)) {
      throw new RunException(
          "after %d epochs the processes have different weights; use machines of one kind with the same data, model files and version of ALLNet, and resume the run"
              .formatted(epochs));
    }
  }

  private static byte[] hash(Network network) {
    MessageDigest digest = Sha256.digest();
    try (PointerScope scope = new PointerScope()) {
      for (Tensor tensor : network.tensors().values()) {
        Tensor memory = tensor.detach();
        Tensor row = memory.dim() == 4 ? memory.permute(0, 2, 3, 1) : memory;
        Tensor host = row.to(Tensors.cpu(), row.scalar_type().intern()).contiguous();
        digest.update(
            new BytePointer(host.data_ptr())
                .capacity(host.numel() * host.element_size())
                .asByteBuffer());
      }
    }
    return digest.digest();
  }
}
