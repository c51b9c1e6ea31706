package org.allnet.inference.engine.device;

import java.util.List;
import org.allnet.data.GpuLibrary;
import org.allnet.data.OptionException;
import org.allnet.data.OptionName;
import org.allnet.data.OptionValue;
import org.allnet.data.Sentence;
import org.bytedeco.javacpp.Loader;

/** What is said if a GPU can't be used: only what is missing here. */
final class UnusableGpu {

  /** The machines that the library is published for. */
  private static final List<String> MACHINES = List.of("linux-x86_64", "windows-x86_64");

  private static final String DRIVER = "its driver, CUDA 13 and cuDNN 9";

  private UnusableGpu() {}

  /**
   * Returns the failure of a user who asks for a GPU.
   *
   * @param built whether the tensor engine on the class path is that for GPUs
   */
  static OptionException askedFor(boolean built) {
    OptionValue given = OptionName.DEVICE.with("cuda");
    OptionValue processor = OptionName.DEVICE.with("cpu");
    return new OptionException(
        given,
        built
            ? Sentence.of(
                "%s: no GPU is usable; needs an NVIDIA GPU with %s, or use %s",
                given, DRIVER, processor)
            : Sentence.of(
                "%s: no GPU is usable; needs %s, and an NVIDIA GPU with %s, or use %s",
                given, library(), DRIVER, processor));
  }

  /**
   * Returns what is told if there is a GPU and nobody asks for it.
   *
   * @param built whether the tensor engine on the class path is that for GPUs
   */
  static String passedOver(boolean built) {
    return built
        ? "a GPU is there and can't be used; it needs " + DRIVER + ". The processor computes"
        : Sentence.of("a GPU is there and the processor computes; the GPU needs %s", library())
            .toString();
  }

  private static GpuLibrary library() {
    String machine = Loader.getPlatform();
    return new GpuLibrary((MACHINES.contains(machine) ? machine : MACHINES.get(0)) + "-gpu");
  }
}
