package org.allnet.inference.engine.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.allnet.inference.compute.Device;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineLibrariesTest {

  /**
   * A start of its own: says how the libraries were loaded, adds three ones, and looks for NNPACK.
   */
  public static final class Start {

    private Start() {}

    public static void main(String[] arguments) {
      ComputeDevice.of(Device.CPU);
      try (PointerScope scope = new PointerScope()) {
        System.out.printf(
            "%s %s %s%n",
            System.getProperty("org.bytedeco.javacpp.loadLibraries"),
            torch.ones(3).sum().item_float(),
            Nnpack.find() != null);
      }
    }
  }

  private static String start(Path places) throws IOException, InterruptedException {
    return answer(begun("-D" + EngineLibraries.PROPERTY + "=" + places));
  }

  private static Process begun(String... options) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of(options));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Start.class.getName()));
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  private static String answer(Process process) throws IOException, InterruptedException {
    String output =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    assertThat(process.waitFor()).as(output).isZero();
    return output.lines().reduce((first, last) -> last).orElse("");
  }

  /** What a start says if it finds what this process finds. */
  private static String told(String loads) {
    ComputeDevice.of(Device.CPU);
    return loads + " 3.0 " + (Nnpack.find() != null);
  }

  private static Path remembered(Path folder) {
    assumeThat(Loader.getPlatform()).isEqualTo("linux-x86_64");
    ComputeDevice.of(Device.CPU);
    assumeThat(torch.hasCUDA()).as("a build with CUDA").isFalse();
    Path places = folder.resolve("places");
    EngineLibraries.remember(places);
    assertThat(places).exists();
    return places;
  }

  @TempDir static Path cache;

  private static final List<String> FIRST_ANSWERS = new ArrayList<>();

  /** What three starts at once say that find an empty cache, which they fill. */
  private static List<String> firstAnswers() throws Exception {
    if (FIRST_ANSWERS.isEmpty()) {
      List<Process> processes = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        processes.add(begun(cached(), "-XX:ErrorFile=" + cache.resolve("crash-" + i)));
      }
      for (Process process : processes) {
        FIRST_ANSWERS.add(answer(process));
      }
    }
    return FIRST_ANSWERS;
  }

  private static String cached() {
    return "-Dorg.bytedeco.javacpp.cachedir=" + cache;
  }

  @Test
  void start_severalAtOnceEmptyCache_allLoad() throws Exception {
    assertThat(firstAnswers()).containsOnly(told("null"));
  }

  @Test
  void start_nothingWritable_loadsWhatIsThere() throws Exception {
    String first = firstAnswers().get(0);
    assertThat(Files.deleteIfExists(cache.resolve(EngineLibraries.LOCK))).isTrue();
    Files.createDirectory(cache.resolve(EngineLibraries.LOCK));
    assertThat(answer(begun(cached()))).isEqualTo(first);
  }

  /** What loads is left for the tests of later modules, if the build says where. */
  @Test
  void start_withPlaces_loadsFromThereAndComputes(@TempDir Path folder) throws Exception {
    Path places = remembered(folder);
    assertThat(start(places)).isEqualTo(told("false"));
    String kept = System.getProperty("allnet.tests.engine");
    if (kept != null) {
      Files.copy(places, Path.of(kept), StandardCopyOption.REPLACE_EXISTING);
    }
  }

  @Test
  void start_wrongPlaces_loadsAsTheEngineDoes(@TempDir Path folder) throws Exception {
    Path places = remembered(folder);
    List<String> lines = Files.readAllLines(places);

    Path none = folder.resolve("none");
    assertThat(start(none)).isEqualTo(told("null"));

    List<String> gone = new ArrayList<>(lines);
    gone.set(9, folder.resolve("libc10.so").toString());
    Path moved = Files.write(folder.resolve("moved"), gone);
    assertThat(start(moved)).isEqualTo(told("null"));

    Files.writeString(folder.resolve("libc10.so"), "not a library");
    assertThat(start(moved)).isEqualTo(told("null"));

    Path garbage = Files.write(folder.resolve("garbage"), new byte[] {0, 1, -1, 10, 0});
    assertThat(start(garbage)).isEqualTo(told("null"));
  }
}
