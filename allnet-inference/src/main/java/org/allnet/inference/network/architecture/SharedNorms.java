package org.allnet.inference.network.architecture;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.allnet.data.RunException;
import org.allnet.inference.engine.device.Tensors;
import org.allnet.inference.engine.group.BatchPart;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.T_TensorTensor_T;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorBase;
import org.bytedeco.pytorch.TensorTensorHook;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.jspecify.annotations.Nullable;

/**
 * The batch norms of one pass over a batch that several processes have parts of. Forward, the
 * processes add up the sums of values and of squares of each channel, in double precision.
 * Backward, they add up the two sums that the gradient by the mean and by the variance needs:
 *
 * <pre>
 *   dL/dx = (g - mean(g) - n * mean(g * n)) / deviation,   n = (x - mean) / deviation
 * </pre>
 *
 * where g is the gradient by n and means are over the whole batch (Ioffe and Szegedy 2015).
 *
 * <p>The engine has one way to step into its backward pass, a function that is given a gradient and
 * is not told of what; but the engine says at which step of the recorded pass it is. It goes back
 * in the reverse order of what was recorded, in all processes alike, so that their sums meet.
 */
final class SharedNorms {

  private final BatchPart part;
  private final @Nullable PointerScope scope = PointerScope.getInnerScope();
  private final Map<Long, Normed> open = new HashMap<>();
  private final Back back = new Back();
  private @Nullable Tensor handed;
  private @Nullable RuntimeException failure;

  /**
   * Begins with no norm.
   *
   * @param part what this process has of the batch
   */
  SharedNorms(BatchPart part) {
    this.part = part;
  }

  /**
   * What came out of a norm before its scale and shift.
   *
   * @param values of this process's images
   * @param count how many values of a channel all processes have
   */
  private record Normed(Tensor values, double count) {}

  /** What the engine calls in its backward pass. */
  private final class Back extends TensorTensorHook {

    @Override
    public TensorBase call(TensorBase gradient) {
      // The engine has taken what it was handed before: one map, and not one of every norm.
      if (scope != null && handed != null) {
        scope.detach(handed);
      }
      try (PointerScope inner = new PointerScope();
          NoGradGuard guard = new NoGradGuard()) {
        Tensor before = gradient(new Tensor(gradient));
        handed = before;
        return scope == null ? before : Tensors.handOut(before, scope);
      }
    }
  }

  /**
   * A batch norm with the statistics of the whole batch.
   *
   * @param map (batch, channels, ...), of this process's images
   * @param norm its tensors
   * @param follow whether the running averages follow
   */
  Tensor apply(Tensor map, BatchNorm norm, boolean follow) {
    PointerScope outer = PointerScope.getInnerScope();
    // Of each norm stay what came out and what its gradient needs, not the maps on the way.
    try (PointerScope inner = new PointerScope()) {
      return Tensors.handOut(normed(map, norm, follow, outer), outer);
    }
  }

  private Tensor normed(Tensor map, BatchNorm norm, boolean follow, @Nullable PointerScope outer) {
    Tensor x = Precision.FP32.in(map);
    ScalarType type = x.scalar_type().intern();
    long[] shape = new long[(int) x.dim()];
    Arrays.fill(shape, 1);
    shape[1] = x.size(1);
    long places = x.numel() / x.size(0) / x.size(1);
    double count = (double) part.together() * places;
    Tensor mean;
    Tensor scale;
    try (NoGradGuard guard = new NoGradGuard()) {
      T_TensorTensor_T own = torch.var_mean(x.detach(), axes(x), false, false);
      Tensor ownMean = own.get1().to(ScalarType.Double);
      Tensor squares = own.get0().to(ScalarType.Double).add(ownMean.square());
      Tensor sums =
          torch
              .stack(new TensorVector(ownMean, squares))
              .mul_(new Scalar((double) (x.size(0) * places)));
      part.group().sum(List.of(sums));
      sums.div_(new Scalar(count));
      mean = sums.select(0, 0);
      Tensor variance = sums.select(0, 1).sub(mean.square()).clamp_min_(new Scalar(0.0));
      scale = variance.add(new Scalar(norm.constants().epsilon())).rsqrt_();
      if (follow) {
        double batch = (double) part.of() * places;
        follow(norm.runningMean(), mean, norm);
        follow(norm.runningVariance(), variance.mul(new Scalar(batch / (batch - 1))), norm);
      }
    }
    Tensor values = x.sub(mean.to(type).view(shape)).mul(scale.to(type).view(shape));
    if (values.requires_grad()) {
      open.put(
          values.grad_fn().sequence_nr(),
          new Normed(Tensors.handOut(values.detach(), outer), count));
      values.register_hook(back);
    }
    return values.mul(norm.weight().view(shape)).add(norm.bias().view(shape));
  }

  private static void follow(Tensor running, Tensor batch, BatchNorm norm) {
    double fraction = norm.constants().newFraction();
    running
        .mul_(new Scalar(1 - fraction))
        .add_(batch.to(running.scalar_type().intern()), new Scalar(fraction));
  }

  /** All axes but that of the channels. */
  private static long[] axes(Tensor x) {
    long[] axes = new long[(int) x.dim() - 1];
    for (int axis = 1; axis < axes.length; axis++) {
      axes[axis] = axis + 1L;
    }
    return axes;
  }

  /** No failure goes through the engine: it is kept, and what comes after it is left out. */
  private Tensor gradient(Tensor gradient) {
    if (failure != null) {
      return gradient;
    }
    try {
      Normed normed = open.remove(torch.get_current_node().sequence_nr());
      if (normed == null || !Tensors.shape(normed.values()).equals(Tensors.shape(gradient))) {
        throw new IllegalStateException("a gradient of no batch norm that is open");
      }
      Tensor values = normed.values();
      long[] axes = axes(values);
      ScalarTypeOptional precise = new ScalarTypeOptional(ScalarType.Double);
      Tensor sums =
          torch.stack(
              new TensorVector(
                  gradient.sum(axes, true, precise),
                  gradient.mul(values).sum(axes, true, precise)));
      part.group().sum(List.of(sums));
      Tensor means = sums.div_(new Scalar(normed.count())).to(values.scalar_type().intern());
      return gradient.sub(means.select(0, 0)).sub_(values.mul(means.select(0, 1)));
    } catch (RuntimeException e) {
      failure = e;
      return gradient;
    }
  }

  /**
   * Is told that the backward pass is over.
   *
   * @throws RunException if another process was gone in it
   */
  void finish() {
    if (failure != null) {
      throw failure;
    }
    if (!open.isEmpty()) {
      throw new IllegalStateException(open.size() + " batch norms had no gradient");
    }
  }
}
