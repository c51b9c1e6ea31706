package org.allnet.spark;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.allnet.data.image.SegmentationMode;
import org.allnet.data.split.Protocol;
import org.allnet.evaluation.calibration.TemperatureScaling;
import org.allnet.evaluation.decision.DecisionRule;
import org.allnet.evaluation.decision.OperatingPoint;
import org.allnet.evaluation.decision.PointRule;
import org.allnet.evaluation.decision.ReferBand;
import org.allnet.inference.compute.Device;
import org.allnet.inference.engine.device.ComputeDevice;
import org.allnet.inference.engine.device.Tensors;
import org.allnet.inference.image.input.InputOptions;
import org.allnet.inference.model.EnsembleMember;
import org.allnet.inference.model.ModelDescription;
import org.allnet.inference.model.ModelFile;
import org.allnet.inference.model.PredictionPipeline;
import org.allnet.inference.model.Provenance;
import org.allnet.inference.network.architecture.Network;
import org.allnet.inference.network.architecture.NetworkOptions;
import org.allnet.inference.network.architecture.NetworkPlan;
import org.allnet.inference.network.architecture.Normalisation;
import org.allnet.inference.transductive.NeighbourhoodOptions;
import org.allnet.inference.view.Views;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/** Model files of a tiny network that was never trained, whose answers differ all the same. */
public final class TinyModels {

  /** About the middle of the answers. */
  public static final double POINT = 0.437;

  private static final int SIDE = 40;

  private TinyModels() {}

  /** Writes a model of the classes {@code all} and {@code hem}. */
  public static Path write(Path file) {
    return write(file, null);
  }

  /** Writes one whose images correct each other. */
  public static Path transductive(Path file) {
    return write(
        file, new PredictionPipeline.Correction(NeighbourhoodOptions.published(1), 0.5, false));
  }

  private static Path write(Path file, PredictionPipeline.@Nullable Correction correction) {
    NetworkOptions options =
        new NetworkOptions("allnet", 2, SIDE, 0.125, 0.2, 3, Normalisation.UNIT, false);
    Network network = Network.fresh(new NetworkPlan(options), 5, ComputeDevice.of(Device.CPU));
    Random random = new Random(5);
    try (PointerScope scope = new PointerScope()) {
      network
          .tensors()
          .forEach(
              (name, tensor) -> {
                if (tensor.dim() == 4) {
                  tensor.detach().mul_(new Scalar(2.0)); // so that answers differ
                }
                if (tensor.dim() == 1 && !name.startsWith("dense")) {
                  float[] values = new float[(int) tensor.numel()];
                  for (int i = 0; i < values.length; i++) {
                    values[i] = 0.5f + random.nextFloat();
                  }
                  Tensor drawn = Tensors.ofFloats(values, Tensors.cpu(), values.length);
                  boolean shift = name.endsWith("bias") || name.endsWith("mean");
                  tensor.detach().copy_(shift ? drawn.sub(new Scalar(1.0)) : drawn);
                }
              });
    }
    new ModelFile(
            List.of(network),
            new ModelDescription(
                "allnet",
                List.of(EnsembleMember.alone(options)),
                new InputOptions(SegmentationMode.NONE, 0, false),
                new PredictionPipeline(Views.SINGLE, false, List.of(), false, correction),
                List.of("all", "hem"),
                "all",
                new DecisionRule(
                    new TemperatureScaling(1.3),
                    new OperatingPoint(PointRule.Known.YOUDEN, POINT, 1, 1),
                    correction == null
                        ? new ReferBand(POINT - 0.001, POINT + 0.001, 0.1, 1, 0.1)
                        : null,
                    null),
                null,
                Provenance.of("cells", "f1ce")
                    .synthetic(true)
                    .split(Protocol.SUBJECT, "5b17", Map.of())
                    .fold(1, 2)
                    .seed(1)
                    .epoch(1)
                    .build()))
        .write(file, false);
    return file;
  }
}
