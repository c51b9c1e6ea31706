package org.allnet.training.run;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.allnet.data.InputException;
import org.allnet.data.file.AtomicFile;
import org.allnet.data.file.FileFormat;
import org.allnet.data.file.FilePlace;
import org.allnet.data.file.Json;
import org.allnet.data.image.CellPixels;
import org.allnet.inference.engine.device.ComputeDevice;
import org.allnet.inference.model.ModelDescription;
import org.allnet.inference.network.architecture.NetworkPlan;
import org.allnet.inference.prediction.Predictor;
import org.jspecify.annotations.Nullable;

/**
 * What a run's system takes.
 *
 * @param parameters numbers of its networks that training changes
 * @param flops multiplications and additions of all its networks and views for one image
 * @param trainingSeconds time of the epochs of one fold model, validation included; if there are
 *     none, of the whole run by its fold models
 * @param secondsPerImage time of an answer, in batches of eight
 */
public record RunCost(
    long parameters, double flops, double trainingSeconds, double secondsPerImage) {

  static final String FILE = "cost.json";
  private static final int TIMED = 32;

  /**
   * Measures a finished run and writes it into its folder.
   *
   * @param result the run
   * @param wallSeconds time of the whole run, which counts if there were no epochs
   * @return what it takes
   */
  public static RunCost measure(RunResult result, double wallSeconds) {
    int foldModels = result.outcome().foldModels().all().size();
    double epochs = result.trainingSeconds();
    double seconds = (epochs > 0 ? epochs : wallSeconds) / Math.max(1, foldModels);
    ComputeDevice device = ComputeDevice.of(result.options().device());
    device.setThreads(result.options().threads());
    try (Predictor predictor =
        Predictor.load(result.bestModel(), device, result.options().mode())) {
      List<CellPixels> cells =
          result.outcome().data().split().places().stream()
              .limit(TIMED)
              .map(place -> result.store().get(place.image()))
              .toList();
      predictor.probabilities(cells.subList(0, Math.min(8, cells.size())));
      long started = System.nanoTime();
      predictor.probabilities(cells);
      double each = (System.nanoTime() - started) / 1e9 / cells.size();
      RunCost cost =
          new RunCost(
              predictor.description().parameters(), flops(predictor.description()), seconds, each);
      cost.write(result.folder());
      return cost;
    }
  }

  private static RunMark mark(Path folder) {
    return new RunMark(FileFormat.COST, RunHeader.identity(folder.resolve(RunHeader.FILE)));
  }

  /** Writes it into the folder of its run. */
  void write(Path folder) {
    AtomicFile.writeText(
        folder.resolve(FILE), Json.indented(mark(folder).put(Json.object(this))) + "\n");
  }

  private static double flops(ModelDescription model) {
    int views = model.pipeline().views().count();
    return model.members().stream()
        .mapToDouble(member -> views * new NetworkPlan(member.network()).flops())
        .sum();
  }

  /**
   * Reads what was measured.
   *
   * @param folder the run's folder
   * @return what it takes, null if that was not measured
   * @throws InputException if the file is broken, of another run or of a newer format
   */
  public static @Nullable RunCost read(Path folder) {
    Path file = folder.resolve(FILE);
    if (!Files.exists(file)) {
      return null;
    }
    try {
      JsonNode tree = RunMark.JSON.readTree(file.toFile());
      int version = mark(folder).take(tree, FilePlace.of(file));
      return switch (version) {
        case 1 -> RunMark.JSON.treeToValue(tree, RunCost.class);
        default -> throw FileFormat.COST.unread(version);
      };
    } catch (IOException e) {
      throw InputException.in(file, "can't be read; delete it", e);
    }
  }
}
