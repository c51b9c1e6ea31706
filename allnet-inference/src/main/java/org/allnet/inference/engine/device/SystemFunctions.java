package org.allnet.inference.engine.device;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Platform;
import java.lang.System.Logger.Level;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Functions of Linux's C library. */
final class SystemFunctions {

  private SystemFunctions() {}

  /**
   * Returns functions that the system may lack.
   *
   * @param functions their signatures
   * @param first calls one of them, if only that shows that it is there
   * @param level how loud it is said that there are none
   * @param lacking what is said then
   * @return null on other systems than Linux, or if there are none
   */
  static <T extends Library> @Nullable T load(
      Class<T> functions, Consumer<T> first, Level level, String lacking) {
    if (!Platform.isLinux()) {
      return null;
    }
    try {
      T loaded = Native.load(Platform.C_LIBRARY_NAME, functions);
      first.accept(loaded);
      return loaded;
    } catch (VirtualMachineError e) {
      throw e;
    } catch (RuntimeException | Error e) {
      // No place for JNA's own library, or no such function: JNA throws bare errors.
      System.getLogger(EngineLibraries.LOG).log(level, lacking, e);
      return null;
    }
  }
}
