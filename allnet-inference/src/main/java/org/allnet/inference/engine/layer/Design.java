package org.allnet.inference.engine.layer;

/** An architecture: how an image becomes logits, written once for every use. */
@FunctionalInterface
public interface Design {

  /**
   * Runs the layers.
   *
   * @param layers what they are made of
   * @param image (3, size, size), or with more channels
   * @param <V> what flows from layer to layer
   * @return logits, (classes)
   */
  <V> V logits(Layers<V> layers, V image);
}
