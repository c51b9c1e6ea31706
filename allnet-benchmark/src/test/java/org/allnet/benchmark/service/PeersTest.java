package org.allnet.benchmark.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.allnet.benchmark.worker.AnsweringProcess;
import org.allnet.benchmark.worker.UntrainedModel;
import org.allnet.data.RunException;
import org.allnet.inference.Classifier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Other services beside ALLNet's: their files, what is told of one that is missing, ratios. */
final class PeersTest {

  private static final int SIDE = 27;

  @TempDir Path folder;

  @Test
  void folder_getsWhatIsMissingAndKeepsTheRest() throws IOException {
    Path place = folder.resolve("new");
    assertThat(PeerFolder.lay(place).changed()).isEmpty();
    assertThat(place.resolve("package-lock.json"))
        .content()
        .contains("\"fastify\": \"5.", "\"onnxruntime-node\": \"1.")
        .as("no address of a registry")
        .doesNotContain("\"resolved\"");
    assertThat(place.resolve(".npmrc")).content().contains("ignore-scripts=true");
    Files.writeString(place.resolve("server.py"), "quicker");
    Files.delete(place.resolve("server.mjs"));

    assertThat(PeerFolder.lay(place).changed()).containsExactly("server.py");

    assertThat(place.resolve("server.py")).hasContent("quicker");
    assertThat(place.resolve("server.mjs")).isNotEmptyFile();
    Path file = Files.writeString(folder.resolve("file"), "mine");
    assertThatThrownBy(() -> PeerFolder.lay(file))
        .isInstanceOf(RunException.class)
        .hasMessageContaining("file: is no folder");
  }

  @Test
  void programThatIsMissing_isNamed() {
    assertThatThrownBy(
            () ->
                AnsweringProcess.start(
                    new ProcessBuilder("no-such-program"), folder.resolve("log")))
        .isInstanceOf(RunException.class)
        .hasMessage("no-such-program can't be started");
  }

  /** A real Node in a folder in which npm was not run. */
  @Test
  void packageThatIsMissing_isNamed() {
    assumeThat(hasProgram("node", "-v")).as("node is installed").isTrue();
    PeerFolder peers = PeerFolder.lay(folder.resolve("peers"));
    Path log = folder.resolve("log");
    try (AnsweringProcess process =
        AnsweringProcess.start(peers.program(Peer.FASTIFY, List.of("m", "27", "1", "8")), log)) {
      assertThatThrownBy(process::answer)
          .isInstanceOf(RunException.class)
          .hasMessageContaining("fastify")
          .hasMessageNotContaining("\n");
    }
    assertThat(Peer.FASTIFY.install()).contains("npm ci");
  }

  /** By Debian's FastAPI and PyTorch, if they are installed, on a picture of the network's size. */
  @Test
  void fastApi_saysWhatTheClassifierSays() throws IOException {
    String installed =
        "from importlib.util import find_spec as f;"
            + " exit(not all(map(f, ('fastapi', 'uvicorn', 'torch', 'PIL'))))";
    assumeThat(hasProgram("/usr/bin/python3", "-c", installed))
        .as("FastAPI and PyTorch are installed")
        .isTrue();
    Path model = folder.resolve("model.safetensors");
    UntrainedModel.write(model, SIDE, 0.25);
    JsonNode said = PeerModels.write(folder, model);
    assertThat(said.path("side").asInt()).isEqualTo(SIDE);
    PeerFolder peers = PeerFolder.lay(folder.resolve("peers"));
    List<String> classes = List.of("lymphocyte", "lymphoblast");
    List<String> words = new ArrayList<>(List.of(folder.resolve("model.pt").toString()));
    words.addAll(List.of(String.valueOf(SIDE), "1", "8"));
    words.addAll(classes);
    Path log = folder.resolve("log");
    try (Classifier classifier = Classifier.open(model);
        AnsweringProcess process =
            AnsweringProcess.start(peers.program(Peer.FASTAPI, words), log)) {
      AskedServer server = PeerBenchmark.asked(Peer.FASTAPI, process);
      List<double[]> all = new ArrayList<>();
      for (Color colour : List.of(new Color(150, 60, 170), new Color(40, 200, 90))) {
        byte[] picture = picture(colour);
        Map<String, Double> own = classifier.classify(picture, "cell").probabilities();
        double[] theirs = server.probabilities(picture, classes);
        assertThat(theirs[0]).isCloseTo(own.get("lymphocyte"), within(1e-5));
        assertThat(theirs[1]).isCloseTo(own.get("lymphoblast"), within(1e-5));
        all.add(theirs);
      }
      assertThat(PeerBenchmark.greatest(all.subList(0, 1), all.subList(1, 2)))
          .as("else any answer would do")
          .isGreaterThan(1e-4);
      assertThat(server.probabilities(picture(Color.RED), List.of("none"))[0]).isNaN();
    }
  }

