package org.allnet.benchmark.engine;

import java.util.List;
import org.allnet.data.image.CellPixels;
import org.allnet.inference.engine.device.ComputeDevice;
import org.allnet.inference.prediction.Predictor;

/** ALLNet from decoded cells to probabilities, stacking and window measuring included. */
final class AllNetInference implements Engine {

  private final Predictor predictor;
  private List<CellPixels> cells = List.of();

  AllNetInference(WorkOrder order) {
    ComputeDevice device = ComputeDevice.of(order.device());
    device.setThreads(order.threads());
    predictor = Predictor.load(order.model(), device, order.system().mode());
  }

  @Override
  public void load(List<LabelledCell> batch) {
    cells = batch.stream().map(LabelledCell::pixels).toList();
  }

  @Override
  public List<double[]> run() {
    return predictor.probabilities(cells);
  }

  @Override
  public void close() {
    predictor.close();
  }
}
