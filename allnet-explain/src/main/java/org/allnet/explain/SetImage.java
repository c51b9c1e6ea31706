package org.allnet.explain;

import org.jspecify.annotations.Nullable;

/**
 * An image of a data set.
 *
 * @param name its name
 * @param person whose cell it is; null if that is not known
 * @param label its class; empty if that is not known
 */
public record SetImage(String name, @Nullable String person, String label) {

  /**
   * Returns an image of which nobody said the class or the person.
   *
   * @param name its name
   */
  public static SetImage unlabelled(String name) {
    return new SetImage(name, null, "");
  }
}
