package org.allnet.data.broken;

/** Breaks a wall: a library that writes to the streams of the process, and ends it. */
public final class Prints {

  private Prints() {}

  /** Says something to whoever looks. */
  public static void print(Exception failure) {
    System.out.println("a result");
    System.err.println("a warning");
    failure.printStackTrace();
    System.exit(1);
  }
}
