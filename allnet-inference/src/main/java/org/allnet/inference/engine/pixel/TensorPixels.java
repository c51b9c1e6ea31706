package org.allnet.inference.engine.pixel;

import org.allnet.inference.engine.device.Tensors;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Pixel operations as tensor operations, the same on processor and GPU; none waits for the device.
 * Results are freed by the caller's scope. Thread-safe.
 */
public final class TensorPixels implements PixelOperations<Tensor> {

  /** The only one that is needed. */
  public static final TensorPixels INSTANCE = new TensorPixels();

  private static final long[] IMAGE = {1, 2, 3};
  private static final long[] ROW = {1};

  private TensorPixels() {}

  @Override
  public Tensor add(Tensor a, Tensor b) {
    return a.add(b);
  }

  @Override
  public Tensor add(Tensor a, double number) {
    return a.add(new Scalar(number));
  }

  @Override
  public Tensor subtract(Tensor a, Tensor b) {
    return a.sub(b);
  }

  @Override
  public Tensor multiply(Tensor a, Tensor b) {
    return a.mul(b);
  }

  @Override
  public Tensor multiply(Tensor a, double number) {
    return a.mul(new Scalar(number));
  }

  @Override
  public Tensor divide(Tensor a, Tensor b) {
    return a.div(b);
  }

  @Override
  public Tensor atLeast(Tensor a, double number) {
    return a.clamp_min(new Scalar(number));
  }

  @Override
  public Tensor floor(Tensor a) {
    return a.floor();
  }

  @Override
  public Tensor not(Tensor mask) {
    return torch.rsub(mask, new Scalar(1.0));
  }

  @Override
  public Tensor isAbove(Tensor a, double number) {
    return a.gt(new Scalar(number)).to(a.scalar_type());
  }

  @Override
  public Tensor isAbove(Tensor a, Tensor b) {
    return a.gt(b).to(a.scalar_type());
  }

  @Override
  public Tensor isFrom(Tensor a, double number) {
    return a.ge(new Scalar(number)).to(a.scalar_type());
  }

  @Override
  public Tensor isEqual(Tensor a, Tensor b) {
    return a.eq(b).to(a.scalar_type());
  }

  @Override
  public Tensor channel(Tensor images, int index) {
    return images.narrow(1, index, 1);
  }

  /** Plane by plane, which is several times as quick as along an axis with strides. */
  @Override
  public Tensor channelMin(Tensor images) {
    Tensor least = channel(images, 0);
    for (int i = 1; i < images.size(1); i++) {
      least = least.minimum(channel(images, i));
    }
    return least;
  }

  @Override
  public Tensor channelMax(Tensor images) {
    Tensor greatest = channel(images, 0);
    for (int i = 1; i < images.size(1); i++) {
      greatest = torch.maximum(greatest, channel(images, i));
    }
    return greatest;
  }

  @Override
  public Tensor imageMin(Tensor images) {
    return images.amin(IMAGE, true);
  }

  @Override
  public Tensor imageMax(Tensor images) {
    return images.amax(IMAGE, true);
  }

  @Override
  public Tensor channelMean(Tensor images) {
    return images.mean(new long[] {2, 3}, true, new ScalarTypeOptional());
  }

  @Override
  public Tensor centre(Tensor images, int side) {
    long rows = Math.min(side, images.size(2));
    long columns = Math.min(side, images.size(3));
    return images
        .narrow(2, (images.size(2) - rows) / 2, rows)
        .narrow(3, (images.size(3) - columns) / 2, columns);
  }

  /** Filled on the device itself, so that nobody waits for a copy. */
  @Override
  public Tensor perChannel(Tensor images, float[] numbers) {
    Tensor tensor = torch.empty(new long[] {1, numbers.length, 1, 1}, images.options(), null);
    for (int i = 0; i < numbers.length; i++) {
      tensor.narrow(1, i, 1).fill_(new Scalar((double) numbers[i]));
    }
    return tensor;
  }

  @Override
  public Tensor histogram(Tensor images, Tensor counted, int entries) {
    long batch = images.size(0);
    return torch
        .zeros(new long[] {batch, entries}, Tensors.options(ScalarType.Float, images.device()))
        .scatter_add_(1, images.reshape(batch, -1).to(ScalarType.Long), counted.reshape(batch, -1))
        .to(ScalarType.Double);
  }

  @Override
  public Tensor wholeNumbers(Tensor rows, int entries) {
    return torch
        .arange(
            new Scalar(0), new Scalar(entries), Tensors.options(ScalarType.Double, rows.device()))
        .view(1, entries);
  }

  @Override
  public Tensor cumulative(Tensor rows) {
    return rows.cumsum(1);
  }

  @Override
  public Tensor last(Tensor rows, int entries) {
    return rows.narrow(1, entries - 1, 1);
  }

  @Override
  public Tensor rowMin(Tensor rows) {
    return rows.amin(ROW, true);
  }

  @Override
  public Tensor rowMax(Tensor rows) {
    return rows.amax(ROW, true);
  }

  @Override
  public Tensor perImage(Tensor rows) {
    return rows.to(ScalarType.Float).view(rows.size(0), 1, 1, 1);
  }
}
