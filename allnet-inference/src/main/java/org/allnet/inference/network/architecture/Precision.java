package org.allnet.inference.network.architecture;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.allnet.data.OptionException;
import org.allnet.data.OptionName;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * The numbers that convolutions, dense layers and the maps between them are computed in. Weights,
 * their gradients and moments, normalisations and the loss are float32 always.
 */
public enum Precision {
  /** 32 bits. */
  FP32("fp32", ScalarType.Float),
  /**
   * 32 bits, of which a GPU's matrix units look at the first 19; on the processor the same as fp32.
   */
  TF32("tf32", ScalarType.Float),
  /** 16 bits with the exponent of 32: half the memory traffic, some three digits. */
  BF16("bf16", ScalarType.BFloat16);

  private final String key;
  private final ScalarType type;

  Precision(String key, ScalarType type) {
    this.key = key;
    this.type = type;
  }

  /** {@return its name in options} */
  public String key() {
    return key;
  }

  /**
   * Finds it by name.
   *
   * @param key a name
   * @throws OptionException if there is none of that name
   */
  public static Precision of(String key) {
    return Arrays.stream(values())
        .filter(value -> value.key.equals(key))
        .findFirst()
        .orElseThrow(
            () ->
                OptionException.unknown(
                    OptionName.PRECISION,
                    key,
                    Arrays.stream(values())
                        .map(Precision::key)
                        .collect(Collectors.joining(" or "))));
  }

  /**
   * The same numbers in this precision; the tensor itself if it is in it already. Float64 stays
   * with 32 bits: a network with weights of float64 computes whole frames in it, to check gradients
   * by.
   */
  Tensor in(Tensor tensor) {
    ScalarType given = tensor.scalar_type().intern();
    boolean stays = given == type || (this == FP32 && given == ScalarType.Double);
    return stays ? tensor : tensor.to(type);
  }
}
