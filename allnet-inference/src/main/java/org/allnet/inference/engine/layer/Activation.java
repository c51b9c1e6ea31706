package org.allnet.inference.engine.layer;

/** What is done to every number alone. */
public enum Activation {
  /** max(x, 0). */
  RELU,
  /** min(max(x, 0), 6). */
  RELU6,
  /** x sigmoid(x) (Elfwing et al. 2018), also called swish. */
  SILU,
  /** min(max(x + 3, 0), 6) / 6 (Howard et al. 2019). */
  HARD_SIGMOID,
  /** x hard-sigmoid(x) (Howard et al. 2019). */
  HARD_SWISH,
  /** 1 / (1 + exp(-x)). */
  SIGMOID,
  /** x Phi(x) (Hendrycks and Gimpel 2016), by the error function. */
  GELU
}
