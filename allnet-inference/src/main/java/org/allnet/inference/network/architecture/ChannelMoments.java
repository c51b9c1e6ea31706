package org.allnet.inference.network.architecture;

import java.util.List;
import org.allnet.inference.engine.device.Tensors;
import org.allnet.inference.engine.group.GroupNumbers;
import org.allnet.inference.engine.group.ProcessGroup;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.jspecify.annotations.Nullable;

/** Mean and variance of each channel over any number of maps, summed in double precision. */
final class ChannelMoments implements AutoCloseable {

  private @Nullable Tensor sum;
  private @Nullable Tensor squares;
  private double count;

  /**
   * Takes maps into account.
   *
   * @param maps (batch, channels, height, width)
   */
  void add(Tensor maps) {
    try (PointerScope scope = new PointerScope()) {
      Tensor values = maps.to(ScalarType.Double);
      sum = plus(sum, values.sum(new long[] {0, 2, 3}));
      squares = plus(squares, values.square().sum(new long[] {0, 2, 3}));
      count += maps.size(0) * maps.size(2) * maps.size(3);
    }
  }

  private static Tensor plus(@Nullable Tensor total, Tensor part) {
    if (total == null) {
      return Tensors.handOut(part, null);
    }
    total.add_(part);
    return total;
  }

  /** Adds what the other processes of a group have; each of them has some. */
  void sum(ProcessGroup group) {
    if (group.isAlone() || sum == null || squares == null) {
      return;
    }
    group.sum(List.of(sum, squares));
    count = GroupNumbers.sum(group, count)[0];
  }

  /** Makes them a batch norm's running statistics; nothing if no map was added. */
  void writeTo(BatchNorm norm) {
    if (sum == null || squares == null) {
      return;
    }
    Scalar samples = new Scalar(count);
    Tensor mean = sum.div(samples);
    Tensor variance = squares.div(samples).sub(mean.square());
    norm.runningMean().copy_(mean);
    norm.runningVariance().copy_(variance.clamp_min_(new Scalar(0.0)));
  }

  @Override
  public void close() {
    if (sum != null) {
      sum.releaseReference();
    }
    if (squares != null) {
      squares.releaseReference();
    }
  }
}
