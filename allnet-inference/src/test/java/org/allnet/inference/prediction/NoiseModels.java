package org.allnet.inference.prediction;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.allnet.data.image.CellPixels;
import org.allnet.data.image.SegmentationMode;
import org.allnet.data.split.Protocol;
import org.allnet.evaluation.decision.DecisionRule;
import org.allnet.inference.engine.device.ComputeDevice;
import org.allnet.inference.model.EnsembleMember;
import org.allnet.inference.model.ModelDescription;
import org.allnet.inference.model.ModelFile;
import org.allnet.inference.model.PredictionPipeline;
import org.allnet.inference.model.Provenance;
import org.allnet.inference.network.architecture.Network;
import org.allnet.inference.network.architecture.NetworkOptions;
import org.allnet.inference.network.architecture.NetworkPlan;
import org.allnet.testing.NoiseCells;

/** Untrained models of some networks, and cells of noise for them. */
final class NoiseModels {

  private NoiseModels() {}

  /** Networks that are wide enough for Winograd's algorithm. */
  static ModelFile of(int networks, int side, PredictionPipeline pipeline, ComputeDevice device) {
    List<Network> made = new ArrayList<>();
    List<EnsembleMember> members = new ArrayList<>();
    for (int i = 0; i < networks; i++) {
      NetworkOptions options = NetworkOptions.allnet(2, side, 0.5, 0.5);
      made.add(Network.fresh(new NetworkPlan(options), 5 + i, device));
      members.add(new EnsembleMember(options, 1 + i));
    }
    ModelDescription description =
        ModelDescription.alone(
                made.get(0).plan().options(),
                List.of("hem", "all"),
                "all",
                SegmentationMode.STRETCHED,
                DecisionRule.NONE,
                null,
                Provenance.of("x", "x")
                    .synthetic(true)
                    .split(Protocol.SUBJECT, "0", Map.of())
                    .fold(1, 2)
                    .seed(1)
                    .epoch(1)
                    .build())
            .withMembers(members)
            .with(pipeline);
    return new ModelFile(made, description);
  }

  static List<CellPixels> cells(int seed, int count, int side) {
    Random random = new Random(seed);
    List<CellPixels> cells = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      cells.add(NoiseCells.within(side, 15, 30, random));
    }
    return cells;
  }
}
