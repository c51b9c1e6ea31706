package org.allnet.data.broken.two;

import org.allnet.data.broken.one.One;

/** Half of a circle. */
public final class Two {

  /** The other half. */
  public One other;
}
