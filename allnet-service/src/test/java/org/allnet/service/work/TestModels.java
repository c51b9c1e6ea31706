package org.allnet.service.work;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.allnet.data.image.SegmentationMode;
import org.allnet.data.split.Protocol;
import org.allnet.detect.box.NonMaximumSuppression;
import org.allnet.detect.loss.DetectorWeights;
import org.allnet.detect.model.DetectorDescription;
import org.allnet.detect.model.DetectorFile;
import org.allnet.detect.model.NetworkTraining;
import org.allnet.evaluation.calibration.TemperatureScaling;
import org.allnet.evaluation.decision.DecisionRule;
import org.allnet.evaluation.decision.OperatingPoint;
import org.allnet.evaluation.decision.PointRule;
import org.allnet.inference.compute.Device;
import org.allnet.inference.engine.device.ComputeDevice;
import org.allnet.inference.model.ModelDescription;
import org.allnet.inference.model.ModelFile;
import org.allnet.inference.model.Provenance;
import org.allnet.inference.network.architecture.Network;
import org.allnet.inference.network.architecture.NetworkOptions;
import org.allnet.inference.network.architecture.NetworkPlan;

/** Tiny models without any training. */
public final class TestModels {

  private static final ComputeDevice CPU = ComputeDevice.of(Device.CPU);

  private TestModels() {}

  /** A classifier of lymphoblasts and lymphocytes; another seed is another model. */
  public static Path classifier(Path file, long seed) {
    return classifier(file, seed, 32);
  }

  /** A classifier that sees so many pixels on a side. */
  public static Path classifier(Path file, long seed, int size) {
    NetworkOptions options = NetworkOptions.allnet(2, size, 0.0625, 0.5);
    DecisionRule rule =
        new DecisionRule(
            TemperatureScaling.NONE,
            new OperatingPoint(PointRule.Known.YOUDEN, 0.3, 0.875, 0.75),
            null,
            null);
    ModelDescription description =
        ModelDescription.alone(
            options,
            List.of("lymphoblast", "lymphocyte"),
            "lymphoblast",
            SegmentationMode.NONE,
            rule,
            null,
            Provenance.of("discs", "0")
                .synthetic(true)
                .split(Protocol.SUBJECT, "0", Map.of())
                .fold(1, 2)
                .seed(seed)
                .epoch(1)
                .madeBy(Map.of(), "2026-01-01T00:00:00Z")
                .build());
    try (Network network = Network.fresh(new NetworkPlan(options), seed, CPU)) {
      new ModelFile(List.of(network), description).write(file, false);
    }
    return file;
  }

  /** A detector that finds so many cells of one class anywhere. */
  public static Path detector(Path file, String label, int most) {
    DetectorDescription description =
        DetectorDescription.of("light", "yolox-light", 64)
            .classes(List.of(label, "other"), List.of(0.0, 1.0))
            .suppression(new NonMaximumSuppression(0.65, most))
            .trained(NetworkTraining.of("x", 4, 2).seed(7).created("2026-01-01T00:00:00Z"));
    try (Network network = DetectorWeights.fresh(new NetworkPlan(description.options()), 1, CPU)) {
      new DetectorFile(network, description).write(file, true);
    }
    return file;
  }
}
