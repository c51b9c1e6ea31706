package org.allnet.data.broken;

import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;

/** Breaks a wall: a file that makes any object it likes. */
public final class ReadsObjects {

  private ReadsObjects() {}

  /** Returns an object. */
  public static Object read(InputStream in) throws IOException, ClassNotFoundException {
    return new ObjectInputStream(in).readObject();
  }
}
