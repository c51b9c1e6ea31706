package org.allnet.inference;

import org.allnet.inference.engine.device.FreedMemory;

/** Memory outside of Java's that computing takes. */
public final class NativeMemory {

  private NativeMemory() {}

  /**
   * Gives back to the system what was freed and is kept for later. For programs that share a
   * machine with others: what is computed next takes it again, so call it after hundreds of images,
   * not after each. Does nothing where the system has no way, as on Windows.
   */
  public static void giveBack() {
    FreedMemory.giveBack();
  }
}
