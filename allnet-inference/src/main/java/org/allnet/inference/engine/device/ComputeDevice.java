package org.allnet.inference.engine.device;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.allnet.data.Counted;
import org.allnet.data.OptionException;
import org.allnet.data.OptionName;
import org.allnet.data.RunException;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.global.torch;

/**
 * Where tensors are computed: the processor or an NVIDIA GPU. Immutable and thread-safe; lives as
 * long as the process.
 */
public final class ComputeDevice {

  private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

  /** One for each kind, by whether it is a GPU: what the engine calls it is never freed. */
  private static final Map<Boolean, ComputeDevice> KNOWN = new ConcurrentHashMap<>();

  /** Where the driver lists the GPUs. */
  private static final Path GPUS = Path.of("/proc/driver/nvidia/gpus");

  private static final AtomicBoolean TOLD = new AtomicBoolean();

  private final Device device;
  private final boolean cuda;

  ComputeDevice(Device device, boolean cuda) {
    this.device = device;
    this.cuda = cuda;
  }

  /**
   * Returns a meta device, which stands for a GPU if there is none: its tensors have shapes but no
   * data, and reading a value throws. Tests see by it that a program never waits for a GPU.
   */
  public static ComputeDevice meta() {
    try (PointerScope scope = new PointerScope()) {
      return new ComputeDevice(Tensors.handOut(new Device("meta"), null), true);
    }
  }

  /**
   * Finds a device, loading the tensor engine on first use.
   *
   * @param choice which
   * @return the device
   * @throws OptionException if the GPU is asked for and this build or machine has none
   * @throws RunException if the tensor engine's native library can't be loaded
   */
  public static ComputeDevice of(org.allnet.inference.compute.Device choice) {
    boolean cuda = load(choice != org.allnet.inference.compute.Device.CPU);
    if (choice == org.allnet.inference.compute.Device.CUDA && !cuda) {
      throw UnusableGpu.askedFor(torch.hasCUDA());
    }
    if (choice == org.allnet.inference.compute.Device.AUTO && !cuda && Files.isDirectory(GPUS)) {
      tellUnusedGpu();
    }
    ComputeDevice device = KNOWN.computeIfAbsent(cuda, ComputeDevice::detached);
    device.allowTf32(false);
    return device;
  }

  /** Tells once that there is a GPU which nobody will compute on, unless the build has no CUDA. */
  private static void tellUnusedGpu() {
    if (!TOLD.getAndSet(true)) {
      System.getLogger(EngineLibraries.LOG)
          .log(
              torch.hasCUDA() ? Level.WARNING : Level.INFO,
              UnusableGpu.passedOver(torch.hasCUDA()));
    }
  }

  private static boolean load(boolean askForCuda) {
    try {
      EngineLibraries.load();
      return torch.hasCUDA() && askForCuda && torch.cuda_is_available();
    } catch (IOException | LinkageError e) {
      String machine = Loader.getPlatform();
      throw UnloadedEngine.on(machine, EngineLibraries.areThere(machine), e);
    }
  }

  /** Made outside any scope of the caller, since it outlives them all. */
  private static ComputeDevice detached(boolean cuda) {
    try (PointerScope scope = new PointerScope()) {
      Device device =
          cuda ? new Device(torch.DeviceType.CUDA, (byte) 0) : new Device(torch.DeviceType.CPU);
      return new ComputeDevice(Tensors.handOut(device, null), cuda);
    }
  }

  /** {@return the engine's name for it; not to be closed} */
  public Device torch() {
    return device;
  }

  /** {@return whether it is a GPU} */
  public boolean isCuda() {
    return cuda;
  }

  /** {@return bytes of its own memory that are free; empty for the processor or if unknown} */
  public OptionalLong freeMemory() {
    if (!cuda) {
      return OptionalLong.empty();
    }
    try (PointerScope scope = new PointerScope()) {
      return OptionalLong.of(torch.getMemoryInfo((byte) 0).first());
    } catch (RuntimeException e) {
      System.getLogger(EngineLibraries.LOG)
          .log(Level.DEBUG, "the GPU does not say how much of its memory is free", e);
      return OptionalLong.empty();
    }
  }

  /**
   * Lets a GPU's matrix units look at the first 19 of 32 bits, or at all of them, which is so until
   * this is called. Of the whole process; nothing changes on the processor.
   *
   * @param allowed whether they may
   */
  public void allowTf32(boolean allowed) {
    if (cuda) {
      torch.globalContext().setAllowTF32CuBLAS(allowed);
      torch.globalContext().setAllowTF32CuDNN(allowed);
    }
  }

  /**
   * One line for people and for a run's record.
   *
   * @return such as {@code CPU AMD EPYC 7B13, 2 threads, AVX2} or {@code GPU NVIDIA A100 (cuda:0)}
   */
  public String describe() {
    if (cuda) {
      return "GPU " + gpuName() + " (cuda:0)";
    }
    int threads = ParallelTasks.threads();
    try (PointerScope scope = new PointerScope()) {
      return "CPU %s, %s, %s"
          .formatted(
              cpuName(),
              Counted.of(threads, "thread"),
              torch.get_cpu_capability().getString(StandardCharsets.US_ASCII));
    }
  }

  /**
   * Sets how many threads one tensor operation uses on the processor, for the calling thread and
   * threads started later. The same number on the same machine gives the same numbers bit for bit.
   *
   * @param threads 1 to 1024
   * @throws OptionException if it is out of that range
   */
  public void setThreads(int threads) {
    if (threads < 1 || threads > 1024) {
      throw OptionException.outOfRange(OptionName.THREADS.with(threads), "1 to 1024");
    }
    ParallelTasks.setThreads(threads);
  }

  private static String cpuName() {
    if (Files.isReadable(CPU_INFO)) {
      try (Stream<String> lines = Files.lines(CPU_INFO, StandardCharsets.UTF_8)) {
        return lines
            .filter(line -> line.startsWith("model name"))
            .map(line -> line.substring(line.indexOf(':') + 1).strip())
            .findFirst()
            .orElse(architecture());
      } catch (IOException | UncheckedIOException e) {
        return architecture(); // a name is for people; without one the device is the same
      }
    }
    return architecture();
  }

  private static String architecture() {
    return System.getProperty("os.arch", "of unknown kind");
  }

  /** The engine's own mapping of device properties needs CUDA headers: the driver's file has it. */
  private static String gpuName() {
    if (Files.isDirectory(GPUS)) {
      try (Stream<Path> entries = Files.list(GPUS)) {
        Path first = entries.sorted().findFirst().orElse(GPUS);
        return Files.readString(first.resolve("information"))
            .lines()
            .filter(line -> line.startsWith("Model:"))
            .map(line -> line.substring("Model:".length()).strip())
            .findFirst()
            .orElse("NVIDIA");
      } catch (IOException | UncheckedIOException e) {
        return "NVIDIA"; // a name is for people; without one the device is the same
      }
    }
    return "NVIDIA";
  }
}
