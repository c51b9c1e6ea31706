package org.allnet.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.allnet.benchmark.engine.Competitor;
import org.allnet.benchmark.engine.Workload;
import org.allnet.data.RunException;
import org.allnet.inference.compute.Device;
import org.allnet.inference.network.architecture.Precision;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run of everything on a tiny network: whatever it takes, all systems answer alike. */
final class BenchmarkTest {

  /**
   * Whether all take turns and answer alike does not depend on how often they do. A round that is
   * not counted would be seen beside one that is.
   */
  private static final Rounds FEW = new Rounds(1, 1);

  private static final Set<Competitor> OF_CELLS =
      EnumSet.complementOf(
          EnumSet.of(Competitor.DETECTOR, Competitor.ONNX_DETECTOR, Competitor.ONNX_SIDE_BY_SIDE));

  @Test
  void run_onAGpuThatIsNotThere_saysWhatIsNeeded() {
    assumeThat(Files.exists(Path.of("/proc/driver/nvidia"))).as("a GPU").isFalse();
    assertThatThrownBy(
            () ->
                Benchmark.run(
                    new BenchmarkOptions(null, Device.CUDA, 1, true, 82, 0.0625, Precision.FP32),
                    ShortLived.launch(),
                    line -> {}))
        .isInstanceOf(RunException.class)
        .hasMessageStartingWith("device cuda: no GPU is usable");
  }

  /** DJL unpacks its engine into a folder, if there is a file. */
  @Test
  @Tag("nightly")
  void run_peerThatFails_isLeftOutAndTheOthersFinish(@TempDir Path peers) throws IOException {
    Files.writeString(peers.resolve("djl"), "in the way");
    for (Path jar : jars()) {
      Files.createSymbolicLink(peers.resolve(jar.getFileName()), jar);
    }

    BenchmarkReport report =
        Benchmark.run(
            new BenchmarkOptions(null, Device.CPU, 1, true, 82, 0.0625, Precision.FP32),
            FEW,
            ShortLived.launch(peers),
            line -> {});

    assertThat(report.failures())
        .hasSize(4)
        .allMatch(line -> line.contains(", djl: left out: djl failed at"));
    for (Competitor system : OF_CELLS) {
      assertThat(report.results().stream().anyMatch(result -> result.system() == system))
          .as(system.key())
          .isEqualTo(system != Competitor.DJL);
    }
    assertThat(report.agreement()).containsKeys(Competitor.EXACT, Competitor.ONNX_RUNTIME);
    assertThat(report.asMap().get("failures")).asList().hasSize(4);
  }

  private static List<Path> jars() throws IOException {
    Path folder = Path.of("target/peers").toAbsolutePath();
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".jar")).toList();
    }
  }

  @Test
  void run_onSyntheticCells_measuresEveryone() {
    List<String> status = new ArrayList<>();

    BenchmarkReport report =
        Benchmark.run(
            new BenchmarkOptions(null, Device.CPU, 1, true, 82, 0.0625, Precision.FP32),
            FEW,
            ShortLived.launch(),
            status::add);

    assertThat(status).isNotEmpty();
    assertThat(report.agreement().keySet())
        .containsExactlyInAnyOrder(Competitor.EXACT, Competitor.ONNX_RUNTIME, Competitor.DJL);
    assertThat(report.agreement().values()).allSatisfy(d -> assertThat(d).isLessThan(1e-4));
    for (Competitor system : OF_CELLS) {
      assertThat(report.results()).anyMatch(result -> result.system() == system);
    }
    assertThat(report.results())
        .filteredOn(result -> result.task() == Workload.TRAINING)
        .extracting(Measurement::system)
        .containsExactly(Competitor.ALLNET, Competitor.EXACT, Competitor.BATCHES, Competitor.DJL);
    assertThat(report.results())
        .allSatisfy(
            result -> {
              assertThat(result.rounds()).hasSize(FEW.counted());
              assertThat(result.secondsPerImage().median()).isPositive();
            });
    assertThat(report.ratios()).hasSizeGreaterThanOrEqualTo(12);
    assertThat(report.results())
        .filteredOn(result -> result.task() == Workload.REFUSAL)
        .extracting(Measurement::system, Measurement::widthText)
        .containsExactly(
            tuple(Competitor.ANSWERS, "0.0625"),
            tuple(Competitor.REFUSING, "0.0625"),
            tuple(Competitor.ANSWERS, "0.015625"),
            tuple(Competitor.REFUSING, "0.015625"));
    assertThat(report.asMap().get("results")).asList().hasSameSizeAs(report.results());
  }
}
