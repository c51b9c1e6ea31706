package org.allnet.explain;

import org.jspecify.annotations.Nullable;

/**
 * An image of a data set.
 *
 * @param name its name
 * @param person whose cell it is; null if that is not known
 * @param label its class
 */
public record SetImage(String name, @Nullable String person, String label) {}
