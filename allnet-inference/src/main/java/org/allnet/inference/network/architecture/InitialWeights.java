package org.allnet.inference.network.architecture;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import org.allnet.inference.engine.device.ComputeDevice;
import org.allnet.inference.engine.device.Tensors;
import org.allnet.inference.network.architecture.Architecture.Initial;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * The weights that training starts from; biases are zero, normalisations begin with weight 1, bias
 * 0, mean 0 and variance 1.
 *
 * <p>Drawn on the heap from a generator of Java's, so that the same seed gives the same weights on
 * every device and thread count.
 */
public final class InitialWeights {

  private static final int CHUNK = 1 << 16;

  /** Where a normal distribution is cut, in deviations. */
  private static final double CUT = 2;

  private static final double TRUNCATED_DEVIATION = 0.02;

  private InitialWeights() {}

  /**
   * Draws weights.
   *
   * @param specs the tensors
   * @param initial how
   * @param seed what they are drawn from
   * @param device where they live
   * @return float32 tensors by name; the caller frees them
   */
  public static Map<String, Tensor> draw(
      List<TensorSpec> specs, Initial initial, long seed, ComputeDevice device) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    SplittableRandom seeds = new SplittableRandom(seed);
    for (TensorSpec spec : specs) {
      SplittableRandom random = seeds.split();
      try (PointerScope scope = new PointerScope()) {
        Tensor host =
            torch.empty(spec.sizes(), Tensors.options(ScalarType.Float, Tensors.cpu()), null);
        fill(host, spec, initial, random);
        tensors.put(spec.name(), Tensors.handOut(host.to(device.torch(), ScalarType.Float), null));
      }
    }
    return tensors;
  }

  private static void fill(Tensor host, TensorSpec spec, Initial initial, SplittableRandom random) {
    if (spec.shape().size() == 1) {
      boolean one = spec.name().endsWith("running_var") || spec.name().endsWith(".weight");
      host.fill_(new Scalar(one ? 1.0 : 0.0));
      return;
    }
    DoubleSupplier draw = distribution(spec, initial, random);
    FloatPointer target = new FloatPointer(host.data_ptr());
    float[] chunk = new float[CHUNK];
    long elements = spec.elements();
    for (long start = 0; start < elements; start += CHUNK) {
      int count = (int) Math.min(CHUNK, elements - start);
      for (int i = 0; i < count; i++) {
        chunk[i] = (float) draw.getAsDouble();
      }
      target.position(start).put(chunk, 0, count);
    }
  }

  private static DoubleSupplier distribution(
      TensorSpec spec, Initial initial, SplittableRandom random) {
    long receptive = spec.shape().stream().skip(2).reduce(1L, (a, b) -> a * b);
    double fanIn = spec.shape().get(1) * receptive;
    double fanOut = spec.shape().get(0) * receptive;
    boolean convolution = spec.shape().size() == 4;
    if (initial == Initial.TRUNCATED && !convolution) {
      return () -> {
        double value = random.nextGaussian();
        while (Math.abs(value) > CUT) {
          value = random.nextGaussian();
        }
        return value * TRUNCATED_DEVIATION;
      };
    }
    if (initial == Initial.HE && convolution) {
      double deviation = Math.sqrt(2 / fanOut);
      return () -> random.nextGaussian() * deviation;
    }
    double limit =
        initial == Initial.GLOROT ? Math.sqrt(6 / (fanIn + fanOut)) : Math.sqrt(1 / fanIn);
    return () -> (random.nextDouble() * 2 - 1) * limit;
  }
}
