package org.allnet.benchmark.worker;

import java.nio.file.Path;
import java.util.List;
import org.allnet.data.image.SegmentationMode;
import org.allnet.evaluation.decision.DecisionRule;
import org.allnet.inference.compute.Device;
import org.allnet.inference.engine.device.ComputeDevice;
import org.allnet.inference.model.ModelDescription;
import org.allnet.inference.model.ModelFile;
import org.allnet.inference.model.Provenance;
import org.allnet.inference.network.architecture.Network;
import org.allnet.inference.network.architecture.NetworkOptions;
import org.allnet.inference.network.architecture.NetworkPlan;

/** A model that has learned nothing: how long it takes does not depend on what it says. */
public final class UntrainedModel {

  private static final long SEED = 1;

  private UntrainedModel() {}

  /**
   * Writes a model file.
   *
   * @param file the file
   * @param inputSize side of the input in pixels
   * @param width factor on the channel counts
   */
  public static void write(Path file, int inputSize, double width) {
    NetworkOptions options = NetworkOptions.allnet(2, inputSize, width, 0.5);
    ModelDescription description =
        ModelDescription.alone(
            options,
            List.of("lymphocyte", "lymphoblast"),
            "lymphoblast",
            SegmentationMode.NONE,
            DecisionRule.NONE,
            null,
            Provenance.untrained(SEED));
    try (Network network =
        Network.fresh(new NetworkPlan(options), SEED, ComputeDevice.of(Device.CPU))) {
      new ModelFile(List.of(network), description).write(file, false);
    }
  }
}
