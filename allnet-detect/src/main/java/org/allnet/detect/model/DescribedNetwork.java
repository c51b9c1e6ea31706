package org.allnet.detect.model;

import org.allnet.inference.network.architecture.NetworkOptions;
import org.allnet.inference.network.architecture.NetworkPlan;

/** What the description of a detector or a segmenter says of its network. */
public interface DescribedNetwork {

  /** {@return the name of the network} */
  String network();

  /** {@return the network it describes} */
  NetworkOptions options();

  /** {@return how many numbers of its network are trained} */
  default long trainable() {
    return new NetworkPlan(options()).trainable();
  }

  /** {@return how many numbers its network has, the batch norms' statistics included} */
  default long parameters() {
    return new NetworkPlan(options()).parameters();
  }
}
