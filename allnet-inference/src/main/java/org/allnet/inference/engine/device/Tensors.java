package org.allnet.inference.engine.device;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.DeviceOptional;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.jspecify.annotations.Nullable;

/**
 * Lifetimes of tensors, and the few ways by which numbers enter and leave them. Thread-safe.
 *
 * <p>Native memory is not seen by the garbage collector, so each tensor program runs in its own
 * scope: what it made on the way is freed at its end and only its result goes out.
 */
public final class Tensors {

  private Tensors() {}

  /**
   * Runs a tensor program without gradients and frees everything it made but its result.
   *
   * @param program makes the result; must not hand out any other tensor that it made
   * @return the result. If the caller has an open {@link PointerScope}, that scope frees it; else
   *     the caller closes it
   */
  public static Tensor scoped(Supplier<Tensor> program) {
    PointerScope outer = PointerScope.getInnerScope();
    try (PointerScope scope = new PointerScope();
        NoGradGuard noGrad = new NoGradGuard()) {
      return handOut(program.get(), outer);
    }
  }

  /**
   * Keeps a tensor alive beyond the innermost scope.
   *
   * @param result the tensor
   * @param outer the scope that frees it, or null for the caller to close it
   * @param <P> the kind of native object
   * @return the same tensor
   */
  public static <P extends Pointer> P handOut(P result, @Nullable PointerScope outer) {
    if (outer == null) {
      result.retainReference();
    } else {
      outer.attach(result);
    }
    return result;
  }

  /**
   * Gives a tensor that nobody frees, as {@link #handOut} without a scope leaves it, to a scope.
   *
   * @param tensor the tensor
   * @param scope frees it from now on
   * @param <P> the kind of native object
   * @return the same tensor
   */
  public static <P extends Pointer> P adopt(P tensor, PointerScope scope) {
    scope.attach(tensor);
    tensor.releaseReference();
    return tensor;
  }

  /**
   * Options for a new tensor.
   *
   * @param type the element type
   * @param device where it lives
   * @return the options, for the innermost scope to free
   */
  public static TensorOptions options(ScalarType type, Device device) {
    return new TensorOptions(type).device(new DeviceOptional(device));
  }

  /**
   * Memory of the host for numbers that a device is sent. For a GPU it is locked, so that neither
   * side waits for the transfer.
   *
   * @param type the element type
   * @param device where the numbers will go
   * @param shape the shape
   * @return a tensor on the host, not filled, for the innermost scope to free
   */
  public static Tensor staging(ScalarType type, Device device, long... shape) {
    TensorOptions host = options(type, cpu());
    return torch.empty(
        shape, device.is_cuda() ? host.pinned_memory(new BoolOptional(true)) : host, null);
  }

  /**
   * Sends what is in staging memory; the engine keeps that until it has arrived.
   *
   * @param host made by {@link #staging}
   * @param device where to
   * @return the same numbers there, for the innermost scope to free
   */
  public static Tensor sent(Tensor host, Device device) {
    return host.to(device, host.scalar_type().intern(), device.is_cuda(), false, null);
  }

  /**
   * Copies numbers to the device in one transfer.
   *
   * @param values the numbers, row by row
   * @param device where to
   * @param shape the shape; its product is the number of values
   * @return float32 tensor of that shape, for the innermost scope to free
   */
  public static Tensor ofFloats(float[] values, Device device, long... shape) {
    Tensor host = staging(ScalarType.Float, device, shape);
    new FloatPointer(host.data_ptr()).put(values, 0, values.length);
    return sent(host, device);
  }

  /**
   * Bytes as a tensor of the host.
   *
   * @param values the bytes
   * @return uint8 tensor (bytes), for the innermost scope to free
   */
  public static Tensor ofBytes(byte[] values) {
    Tensor host = torch.empty(new long[] {values.length}, options(ScalarType.Byte, cpu()), null);
    new BytePointer(host.data_ptr()).put(values, 0, values.length);
    return host;
  }

  /**
   * Copies whole numbers to the device in one transfer.
   *
   * @param values the numbers, row by row
   * @param device where to
   * @param shape the shape; its product is the number of values
   * @return int64 tensor of that shape, for the innermost scope to free
   */
  public static Tensor ofLongs(long[] values, Device device, long... shape) {
    Tensor host = staging(ScalarType.Long, device, shape);
    new LongPointer(host.data_ptr()).put(values, 0, values.length);
    return sent(host, device);
  }

  /**
   * Copies a tensor's numbers to the heap, in row-major order.
   *
   * @param tensor any shape, type and device
   * @return its elements as float
   */
  public static float[] toFloats(Tensor tensor) {
    try (PointerScope scope = new PointerScope()) {
      Tensor host = tensor.detach().to(cpu(), ScalarType.Float).contiguous();
      float[] values = new float[Math.toIntExact(host.numel())];
      new FloatPointer(host.data_ptr()).get(values);
      return values;
    }
  }

  /**
   * Copies a tensor's numbers to the heap, in row-major order.
   *
   * @param tensor any shape, type and device
   * @return its elements as double
   */
  public static double[] toDoubles(Tensor tensor) {
    try (PointerScope scope = new PointerScope()) {
      Tensor host = tensor.detach().to(cpu(), ScalarType.Double).contiguous();
      double[] values = new double[Math.toIntExact(host.numel())];
      new DoublePointer(host.data_ptr()).get(values);
      return values;
    }
  }

  /**
   * Copies a tensor's bytes to the heap, in row-major order.
   *
   * @param tensor uint8, any shape and device
   * @return its elements
   */
  public static byte[] toBytes(Tensor tensor) {
    try (PointerScope scope = new PointerScope()) {
      Tensor host = tensor.detach().to(cpu(), ScalarType.Byte).contiguous();
      byte[] values = new byte[Math.toIntExact(host.numel())];
      new BytePointer(host.data_ptr()).get(values);
      return values;
    }
  }

  /**
   * {@return the length of each axis}
   *
   * @param tensor any
   */
  public static List<Long> shape(Tensor tensor) {
    List<Long> axes = new ArrayList<>();
    for (int axis = 0; axis < tensor.dim(); axis++) {
      axes.add(tensor.size(axis));
    }
    return axes;
  }

  /** {@return the host's memory as a device, for the innermost scope to free} */
  public static Device cpu() {
    return new Device(torch.DeviceType.CPU);
  }
}
