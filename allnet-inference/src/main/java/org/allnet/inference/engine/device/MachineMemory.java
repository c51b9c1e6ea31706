package org.allnet.inference.engine.device;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.OptionalLong;
import org.bytedeco.javacpp.Pointer;

/**
 * The memory that a process may use.
 *
 * @param physical bytes of the machine, or of the container that the process is in, if that has
 *     less; empty if the Java machine doesn't know
 * @param heap bytes that Java's objects may take
 * @param process bytes that the process may take in all before the tensor engine refuses to
 *     allocate more, a multiple of Java's memory; empty if it sets no limit
 * @param gpu bytes of a GPU that are free; empty if nothing is computed on one
 */
public record MachineMemory(
    OptionalLong physical, long heap, OptionalLong process, OptionalLong gpu) {

  /** Bytes of Java's memory that the program itself takes, beside images and features. */
  private static final long PROGRAM = 48L << 20;

  /**
   * Returns what there is now. Java knows the memory of Linux, Windows and macOS, and the limits of
   * containers (cgroup v1 and v2).
   *
   * @param device what is computed on
   */
  public static MachineMemory of(ComputeDevice device) {
    long process = Pointer.maxPhysicalBytes();
    return new MachineMemory(
        total(),
        Runtime.getRuntime().maxMemory(),
        process > 0 ? OptionalLong.of(process) : OptionalLong.empty(),
        device.freeMemory());
  }

  /**
   * Returns the bytes that images and features may take of Java's memory: what the program itself
   * leaves, and no more than lasting objects may take. The launcher's collector, the parallel one,
   * keeps these in two thirds of the heap (its {@code NewRatio} is 2).
   *
   * @param heap bytes that Java's objects may take
   */
  public static long forData(long heap) {
    return Math.max(0, Math.min(heap - PROGRAM, heap / 3 * 2));
  }

  /** {@return the bytes that images and features may take of the Java memory that there is} */
  public static long forData() {
    return forData(Runtime.getRuntime().maxMemory());
  }

  /**
   * Returns an amount of memory in words.
   *
   * @param bytes how much
   * @return such as {@code 320 MiB} or, from a gibibyte on, {@code 1.5 GiB}
   */
  public static String text(long bytes) {
    return bytes < 1 << 30
        ? String.format(Locale.ROOT, "%d MiB", (bytes + (1 << 20) - 1) >> 20)
        : String.format(Locale.ROOT, "%.1f GiB", bytes / (double) (1 << 30));
  }

  private static OptionalLong total() {
    OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    return system == null || system.getTotalMemorySize() <= 0
        ? OptionalLong.empty()
        : OptionalLong.of(system.getTotalMemorySize());
  }
}
