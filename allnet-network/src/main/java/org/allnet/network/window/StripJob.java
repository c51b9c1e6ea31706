package org.allnet.network.window;

import java.util.List;

/**
 * Strips of one size that a stage computes in one call.
 *
 * @param strips at least one, all with sources of one size
 */
record StripJob(List<Strip> strips) {

  StripJob {
    strips = List.copyOf(strips);
  }

  /** {@return rows of each strip's source} */
  int height() {
    return strips.get(0).source().height();
  }

  /** {@return columns of each strip's source} */
  int width() {
    return strips.get(0).source().width();
  }
}
