package org.allnet.benchmark.engine;

import java.util.Arrays;
import org.allnet.inference.compute.InferenceMode;

/** What is measured. */
public enum Competitor {
  /** ALLNet on foreground windows, as users get it. */
  ALLNET("allnet"),
  /** ALLNet on whole frames. */
  EXACT("allnet exact"),
  /** ONNX Runtime on the exported model. */
  ONNX_RUNTIME("onnxruntime"),
  /** The same network built of the blocks of DJL, on its PyTorch engine. */
  DJL("djl"),
  /** Nothing but matrix products of the dense network's size. */
  GEMM_FLOOR("gemm floor"),
  /** ALLNet on image files, decoded as it goes. */
  FOLDER("allnet folder"),
  /** Image files to segmented frames, without the network. */
  PREPARATION("allnet preparation"),
  /** Training batches from decoded cells, without the network. */
  BATCHES("allnet batches"),
  /** ALLNet on the same images, decoded before. */
  DECODED("allnet decoded"),
  /** ALLNet's answers about decoded images, as a program gets them. */
  ANSWERS("allnet answers"),
  /** The same of a model that refuses images. */
  REFUSING("allnet refusing"),
  /** Answers with a HiResCAM of each. */
  HIRES_CAM("allnet hirescam"),
  /** Answers about one image again and again, in batches of eight. */
  ONE_IMAGE("allnet one image"),
  /** Kernel SHAP of one image by 512 samples; an image is a sample. */
  SHAP("allnet shap"),
  /** A detector on image files of whole fields. */
  DETECTOR("allnet detector"),
  /**
   * ONNX Runtime on the exported detector, one field after the other on all threads, with ALLNet's
   * own steps before and after.
   */
  ONNX_DETECTOR("onnxruntime detector"),
  /** The same with fields side by side, one thread each, as ALLNet has them. */
  ONNX_SIDE_BY_SIDE("onnxruntime side by side");

  private final String key;

  Competitor(String key) {
    this.key = key;
  }

  /** {@return its name in results} */
  public String key() {
    return key;
  }

  /** {@return whether it is what others are measured beside} */
  public boolean isFirst() {
    return this == ALLNET || this == DETECTOR;
  }

  /** {@return what ALLNet's convolutions may leave out} */
  InferenceMode mode() {
    return this == EXACT ? InferenceMode.EXACT : InferenceMode.THROUGHPUT;
  }

  /**
   * Finds one by its name.
   *
   * @param key as {@link #key} gives it
   * @return the competitor
   */
  public static Competitor of(String key) {
    return Arrays.stream(values())
        .filter(one -> one.key.equals(key))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no such system: " + key));
  }
}
