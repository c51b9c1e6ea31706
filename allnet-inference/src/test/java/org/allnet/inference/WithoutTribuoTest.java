package org.allnet.inference;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.allnet.data.AllNetException;
import org.allnet.data.image.SegmentationMode;
import org.allnet.evaluation.decision.DecisionRule;
import org.allnet.inference.compute.Device;
import org.allnet.inference.engine.device.ComputeDevice;
import org.allnet.inference.engine.device.EngineLibraries;
import org.allnet.inference.image.feature.HandcraftedFeatures;
import org.allnet.inference.image.input.InputOptions;
import org.allnet.inference.learner.Learner;
import org.allnet.inference.learner.LearnerOptions;
import org.allnet.inference.learner.LeftOutRows;
import org.allnet.inference.model.ModelDescription;
import org.allnet.inference.model.ModelFile;
import org.allnet.inference.model.PredictionPipeline;
import org.allnet.inference.model.SeenImages;
import org.allnet.inference.network.architecture.NetworkOptions;
import org.allnet.inference.view.Views;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program that has not got the library of classical learners. */
class WithoutTribuoTest {

  /** Opens a model, classifies an image, and says the answer or the failure. */
  public static final class Program {

    private Program() {}

    public static void main(String[] arguments) {
      try (Classifier classifier = Classifier.open(Path.of(arguments[0]))) {
        System.out.println(classifier.classify(Path.of(arguments[1])).probabilities());
      } catch (AllNetException e) {
        System.out.println("refused: " + e.getMessage());
      }
    }
  }

  private static String classPath(boolean withTribuo) {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(place -> withTribuo || !place.matches(".*(tribuo|olcut|libsvm)[^/\\\\]*\\.jar"))
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static String said(boolean withTribuo, Path model, Path cell)
      throws IOException, InterruptedException {
    Path places = model.resolveSibling("places");
    ComputeDevice.of(Device.CPU);
    EngineLibraries.remember(places);
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-D" + EngineLibraries.PROPERTY + "=" + places,
                "-cp",
                classPath(withTribuo),
                Program.class.getName(),
                model.toString(),
                cell.toString())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output.strip().lines().reduce((first, last) -> last).orElse("");
  }

  static Path withLearner(Path folder) {
    ModelDescription network = ModelFixture.description(NetworkOptions.allnet(2, 64, 0.25, 0.5));
    ModelDescription description =
        new ModelDescription(
            "own",
            List.of(),
            new InputOptions(SegmentationMode.NONE, 0, false),
            new PredictionPipeline(
                Views.SINGLE, false, List.of(LearnerOptions.Logistic.DEFAULTS), true, null),
            network.classes(),
            network.positive(),
            DecisionRule.NONE,
            null,
            network.provenance());
    Random random = new Random(3);
    double[][] rows = new double[20][HandcraftedFeatures.names().size()];
    for (double[] row : rows) {
      Arrays.setAll(row, i -> random.nextGaussian());
    }
    int[] labels = new int[rows.length];
    Arrays.setAll(labels, i -> i % 2);
    Path file = folder.resolve("learner.safetensors");
    new ModelFile(
            List.of(),
            List.of(
                Learner.fit(
                    LearnerOptions.Logistic.DEFAULTS,
                    null,
                    rows,
                    labels,
                    2,
                    new LeftOutRows.Beside(rows, labels),
                    7)),
            SeenImages.NONE,
            description)
        .write(file, false);
    return file;
  }

  @Test
  void classify_byANetwork_needsNoTribuo(@TempDir Path folder) throws Exception {
    Path model = ModelFixture.model(folder);
    Path cell = ModelFixture.cell(folder, 3);

    assertThat(said(false, model, cell)).startsWith("{").isEqualTo(said(true, model, cell));
  }

  @Test
  void open_aModelWithALearner_saysWhatToAdd(@TempDir Path folder) throws Exception {
    Path model = withLearner(folder);
    Path cell = ModelFixture.cell(folder, 3);

    assertThat(said(true, model, cell)).startsWith("{");
    assertThat(said(false, model, cell))
        .startsWith("refused: " + model + ": has a classical learner, which needs Tribuo; add")
        .contains("tribuo-classification-libsvm");
  }
}
