package org.allnet.inference.engine.layer;

/** What is done to every number alone. */
public enum Activation {
  /** max(x, 0). */
  RELU,
  /** min(max(x, 0), 6). */
  RELU6,
  /** x, or a tenth of it below 0. */
  LEAKY_RELU,
  /** x sigmoid(x) (Elfwing et al. 2018), also called swish. */
  SILU,
  /** min(max(x + 3, 0), 6) / 6 (Howard et al. 2019). */
  HARD_SIGMOID,
  /** x hard-sigmoid(x) (Howard et al. 2019). */
  HARD_SWISH,
  /** 1 / (1 + exp(-x)). */
  SIGMOID,
  /** x tanh(log(1 + exp(x))) (Misra 2020, arXiv 1908.08681). */
  MISH,
  /** exp(x). */
  EXPONENTIAL,
  /** x Phi(x) (Hendrycks and Gimpel 2016), by the error function. */
  GELU
}
