package org.allnet.inference.engine.device;

import java.util.List;
import org.allnet.data.RunException;

/** What is said if the tensor engine's native libraries can't be loaded. */
final class UnloadedEngine {

  /** The machines that the engine's libraries are published for, as their classifiers name them. */
  private static final List<String> MACHINES =
      List.of("linux-x86_64", "linux-arm64", "macosx-arm64", "windows-x86_64");

  private UnloadedEngine() {}

  /**
   * Returns the failure, with what its reader can do on this machine.
   *
   * @param machine system and processor, as the libraries' classifiers name them
   * @param isThere whether the libraries of this machine are on the class path
   * @param failure why they can't be loaded
   */
  static RunException on(String machine, boolean isThere, Throwable failure) {
    return new RunException(
        "tensor engine: its native library can't be loaded on %s (%s); %s"
            .formatted(machine, reason(failure), advice(machine, isThere)),
        failure);
  }

  private static String reason(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    return String.valueOf(root.getMessage()).lines().findFirst().orElse("no reason");
  }

  private static String advice(String machine, boolean isThere) {
    if (!MACHINES.contains(machine)) {
      return "there is none for this machine, use one of " + String.join(", ", MACHINES);
    }
    return isThere
        ? "it is on the class path, so the system lacks what the reason names"
        : "it is not on the class path, add javacpp, openblas and pytorch of org.bytedeco with the classifier "
            + machine;
  }
}
