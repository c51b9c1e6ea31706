package org.allnet.data.broken.one;

import org.allnet.data.broken.two.Two;

/** Half of a circle. */
public final class One {

  /** The other half. */
  public Two other;
}
