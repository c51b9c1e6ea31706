package org.allnet.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import javax.imageio.ImageIO;
import org.allnet.benchmark.engine.Competitor;
import org.allnet.benchmark.engine.Workload;
import org.allnet.data.OptionException;
import org.allnet.data.OptionName;
import org.allnet.data.RunException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A detector beside ONNX Runtime, on the stored file of a small one. */
final class DetectorBenchmarkTest {

  private static final Path STORED =
      Path.of("../allnet-detect/src/test/resources/formats/detector-1.safetensors.gz");

  @TempDir Path folder;

  private Path detector() throws IOException {
    Path file = folder.resolve("detector.safetensors");
    try (InputStream in = new GZIPInputStream(Files.newInputStream(STORED))) {
      Files.copy(in, file);
    }
    return file;
  }

  private Path field(int number) throws IOException {
    BufferedImage image = new BufferedImage(80, 60, BufferedImage.TYPE_INT_RGB);
    Graphics2D drawing = image.createGraphics();
    drawing.setColor(Color.PINK);
    drawing.fillRect(0, 0, 80, 60);
    drawing.setColor(Color.MAGENTA);
    drawing.fillOval(10 * number, 15, 25, 25);
    drawing.dispose();
    Path file = folder.resolve("field" + number + ".png");
    ImageIO.write(image, "png", file.toFile());
    return file;
  }

  @Test
  void run_bothFindTheSame_andAreMeasured() throws IOException {
    DetectorBenchmark benchmark =
        new DetectorBenchmark(detector(), List.of(field(1), field(3)), 2, true);

    BenchmarkReport report = benchmark.run(ShortLived.launch(), line -> {});

    assertThat(report.failures()).isEmpty();
    assertThat(report.agreement())
        .containsOnlyKeys(Competitor.ONNX_DETECTOR, Competitor.ONNX_SIDE_BY_SIDE);
    assertThat(report.agreement().values()).allMatch(difference -> difference < 1e-4);
    assertThat(report.results())
        .extracting(Measurement::system)
        .containsExactly(
            Competitor.DETECTOR, Competitor.ONNX_DETECTOR, Competitor.ONNX_SIDE_BY_SIDE);
    assertThat(report.results())
        .allMatch(result -> result.task() == Workload.DETECTION && result.rounds().size() == 3);
    assertThat(report.ratios())
        .extracting(Ratio::name)
        .containsExactly(
            "detection: onnxruntime / allnet",
            "detection: onnxruntime side by side / allnet",
            "detection: fields a second, from files to boxes");
    double seconds = report.results().get(0).secondsPerImage().median();
    assertThat(report.ratios().get(2).value() * seconds).isBetween(0.999, 1.001);
  }

  @Test
  void run_fieldThatIsNoImage_isRefused() throws IOException {
    Path broken = Files.writeString(folder.resolve("broken.png"), "no image");
    DetectorBenchmark benchmark = new DetectorBenchmark(detector(), List.of(broken), 1, true);

    assertThatThrownBy(() -> benchmark.run(ShortLived.launch(), line -> {}))
        .isInstanceOf(RunException.class)
        .hasMessageContaining("broken.png");
  }

  @Test
  void fields_areSpreadOverAll() {
    List<Path> many =
        java.util.stream.IntStream.range(0, 320).mapToObj(i -> Path.of(i + ".png")).toList();

    assertThat(new DetectorBenchmark(folder, many, 1, true).fields())
        .hasSize(32)
        .startsWith(Path.of("0.png"), Path.of("10.png"))
        .endsWith(Path.of("310.png"));
    assertThatThrownBy(() -> new DetectorBenchmark(folder, List.of(), 1, true))
        .isInstanceOfSatisfying(
            OptionException.class, e -> assertThat(e.option()).contains(OptionName.DATA))
        .hasMessageContaining("no field");
  }
}
