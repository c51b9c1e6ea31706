package org.allnet.benchmark.engine;

import java.util.List;
import org.allnet.inference.engine.device.ComputeDevice;
import org.allnet.training.trainer.TrainingTrial;

/** A training step of ALLNet from decoded cells, stacking and window measuring included. */
final class AllNetTraining implements Engine {

  private final TrainingTrial trial;
  private List<LabelledCell> batch = List.of();
  private long step;

  AllNetTraining(WorkOrder order) {
    ComputeDevice device = ComputeDevice.of(order.device());
    device.setThreads(order.threads());
    trial = new TrainingTrial(order.network(), device, order.system().mode(), order.precision());
  }

  @Override
  public void load(List<LabelledCell> cells) {
    batch = cells;
  }

  @Override
  public List<double[]> run() {
    step++;
    double loss =
        trial.step(
            batch.stream().map(LabelledCell::pixels).toList(),
            batch.stream().map(LabelledCell::label).toList(),
            step);
    return List.of(new double[] {loss});
  }

  @Override
  public void close() {
    trial.close();
  }
}
