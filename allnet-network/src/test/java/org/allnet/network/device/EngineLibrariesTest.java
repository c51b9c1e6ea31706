package org.allnet.network.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineLibrariesTest {

  /** A start of its own: says how the libraries were loaded, and adds three ones. */
  public static final class Start {

    private Start() {}

    public static void main(String[] arguments) {
      ComputeDevice.of("cpu");
      try (PointerScope scope = new PointerScope()) {
        System.out.printf(
            "%s %s%n",
            System.getProperty("org.bytedeco.javacpp.loadLibraries"),
            torch.ones(3).sum().item_float());
      }
    }
  }

  private static String start(Path places) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-D" + EngineLibraries.PROPERTY + "=" + places,
                "-cp",
                System.getProperty("java.class.path"),
                Start.class.getName())
            .redirectErrorStream(true)
            .start();
    String output =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    assertThat(process.waitFor()).as(output).isZero();
    return output.lines().reduce((first, last) -> last).orElse("");
  }

  private static Path remembered(Path folder) {
    assumeThat(Loader.getPlatform()).isEqualTo("linux-x86_64");
    ComputeDevice.of("cpu");
    assumeThat(torch.hasCUDA()).as("a build with CUDA").isFalse();
    Path places = folder.resolve("places");
    EngineLibraries.remember(places);
    assertThat(places).exists();
    return places;
  }

  @Test
  void start_withPlaces_loadsFromThereAndComputes(@TempDir Path folder) throws Exception {
    assertThat(start(remembered(folder))).isEqualTo("false 3.0");
  }

  @Test
  void start_withPlacesThatDoNotDo_loadsAsTheEngineDoes(@TempDir Path folder) throws Exception {
    Path places = remembered(folder);
    List<String> lines = Files.readAllLines(places);

    Path none = folder.resolve("none");
    assertThat(start(none)).isEqualTo("null 3.0");

    List<String> gone = new ArrayList<>(lines);
    gone.set(9, folder.resolve("libc10.so").toString());
    Path moved = Files.write(folder.resolve("moved"), gone);
    assertThat(start(moved)).isEqualTo("null 3.0");

    Files.writeString(folder.resolve("libc10.so"), "not a library");
    assertThat(start(moved)).isEqualTo("null 3.0");

    Path garbage = Files.write(folder.resolve("garbage"), new byte[] {0, 1, -1, 10, 0});
    assertThat(start(garbage)).isEqualTo("null 3.0");
  }
}
