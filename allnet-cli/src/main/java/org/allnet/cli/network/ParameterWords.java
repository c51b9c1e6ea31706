package org.allnet.cli.network;

import java.util.Locale;
import java.util.Map;
import org.allnet.detect.model.DescribedNetwork;

/** How many parameters a stored network has. Published counts are of what is trained. */
final class ParameterWords {

  private ParameterWords() {}

  /** {@return it for a reader} */
  static String of(DescribedNetwork network) {
    return String.format(
        Locale.ROOT,
        "%,d parameters, and %,d running statistics of batch normalisation",
        network.trainable(),
        network.parameters() - network.trainable());
  }

  /**
   * Puts it for a program, by the keys of {@code model list} and of networks.
   *
   * @param map takes all numbers as {@code parameters}, and {@code trainable}
   */
  static void put(Map<String, Object> map, DescribedNetwork network) {
    map.put("parameters", network.parameters());
    map.put("trainable", network.trainable());
  }
}
