package org.allnet.inference.engine.layer;

/**
 * The constants of a batch norm (Ioffe and Szegedy 2015).
 *
 * @param epsilon what is added to the variance
 * @param newFraction fraction of a batch's statistics in the running ones
 */
public record Norm(double epsilon, double newFraction) {

  /** PyTorch's. */
  public static final Norm TORCH = new Norm(1e-5, 0.1);

  /** Keras's. */
  public static final Norm KERAS = new Norm(1e-3, 0.01);
}
