package org.allnet.benchmark.engine;

import java.util.List;
import org.allnet.data.image.CellPixels;
import org.allnet.inference.engine.device.ComputeDevice;
import org.allnet.training.trainer.BatchTrial;

/** Training batches from decoded cells, without the network: segmented, augmented, measured. */
final class TrainingBatches implements Engine {

  private final ComputeDevice device;
  private final int inputSize;
  private List<CellPixels> cells = List.of();
  private long step;

  TrainingBatches(WorkOrder order) {
    device = ComputeDevice.of(order.device());
    device.setThreads(order.threads());
    inputSize = order.network().inputSize();
  }

  @Override
  public void load(List<LabelledCell> batch) {
    cells = batch.stream().map(LabelledCell::pixels).toList();
  }

  @Override
  public List<double[]> run() {
    BatchTrial.run(cells, inputSize, device, ++step);
    return List.of();
  }

  @Override
  public void close() {}
}
