package org.allnet.benchmark.engine;

import java.util.List;
import org.allnet.inference.engine.device.ComputeDevice;
import org.allnet.inference.engine.device.MatrixProduct;
import org.allnet.inference.network.architecture.NetworkPlan;

/** The dense network's multiplications at the rate of one large matrix product. */
final class GemmFloor implements Engine {

  private static final int SIDE = 2048;

  private final MatrixProduct product;
  private final double products;

  GemmFloor(WorkOrder order) {
    ComputeDevice device = ComputeDevice.of(order.device());
    device.setThreads(order.threads());
    product = new MatrixProduct(SIDE, device);
    products = new NetworkPlan(order.network()).flops() / product.flops();
  }

  @Override
  public void load(List<LabelledCell> batch) {}

  @Override
  public List<double[]> run() {
    return List.of(new double[] {product.run()});
  }

  @Override
  public double secondsPerImage(double seconds, int batch) {
    return seconds * products;
  }

  @Override
  public void close() {
    product.close();
  }
}
