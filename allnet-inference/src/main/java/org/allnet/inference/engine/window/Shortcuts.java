package org.allnet.inference.engine.window;

/** What a network's convolutions may leave out when it answers. */
public enum Shortcuts {
  /** Nothing: whole frames, term by term. */
  NONE,

  /** What lies outside the foreground's windows: the same numbers, with nothing to prepare. */
  WINDOWS,

  /**
   * The same, and on a processor products of 3 x 3 kernels where {@link
   * org.allnet.inference.engine.device.Nnpack Winograd's algorithm} is quicker, which rounds in
   * another way. Kernels are transformed at the first images, which pays from some ten images on.
   */
  ALL;

  /**
   * {@return all shortcuts, or none}
   *
   * @param dense whether whole frames are asked for
   */
  public static Shortcuts unlessDense(boolean dense) {
    return dense ? NONE : ALL;
  }
}
