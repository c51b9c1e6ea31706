package org.allnet.inference.engine.device;

import com.sun.jna.Library;
import com.sun.jna.NativeLong;
import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;

/**
 * Native memory that nobody holds any more, and that the C library keeps for later. Maps of many
 * images leave it in pieces, so that a process that computes for hours takes more and more.
 */
public final class FreedMemory {

  private FreedMemory() {}

  /** The C function of glibc, see malloc.h. */
  private interface Functions extends Library {
    int malloc_trim(NativeLong kept);
  }

  private static final class Loaded {
    static final @Nullable Functions SYSTEM =
        SystemFunctions.load(
            Functions.class,
            functions ->
                functions.malloc_trim(new NativeLong(0)), // other C libraries of Linux have none
            Level.DEBUG,
            "freed memory is kept");
  }

  /** Gives it back to the system, if the system has a way. Takes some milliseconds. */
  public static void giveBack() {
    Functions system = Loaded.SYSTEM;
    if (system != null) {
      system.malloc_trim(new NativeLong(0));
    }
  }
}
