package org.allnet.inference.engine.group;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.allnet.data.RunException;
import org.allnet.inference.engine.device.Tensors;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.ProcessGroupGloo;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.Work;

/** Processes that Gloo joins. */
final class GlooGroup implements ProcessGroup {

  private final ProcessGroupGloo gloo;
  private final int rank;
  private final int size;
  private final Duration patience;
  private final Meeting meeting;
  private boolean broken;

  GlooGroup(ProcessGroupGloo gloo, int rank, int size, Duration patience, Meeting meeting) {
    this.meeting = meeting;
    this.gloo = gloo;
    this.rank = rank;
    this.size = size;
    this.patience = patience;
  }

  @Override
  public int rank() {
    return rank;
  }

  @Override
  public int size() {
    return size;
  }

  /**
   * Gloo takes memory as it lies, so that all processes have to lay it the same way.
   *
   * @throws RunException if another process is gone or does not answer in time
   */
  @Override
  public void sum(List<Tensor> tensors) {
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      List<Tensor> rows = new ArrayList<>();
      List<Work> works = new ArrayList<>();
      for (Tensor tensor : tensors) {
        Tensor row = laid(tensor).contiguous().to(Tensors.cpu(), tensor.scalar_type().intern());
        rows.add(row);
        works.add(gloo.allreduce(new TensorVector(row)));
      }
      works.forEach(Work::_wait);
      for (int i = 0; i < rows.size(); i++) {
        Tensor place = laid(tensors.get(i));
        if (place.is_cuda() || place.data_ptr().address() != rows.get(i).data_ptr().address()) {
          place.copy_(rows.get(i));
        }
      }
    } catch (RuntimeException e) {
      broken = true;
      throw new RunException(
          "process %d of %d: another process has ended or does not answer for %d s; the last whole epoch is kept, resume the run"
              .formatted(rank + 1, size, patience.toSeconds()),
          e);
    }
  }

  /** A view with the axes in the order that kernels are kept in. */
  private static Tensor laid(Tensor tensor) {
    return tensor.dim() == 4 ? tensor.permute(0, 2, 3, 1) : tensor;
  }

  @Override
  public boolean isBroken() {
    return broken;
  }

  @Override
  public void close() {
    gloo.close();
    meeting.close();
  }
}
