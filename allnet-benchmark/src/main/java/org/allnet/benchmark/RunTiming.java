package org.allnet.benchmark;

import java.util.List;
import org.allnet.data.image.CellPixels;
import org.allnet.inference.engine.device.ComputeDevice;
import org.allnet.inference.model.ModelDescription;
import org.allnet.inference.network.architecture.NetworkPlan;
import org.allnet.inference.prediction.Predictor;
import org.allnet.training.run.RunCost;
import org.allnet.training.run.RunResult;

/** Measures what the system of a finished run takes. */
public final class RunTiming {

  private static final int TIMED = 32;

  private RunTiming() {}

  /**
   * Measures a finished run and writes it into its folder.
   *
   * @param result the run
   * @param wallSeconds time of the whole run, which counts if there were no epochs
   * @return what it takes
   * @throws org.allnet.data.AllNetException if its model can't be read or its folder not be written
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

  private static double flops(ModelDescription model) {
    int views = model.pipeline().views().count();
    return model.members().stream()
        .mapToDouble(member -> views * new NetworkPlan(member.network()).flops())
        .sum();
  }
}
