package org.allnet.inference.engine.group;

import java.util.List;
import org.allnet.data.RunException;
import org.bytedeco.pytorch.Tensor;

/**
 * Processes that compute one batch together, each a part of it, and add up what they have. All of
 * them make the same calls in the same order. Used by one thread at a time.
 */
public interface ProcessGroup extends AutoCloseable {

  /** A process that computes everything by itself. */
  ProcessGroup ALONE = new Alone();

  /** {@return which process this is, from 0} */
  int rank();

  /** {@return how many processes there are} */
  int size();

  /**
   * Replaces tensors by their sums over all processes (all-reduce). The sums are equal to the bit
   * in all processes.
   *
   * @param tensors dense tensors of one type, on any device, whose shapes are the same in all
   *     processes
   * @throws RunException if another process is gone or does not answer in time
   */
  void sum(List<Tensor> tensors);

  /** {@return whether there is no other process} */
  default boolean isAlone() {
    return size() == 1;
  }

  /** {@return whether this is the process that writes files} */
  default boolean leads() {
    return rank() == 0;
  }

  /** {@return whether a call has failed because of another process} */
  default boolean isBroken() {
    return false;
  }

  /** Leaves the group; calls of the others fail from now on. */
  @Override
  void close();

  /** Nobody else. */
  final class Alone implements ProcessGroup {

    private Alone() {}

    @Override
    public int rank() {
      return 0;
    }

    @Override
    public int size() {
      return 1;
    }

    @Override
    public void sum(List<Tensor> tensors) {}

    @Override
    public void close() {}
  }
}
