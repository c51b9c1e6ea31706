package org.allnet.data.broken;

/** Breaks a wall: it may be extended, and nobody has thought of that. */
public class Extendable {

  /** Returns how many cells there are. */
  public int cells() {
    return 0;
  }
}
