package org.allnet.spark.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What executors' Java is told. */
final class ClusterSessionTest {

  private static String options(int cores, String memory, Map<String, String> further) {
    ClusterSettings settings =
        new ClusterSettings("spark://nobody.invalid:1", cores, memory, false, further);
    return ClusterSession.javaOptions(settings, new SparkConf(false));
  }

  /** What images leave behind takes a quarter of the memory at most: the rest is what is held. */
  @ParameterizedTest
  @CsvSource({"1, 512m, 40", "16, 4352m, 640", "12, 512m, 128", "64, 1g, 256", "2, 1024, 80"})
  void youngMemory_leavesRoomForWhatIsHeld(int cores, String memory, int young) {
    assertThat(options(cores, memory, Map.of()))
        .contains("-Xms%2$dm -XX:NewSize=%1$dm -XX:MaxNewSize=%1$dm ".formatted(young, young + 24));
  }

  @Test
  void memoryOfASetting_counts() {
    assertThat(options(16, "8g", Map.of("spark.executor.memory", "512m")))
        .contains("-XX:MaxNewSize=128m");
  }

  /** Java does not start with two collectors. */
  @Test
  void collectorOfTheCluster_staysTheOnlyOne() {
    String usual = "spark.executor.defaultJavaOptions";

    assertThat(options(1, "512m", Map.of(usual, "-Da=b -XX:+UseG1GC")))
        .doesNotContain("GC")
        .doesNotContain("NewSize")
        .contains("-XX:ActiveProcessorCount=1");
    assertThat(options(1, "512m", Map.of(usual, "-Da=b"))).contains("-XX:+UseSerialGC");
    ClusterSettings settings =
        new ClusterSettings("spark://nobody.invalid:1", 1, "512m", false, Map.of());
    assertThat(
            ClusterSession.javaOptions(
                settings, new SparkConf(false).set(usual, "-XX:+UseParallelGC")))
        .doesNotContain("SerialGC");
  }

  /** This Java takes them without a word, for few cores and for many. */
  @ParameterizedTest
  @CsvSource({"1, 512m", "2, 768m", "64, 16640m", "64, 512m"})
  void options_areTakenByJava(int cores, String memory) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx" + memory);
    command.addAll(Arrays.asList(options(cores, memory, Map.of()).split(" ")));
    command.add("--version");
    Process java = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(java.waitFor()).as(said).isZero();
    assertThat(said).doesNotContainIgnoringCase("warning");
  }
}
