package org.allnet.benchmark.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.allnet.data.image.CellPixels;
import org.allnet.data.image.SegmentationMode;
import org.allnet.evaluation.calibration.TemperatureScaling;
import org.allnet.evaluation.decision.DecisionRule;
import org.allnet.export.ExportFormat;
import org.allnet.export.ExportRequest;
import org.allnet.export.program.ModelProgram;
import org.allnet.inference.compute.Device;
import org.allnet.inference.compute.InferenceMode;
import org.allnet.inference.engine.device.ComputeDevice;
import org.allnet.inference.model.ModelDescription;
import org.allnet.inference.model.ModelFile;
import org.allnet.inference.model.Provenance;
import org.allnet.inference.network.architecture.Network;
import org.allnet.inference.network.architecture.NetworkOptions;
import org.allnet.inference.network.architecture.NetworkPlan;
import org.allnet.inference.prediction.Predictor;
import org.allnet.testing.RealImages;
import org.assertj.core.data.Offset;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * DJL with PyTorch 2.7.1, in a process of its own, reads what is exported and answers as ALLNet.
 * Two copies of libtorch can't live in one process.
 */
final class DjlReadsExportsTest {

  private static final ComputeDevice CPU = ComputeDevice.of(Device.CPU);
  private static final int SIDE = 60;
  private static final double TEMPERATURE = 0.7;

  @TempDir Path folder;

  @Test
  void archiveAndScript_inDjl_answerAsTheModel() throws Exception {
    Path archive = folder.resolve("cells.zip");
    Path script = folder.resolve("cells.pt");
    List<Path> pictures = new ArrayList<>();
    for (int i = 1; i <= 3; i++) {
      pictures.add(picture(i));
    }
    List<double[]> expected;
    NetworkOptions options = NetworkOptions.allnet(2, SIDE, 0.25, 0.5);
    try (Network network = Network.fresh(new NetworkPlan(options), 5, CPU)) {
      try (PointerScope scope = new PointerScope()) {
        network.tensors().values().stream()
            .filter(tensor -> tensor.dim() == 4)
            .forEach(tensor -> tensor.detach().mul_(new Scalar(3.0)));
      }
      ModelFile model =
          new ModelFile(
              List.of(network),
              ModelDescription.alone(
                  options,
                  List.of("blast", "healthy"),
                  "blast",
                  SegmentationMode.STRETCHED,
                  new DecisionRule(new TemperatureScaling(TEMPERATURE), null, null, null),
                  null,
                  Provenance.untrained(5)));
      ExportRequest request = new ExportRequest(ModelProgram.whole(model), false, null);
      ExportFormat.DJL.write(archive, request);
      ExportFormat.TORCHSCRIPT.write(script, request);
      try (Predictor predictor = Predictor.borrowing(model, CPU, InferenceMode.EXACT)) {
        List<CellPixels> cells = new ArrayList<>();
        for (Path file : pictures) {
          cells.add(RealImages.read(file));
        }
        expected = predictor.probabilities(cells);
      }
    }

    List<String> lines = djl(archive, script, pictures);

    assertThat(lines).hasSize(pictures.size());
    assertThat(Math.abs(expected.get(0)[0] - expected.get(2)[0])).isGreaterThan(1e-3);
    for (int i = 0; i < lines.size(); i++) {
      String[] words = lines.get(i).split(" ");
      double blast = expected.get(i)[0];
      assertThat(words[0]).isEqualTo(blast > 0.5 ? "blast" : "healthy");
      assertThat(Double.parseDouble(words[1])).isCloseTo(blast, Offset.offset(1e-5));
      double odds = (Double.parseDouble(words[2]) - Double.parseDouble(words[3])) / TEMPERATURE;
      assertThat(1 / (1 + Math.exp(-odds))).isCloseTo(blast, Offset.offset(1e-5));
    }
  }

  private Path picture(int number) throws IOException {
    BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
    Graphics2D pen = image.createGraphics();
    pen.setColor(new Color(60 * number, 20 * number, 80 * number));
    pen.fillOval(5, 8, 12 * number, 14 * number);
    pen.setColor(new Color(50 * number, 5, 70 * number));
    pen.fillOval(8, 12, 7 * number, 8 * number);
    pen.dispose();
    Path file = folder.resolve(number + ".png");
    ImageIO.write(image, "png", file.toFile());
    return file;
  }

  private List<String> djl(Path archive, Path script, List<Path> pictures) throws Exception {
    Path peers = Path.of("target", "peers").toAbsolutePath();
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:TieredStopAtLevel=1",
                "-Djava.awt.headless=true",
                "-Dai.djl.offline=true",
                "-DDJL_CACHE_DIR=" + folder.resolve("cache"),
                "-DENGINE_CACHE_DIR=" + peers.resolve("djl"),
                DjlReader.class.getName(),
                archive.toString(),
                script.toString()));
    pictures.forEach(file -> command.add(file.toString()));
    Path log = folder.resolve("djl.log");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.to(log.toFile()));
    builder
        .environment()
        .put(
            "CLASSPATH", System.getProperty("java.class.path") + File.pathSeparator + peers + "/*");
    builder.environment().put("OMP_NUM_THREADS", "1");
    builder.environment().put("OPT_OUT_TRACKING", "true");
    Process process = builder.start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(Files.readString(log)).isZero();
    return out.lines().toList();
  }
}
