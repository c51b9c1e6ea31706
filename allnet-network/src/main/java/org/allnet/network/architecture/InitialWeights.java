package org.allnet.network.architecture;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.allnet.network.device.ComputeDevice;
import org.allnet.network.device.Tensors;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * The weights that training starts from, as Keras draws them: Glorot-uniform matrices and kernels
 * (Glorot and Bengio 2010), zero biases, batch norms with weight 1, bias 0, mean 0 and variance 1.
 *
 * <p>Drawn on the heap from a generator of Java's, so that the same seed gives the same weights on
 * every device and thread count.
 */
public final class InitialWeights {

  private static final int CHUNK = 1 << 16;

  private InitialWeights() {}

  /**
   * Draws weights.
   *
   * @param specs the tensors
   * @param seed what they are drawn from
   * @param device where they live
   * @return float32 tensors by name; the caller frees them
   */
  public static Map<String, Tensor> draw(List<TensorSpec> specs, long seed, ComputeDevice device) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    SplittableRandom seeds = new SplittableRandom(seed);
    for (TensorSpec spec : specs) {
      SplittableRandom random = seeds.split();
      try (PointerScope scope = new PointerScope()) {
        Tensor host =
            torch.empty(spec.sizes(), Tensors.options(ScalarType.Float, Tensors.cpu()), null);
        fill(host, spec, random);
        tensors.put(spec.name(), Tensors.handOut(host.to(device.torch(), ScalarType.Float), null));
      }
    }
    return tensors;
  }

  private static void fill(Tensor host, TensorSpec spec, SplittableRandom random) {
    if (spec.shape().size() == 1) {
      boolean one =
          spec.name().endsWith("running_var")
              || (spec.name().endsWith(".weight") && spec.shape().size() == 1);
      host.fill_(new org.bytedeco.pytorch.Scalar(one ? 1.0 : 0.0));
      return;
    }
    long receptive = spec.shape().stream().skip(2).reduce(1L, (a, b) -> a * b);
    double fanIn = spec.shape().get(1) * receptive;
    double fanOut = spec.shape().get(0) * receptive;
    double limit = Math.sqrt(6 / (fanIn + fanOut));
    FloatPointer target = new FloatPointer(host.data_ptr());
    float[] chunk = new float[CHUNK];
    long elements = spec.elements();
    for (long start = 0; start < elements; start += CHUNK) {
      int count = (int) Math.min(CHUNK, elements - start);
      for (int i = 0; i < count; i++) {
        chunk[i] = (float) ((random.nextDouble() * 2 - 1) * limit);
      }
      target.position(start).put(chunk, 0, count);
    }
  }
}
