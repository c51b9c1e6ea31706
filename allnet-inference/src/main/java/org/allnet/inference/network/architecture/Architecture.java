package org.allnet.inference.network.architecture;

import java.util.function.Function;
import org.allnet.inference.engine.layer.Design;
import org.allnet.inference.engine.layer.DesignOptions;

/**
 * A network that can be made.
 *
 * @param name its name in options and model files
 * @param title its name in print
 * @param paper where it was published
 * @param inputSize side of the input that it was published with
 * @param dropout dropout rate that it was published with
 * @param normalisation what published weights expect of pixels
 * @param initial how its weights are drawn
 * @param design its layers, for options
 */
public record Architecture(
    String name,
    String title,
    String paper,
    int inputSize,
    double dropout,
    Normalisation normalisation,
    Initial initial,
    Function<DesignOptions, Design> design) {

  /** How weights are drawn before training. */
  public enum Initial {
    /** Glorot-uniform (Glorot and Bengio 2010), as Keras does. */
    GLOROT,
    /**
     * Convolutions He-normal by their outputs (He et al. 2015), dense layers uniform within one by
     * the root of their inputs, as torchvision does.
     */
    HE,
    /** Normal with deviation 0.02, cut at twice that (Dosovitskiy et al. 2021). */
    TRUNCATED
  }
}
