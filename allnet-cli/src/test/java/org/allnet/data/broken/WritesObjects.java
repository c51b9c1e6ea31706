package org.allnet.data.broken;

import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;

/** Breaks a wall: a file of whatever an object holds. */
public final class WritesObjects {

  private WritesObjects() {}

  /** Writes an object. */
  public static void write(Object cell, OutputStream out) throws IOException {
    new ObjectOutputStream(out).writeObject(cell);
  }
}
