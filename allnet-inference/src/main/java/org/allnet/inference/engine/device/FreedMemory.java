package org.allnet.inference.engine.device;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import com.sun.jna.Platform;
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
    static final @Nullable Functions SYSTEM = load();
  }

  private static @Nullable Functions load() {
    if (!Platform.isLinux()) {
      return null;
    }
    try {
      Functions functions = Native.load(Platform.C_LIBRARY_NAME, Functions.class);
      functions.malloc_trim(new NativeLong(0)); // other C libraries of Linux have none
      return functions;
    } catch (VirtualMachineError e) {
      throw e;
    } catch (RuntimeException | Error e) {
      // No place for JNA's own library, or no such function: JNA throws bare errors.
      System.getLogger(EngineLibraries.LOG).log(Level.DEBUG, "freed memory is kept", e);
      return null;
    }
  }

  /** Gives it back to the system, if the system has a way. Takes some milliseconds. */
  public static void giveBack() {
    Functions system = Loaded.SYSTEM;
    if (system != null) {
      system.malloc_trim(new NativeLong(0));
    }
  }
}
