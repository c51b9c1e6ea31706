package org.allnet.inference.model;

import java.nio.file.Path;
import org.allnet.data.InputException;
import org.allnet.inference.engine.device.Tensors;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/** What trained weights can't be: what a download that broke off leaves, and no training gives. */
final class PossibleWeights {

  private static final String VARIANCE = "running_var";

  private static final String MEAN = "running_mean";

  /** Dead filters have no variance either, but hardly more of them beside each other. */
  private static final int DEAD = 8;

  /** Smaller tensors may be zero by chance or by design. */
  private static final int FEW = 64;

  /** A filter may be zero after training, but hardly the last two. */
  private static final int FILTERS = 2;

  /** Of tensors that are not of filters, the last part that is looked at. */
  private static final int PARTS = 8;

  private PossibleWeights() {}

  /**
   * Refuses a tensor that no training gives.
   *
   * @param file the file, for messages
   * @param name the tensor's name in it
   * @param tensor its numbers
   * @throws InputException if weights are zero throughout, at their end or in many filters that
   *     follow each other, a variance is zero throughout or negative, or running statistics have a
   *     hole of zeros
   */
  static void require(Path file, String name, Tensor tensor) {
    boolean variance = name.endsWith(VARIANCE);
    boolean weights = tensor.dim() > 1 || name.endsWith(".weight");
    if ((variance || (weights && tensor.numel() >= FEW)) && !tensor.any().item_bool()) {
      throw brokenOff(file, name, "is of zeros alone");
    }
    if (variance && tensor.lt(new Scalar(0)).any().item_bool()) {
      throw InputException.in(
          file,
          "tensor %s is a variance and has negative numbers; give other weights".formatted(name));
    }
    if (tensor.dim() > 1 && endsInZeros(tensor)) {
      throw brokenOff(file, name, "ends in zeros");
    }
    boolean statistics = tensor.dim() == 1 && (variance || name.endsWith(MEAN));
    if (statistics ? hasHoleOfStatistics(tensor) : tensor.dim() > 1 && hasHole(tensor)) {
      throw brokenOff(file, name, "has a hole of zeros");
    }
  }

  /**
   * Whether many channels that follow each other have statistics of exactly 0. Dead filters have
   * them one by one, and means that are zero throughout were never computed.
   */
  private static boolean hasHoleOfStatistics(Tensor tensor) {
    long channels = tensor.numel();
    long longest = longestRunOfZeros(Tensors.toFloats(tensor));
    return longest < channels && longest > Math.max(DEAD, channels / PARTS);
  }

  private static long longestRunOfZeros(float[] values) {
    long longest = 0;
    long zeros = 0;
    for (float value : values) {
      zeros = value == 0 ? zeros + 1 : 0;
      longest = Math.max(longest, zeros);
    }
    return longest;
  }

  /** Whether filters that follow each other are zero, as if a piece of a download is missing. */
  private static boolean hasHole(Tensor tensor) {
    long filters = tensor.size(0);
    long most = Math.max(FILTERS, filters / PARTS);
    if (filters <= most || tensor.numel() / filters < PARTS) {
      return false;
    }
    return longestRunOfZeros(Tensors.toFloats(tensor.reshape(filters, -1).any(1))) > most;
  }

  private static boolean endsInZeros(Tensor tensor) {
    long all = tensor.numel();
    long last = Math.max(FEW, Math.min(FILTERS * (all / tensor.size(0)), all / PARTS));
    return last < all && !tensor.flatten().narrow(0, all - last, last).any().item_bool();
  }

  private static InputException brokenOff(Path file, String name, String what) {
    return InputException.in(
        file,
        "tensor %s %s, as in a download that broke off; fetch it again".formatted(name, what));
  }
}