  private static byte[] picture(Color colour) throws IOException {
    BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(colour);
    graphics.fillOval(3, 5, 18, 15);
    graphics.dispose();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(image, "png", bytes);
    return bytes.toByteArray();
  }

  private static boolean hasProgram(String... words) {
    try {
      return new ProcessBuilder(words)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Test
  void differenceOfMissingAnswer_isNoNumber() {
    List<double[]> own = List.of(new double[] {0.25, 0.75});
    assertThat(PeerBenchmark.greatest(own, List.of(new double[] {0.5, 0.75}))).isEqualTo(0.25);
    assertThat(PeerBenchmark.greatest(own, List.of(new double[] {0.25, Double.NaN}))).isNaN();
  }

  /** Of the rounds' ratios the median: 30/10, 40/10 and 20/10; p99 300/1000, 400/500, 500/1000. */
  @Test
  void goals_areMediansOfTheRoundsRatios() {
    List<PeerTurn> turns = new ArrayList<>();
    String fastApi = Peer.FASTAPI.title();
    double[][] own = {{30, 300}, {40, 400}, {20, 500}};
    double[][] theirs = {{10, 1000}, {10, 500}, {10, 1000}};
    for (int round = 1; round <= 3; round++) {
      double[] a = own[round - 1];
      double[] b = theirs[round - 1];
      turns.add(new PeerTurn(PeerReport.OWN, 16, round, a[0], 1, a[1], 9));
      turns.add(new PeerTurn(fastApi, 16, round, b[0], 1, b[1], 9));
      turns.add(new PeerTurn(fastApi, 1, round, 1000, 1, 1, 9));
    }
    // Fell out after a round: no ratio, rather than one of another number of rounds.
    turns.add(new PeerTurn(Peer.FASTIFY.title(), 16, 1, 5, 1, 1, 9));

    PeerReport report = new PeerReport("machine", "model", turns, List.of("quiet"));

    List<PeerReport.Ratio> ratios = report.ratios();
    assertThat(ratios).hasSize(2);
    assertThat(ratios.get(0).goal().value()).isEqualTo(3);
    assertThat(ratios.get(0).rounds()).isEqualTo(new RoundSpread(3, 2, 4));
    assertThat(ratios.get(0).goal().met()).isTrue();
    assertThat(ratios.get(1).goal().value()).isEqualTo(0.5);
    assertThat(ratios.get(1).rounds()).isEqualTo(new RoundSpread(0.5, 0.3, 0.8));
    assertThat(ratios.get(1).goal().met()).isTrue();
    assertThat(report.lines())
        .anyMatch(line -> line.startsWith("g1") && line.endsWith("met (2.00 to 4.00)"))
        .anyMatch(
            line -> line.startsWith("     16 ALLNet") && line.contains("30.0 (20.00 to 40.00)"))
        .contains("note: quiet");
    Map<?, ?> goal = (Map<?, ?>) ((List<?>) report.asMap().get("goals")).get(1);
    assertThat(goal.get("at_most")).isEqualTo(0.5);
    assertThat(goal.get("greatest")).isEqualTo(0.8);
  }

  @Test
  void spreadOfTwo_hasTheirMean() {
    assertThat(RoundSpread.of(List.of(4.0, 1.0))).isEqualTo(new RoundSpread(2.5, 1, 4));
  }
}
