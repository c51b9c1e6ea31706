package org.allnet.inference.engine.device;

import com.sun.jna.Library;
import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;

/**
 * Lets threads that compute give way to other threads of the process. Java's own priorities do
 * nothing on Linux, so the system is asked there. Thread-safe.
 */
public final class ThreadPriority {

  /** Of the 19 steps down: such a thread gets a tenth of what one gets that has none. */
  private static final int STEPS_DOWN = 10;

  /** What setpriority of Linux takes for one thread, and for the calling one. */
  private static final int OF_A_THREAD = 0;

  private static final int THIS_ONE = 0;

  private static final ThreadLocal<Boolean> LOWERED = ThreadLocal.withInitial(() -> false);

  private static volatile boolean wanted;

  private ThreadPriority() {}

  /** The C function, see sys/resource.h. */
  private interface Functions extends Library {
    int setpriority(int which, int who, int priority);
  }

  private static final class Loaded {
    static final @Nullable Functions SYSTEM =
        SystemFunctions.load(
            Functions.class,
            functions -> {},
            Level.WARNING,
            "threads that compute can't give way to others; JNA needs a folder where it may unpack and load a library, -Djna.tmpdir=FOLDER");
  }

  /** From now on, the calling thread gives way, and so do threads that begin to compute for it. */
  public static void giveWay() {
    wanted = true;
    adopt();
  }

  /** Lets the calling thread give way if others that compute do. */
  public static void adopt() {
    if (wanted && !LOWERED.get()) {
      LOWERED.set(true);
      Thread.currentThread().setPriority(Thread.MIN_PRIORITY);
      Functions system = Loaded.SYSTEM;
      if (system != null) {
        system.setpriority(OF_A_THREAD, THIS_ONE, STEPS_DOWN);
      }
    }
  }
}
