package org.allnet.inference.engine.group;

import java.util.List;
import org.allnet.data.RunException;
import org.allnet.inference.engine.device.Tensors;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Numbers of the heap that the processes of a group add up. */
public final class GroupNumbers {

  private GroupNumbers() {}

  /**
   * Returns the sums over all processes, place by place; waits until all have called.
   *
   * @param group the processes
   * @param own what this process has, of the same length in all
   * @throws RunException if another process is gone or does not answer in time
   */
  public static double[] sum(ProcessGroup group, double... own) {
    if (group.isAlone()) {
      return own.clone();
    }
    try (PointerScope scope = new PointerScope()) {
      Tensor numbers =
          torch.empty(
              new long[] {own.length}, Tensors.options(ScalarType.Double, Tensors.cpu()), null);
      new DoublePointer(numbers.data_ptr()).put(own, 0, own.length);
      group.sum(List.of(numbers));
      return Tensors.toDoubles(numbers);
    }
  }

  /**
   * Returns whether all processes have the same numbers; the answer is the same in all of them.
   *
   * @param group the processes
   * @param own what this process has: whole numbers below 2<sup>40</sup>
   * @throws RunException if another process is gone or does not answer in time
   */
  public static boolean areEqual(ProcessGroup group, double... own) {
    double[] sums = sum(group, own);
    int others = 0;
    for (int i = 0; i < own.length; i++) {
      if (sums[i] != own[i] * group.size()) {
        others = 1;
      }
    }
    return sum(group, others)[0] == 0;
  }
}
