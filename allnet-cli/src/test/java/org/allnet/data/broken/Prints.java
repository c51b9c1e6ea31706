package org.allnet.data.broken;

/** Breaks a wall: a library that writes to a stream of the process. */
public final class Prints {

  private Prints() {}

  /** Says something to whoever looks. */
  public static void print() {
    System.err.println("a warning");
  }
}
