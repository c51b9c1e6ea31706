package org.allnet.data.duplicate;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Two images of which one is the other's copy; which of them was first can't be known.
 *
 * @param image one image's name
 * @param other the other's
 * @param kinds what would have to be done to the one to make the other; at least one
 * @param correlation of their structures, up to 1
 */
public record CopyPair(String image, String other, Set<CopyKind> kinds, double correlation) {

  /** Copies {@code kinds}, so that nothing changes it from outside. */
  public CopyPair {
    kinds = Collections.unmodifiableSet(EnumSet.copyOf(kinds));
  }

  /** {@return the kinds in words, such as {@code resized, turned}} */
  public String words() {
    return kinds.stream().map(CopyKind::word).collect(Collectors.joining(", "));
  }
}
