package org.allnet.detect.loss;

import org.allnet.inference.engine.device.ComputeDevice;
import org.allnet.inference.network.architecture.Network;
import org.allnet.inference.network.architecture.NetworkPlan;
import org.allnet.inference.network.design.DetectionAnchors;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/** The weights that a detector's training starts from. */
public final class DetectorWeights {

  /** What each place says at first of there being a cell, and of each class. */
  private static final double PRIOR = 0.01;

  /** The heads' weights are made small, so that their biases speak first. */
  private static final double HEAD_FACTOR = 0.05;

  private DetectorWeights() {}

  /**
   * Draws a detector whose places at first say with a probability of .01 that there is a cell (Lin
   * et al. 2017, arXiv 1708.02002, section 4.1): else thousands of empty places would outweigh the
   * few cells.
   *
   * @param plan a detector
   * @param seed what the weights are drawn from
   * @param device where it lives
   * @return the network; the caller closes it
   */
  public static Network fresh(NetworkPlan plan, long seed, ComputeDevice device) {
    Network network = Network.fresh(plan, seed, device);
    begin(network);
    return network;
  }

  /**
   * Gives a fresh detector's heads their biases.
   *
   * @param network a detector with fresh weights
   */
  public static void begin(Network network) {
    double bias = -Math.log((1 - PRIOR) / PRIOR);
    int numbers = 5 + network.plan().options().classes();
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      network
          .tensors()
          .forEach(
              (name, tensor) -> {
                if (name.contains("_preds.") || name.matches("head\\.\\d\\.out\\..*")) {
                  if (name.endsWith(".weight")) {
                    tensor.mul_(new Scalar(HEAD_FACTOR));
                  } else if (name.contains("cls_preds") || name.contains("obj_preds")) {
                    tensor.fill_(new Scalar(bias));
                  } else if (name.contains(".out.")) {
                    Tensor boxes = tensor.view(DetectionAnchors.PER_CELL, numbers);
                    boxes.narrow(1, 4, numbers - 4).fill_(new Scalar(bias));
                  }
                }
              });
    }
  }
}
