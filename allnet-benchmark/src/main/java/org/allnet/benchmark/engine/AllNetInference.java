package org.allnet.benchmark.engine;

import java.util.List;
import org.allnet.data.image.CellPixels;
import org.allnet.inference.Classifier;
import org.allnet.inference.engine.device.ComputeDevice;
import org.allnet.inference.engine.window.InferenceMode;

/** ALLNet from decoded cells to probabilities, stacking and window measuring included. */
final class AllNetInference implements Engine {

  private final Classifier classifier;
  private List<CellPixels> cells = List.of();

  AllNetInference(WorkOrder order) {
    ComputeDevice device = ComputeDevice.of(order.device());
    device.setThreads(order.threads());
    classifier =
        Classifier.load(
            order.model(), device, InferenceMode.unlessDense(order.system() == Competitor.DENSE));
  }

  @Override
  public void load(List<LabelledCell> batch) {
    cells = batch.stream().map(LabelledCell::pixels).toList();
  }

  @Override
  public List<double[]> run() {
    return classifier.probabilities(cells);
  }

  @Override
  public void close() {
    classifier.close();
  }
}
