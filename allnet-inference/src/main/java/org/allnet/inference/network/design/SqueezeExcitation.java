package org.allnet.inference.network.design;

import org.allnet.inference.engine.layer.Activation;
import org.allnet.inference.engine.layer.Conv;
import org.allnet.inference.engine.layer.Layers;

/**
 * Squeeze-and-excitation (Hu et al. 2018, arXiv 1709.01507): each channel is weighed by what two
 * dense layers make of the means of all channels.
 *
 * @param squeezed features between the two
 * @param inner activation between the two
 * @param gate activation behind the second
 * @param first name of the first
 * @param second name of the second
 */
record SqueezeExcitation(
    int squeezed, Activation inner, Activation gate, String first, String second) {

  /** As first published. */
  static SqueezeExcitation relu(int squeezed) {
    return new SqueezeExcitation(squeezed, Activation.RELU, Activation.SIGMOID, "fc1", "fc2");
  }

  <V> V apply(Layers<V> net, V x) {
    V weights = net.conv(first, net.globalAverage(x), Conv.of(squeezed, 1).withBias());
    weights = net.activation(inner, weights);
    weights = net.conv(second, weights, Conv.of(net.channels(x), 1).withBias());
    return net.multiply(x, net.activation(gate, weights));
  }
}
