package org.allnet.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.allnet.data.RunException;
import org.allnet.data.image.SegmentationMode;
import org.allnet.data.synthetic.SyntheticDataset;
import org.allnet.data.synthetic.SyntheticOptions;
import org.allnet.evaluation.decision.DecisionRule;
import org.allnet.inference.compute.Device;
import org.allnet.inference.engine.device.ComputeDevice;
import org.allnet.inference.engine.device.EngineLibraries;
import org.allnet.inference.model.ModelDescription;
import org.allnet.inference.model.ModelFile;
import org.allnet.inference.model.Provenance;
import org.allnet.inference.network.architecture.Network;
import org.allnet.inference.network.architecture.NetworkOptions;
import org.allnet.inference.network.architecture.NetworkPlan;

/**
 * Loads what commands start with, so that the launcher can keep the classes in an archive and the
 * places of the tensor engine's libraries in a file, and later starts are quick. Does nothing else.
 */
final class StartUp {

  private StartUp() {}

  /**
   * Runs commands that only tell, and classifies one synthetic cell with a tiny model.
   *
   * @param arguments ignored
   * @throws IOException if no temporary file can be written
   */
  public static void main(String[] arguments) throws IOException {
    run("--version");
    run("--help");
    run("dataset", "--help");
    run("model", "describe", "allnet");
    Path predictions = Files.createTempFile("allnet", ".csv");
    try {
      Files.writeString(predictions, "image,subject,label,score\na,s,1,0.9\nb,t,0,0.2\n");
      run("evaluate", "--predictions", predictions.toString());
      run("evaluate", "--predictions", predictions.toString(), "--json");
    } finally {
      Files.delete(predictions);
    }
    predict();
  }

  private static void predict() throws IOException {
    Path folder = Files.createTempDirectory("allnet");
    try {
      SyntheticDataset.write(folder.resolve("cells"), new SyntheticOptions(1, 1, 27, 1));
      Path model = folder.resolve(ModelFile.NAME);
      writeModel(model);
      run("predict", model.toString(), folder.resolve("cells").toString());
      String places = System.getProperty(EngineLibraries.PROPERTY);
      if (places != null) {
        EngineLibraries.remember(Path.of(places));
      }
    } catch (RunException e) {
      // If the tensor engine can't be loaded, its classes need no archive.
    } finally {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  private static void writeModel(Path file) {
    NetworkOptions options = NetworkOptions.allnet(2, 27, 0.0625, 0.5);
    ModelDescription description =
        ModelDescription.alone(
            options,
            List.of("hem", "all"),
            "all",
            SegmentationMode.STRETCHED,
            DecisionRule.NONE,
            null,
            Provenance.untrained(1));
    try (Network network =
        Network.fresh(new NetworkPlan(options), 1, ComputeDevice.of(Device.CPU))) {
      new ModelFile(List.of(network), description).write(file, false);
    }
  }

  private static void run(String... arguments) {
    PrintWriter nowhere = new PrintWriter(new StringWriter());
    new AllnetProgram(nowhere, nowhere, false).run(arguments);
  }
}
