package org.allnet.inference.model;

import org.allnet.data.InputException;
import org.allnet.inference.network.architecture.NetworkOptions;

/**
 * One network of a model.
 *
 * @param network what it is
 * @param weight its fraction in the model's answer, against the others', above 0
 */
public record EnsembleMember(NetworkOptions network, double weight) {

  /**
   * Checks the weight.
   *
   * @throws InputException if it is not above 0 and finite
   */
  public EnsembleMember {
    if (!(weight > 0 && weight < Double.POSITIVE_INFINITY)) {
      throw new InputException("weight: " + weight + " is out of range, above 0");
    }
  }

  /** A network that answers alone. */
  public static EnsembleMember alone(NetworkOptions network) {
    return new EnsembleMember(network, 1);
  }
}
