package org.allnet.inference.compute;

/** How a network computes its answers: what its convolutions may leave out. */
public enum InferenceMode {
  /** Nothing: whole frames, term by term. */
  EXACT,

  /** What lies outside the foreground's windows: the same numbers, with nothing to prepare. */
  FIRST_RESULT,

  /**
   * The same, and on a processor products of 3 x 3 kernels where Winograd's algorithm is quicker,
   * which rounds in another way. Kernels are transformed at the first images, which pays from some
   * ten images on.
   */
  THROUGHPUT;

  /**
   * {@return the exact mode, or that for many images}
   *
   * @param dense whether whole frames are asked for
   */
  public static InferenceMode unlessDense(boolean dense) {
    return dense ? EXACT : THROUGHPUT;
  }
}
