package org.allnet.inference.prediction;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.allnet.data.OptionException;
import org.allnet.data.image.CellPixels;
import org.allnet.data.image.SegmentationMode;
import org.allnet.data.split.Protocol;
import org.allnet.evaluation.decision.DecisionRule;
import org.allnet.inference.compute.Device;
import org.allnet.inference.compute.InferenceMode;
import org.allnet.inference.engine.device.ComputeDevice;
import org.allnet.inference.engine.layer.Shape;
import org.allnet.inference.model.ModelDescription;
import org.allnet.inference.model.ModelFile;
import org.allnet.inference.model.PredictionPipeline;
import org.allnet.inference.model.Provenance;
import org.allnet.inference.network.architecture.Network;
import org.allnet.inference.network.architecture.NetworkOptions;
import org.allnet.inference.network.architecture.NetworkPlan;
import org.allnet.inference.network.architecture.Normalisation;
import org.allnet.inference.transductive.NeighbourhoodCorrection;
import org.allnet.inference.transductive.NeighbourhoodOptions;
import org.allnet.inference.view.Views;
import org.junit.jupiter.api.Test;

public class CorrectionMemoryTest {

  private static final ComputeDevice CPU = ComputeDevice.of(Device.CPU);
  private static final CellPixels BLACK = new CellPixels(32, 32, 0, 0, 0, 0, new byte[0]);

  /** A correction whose Fisher vectors of many images no machine of ours can hold. */
  private static ModelFile greedy(boolean bySubject) {
    return correcting(1024, bySubject);
  }

  /** A network of no training whose answers are corrected with so many words. */
  public static ModelFile correcting(int words, boolean bySubject) {
    NetworkOptions options =
        new NetworkOptions("resnet18", 2, 32, 0.25, 0, 3, Normalisation.IMAGENET, false);
    Network network = Network.fresh(new NetworkPlan(options), 1, CPU);
    ModelDescription description =
        ModelDescription.alone(
                options,
                List.of("healthy", "blast"),
                "blast",
                SegmentationMode.NONE,
                DecisionRule.NONE,
                null,
                Provenance.of("x", "x")
                    .synthetic(true)
                    .split(Protocol.SUBJECT, "0", Map.of())
                    .fold(1, 2)
                    .seed(1)
                    .epoch(1)
                    .build())
            .with(
                new PredictionPipeline(
                    Views.SINGLE,
                    false,
                    List.of(),
                    false,
                    new PredictionPipeline.Correction(
                        new NeighbourhoodOptions(words, 7, 4, 2, 5, 10, 3, 3000, 1),
                        0.5,
                        bySubject)));
    return new ModelFile(List.of(network), description);
  }

  @Test
  void check_moreThanJavasMemory_isRefused() {
    CorrectionMemory memory =
        new CorrectionMemory(List.of(Shape.map(2048, 7, 7)), NeighbourhoodOptions.published(1));

    assertThatThrownBy(() -> memory.check(5000, 1 << 20, 1L << 30))
        .isInstanceOf(OptionException.class)
        .hasMessageContaining("correcting 5000 images by each other needs about")
        .hasMessageContaining("Java has 683 MiB for them")
        .hasMessageNotContaining("\n");
    assertThatCode(() -> memory.check(5000, 1 << 20, 64L << 30)).doesNotThrowAnyException();
    // what lasts has two thirds of the heap, and never what the program itself takes
    long exactly = NeighbourhoodCorrection.bytes(5000, memory.maps(), memory.options()) + 1024;
    assertThatThrownBy(() -> memory.check(5000, 1024, exactly)).isInstanceOf(OptionException.class);
    assertThatCode(() -> memory.check(5000, 1024, exactly / 2 * 3 + 6)).doesNotThrowAnyException();
    // fewer than its neighbours are left as they are
    assertThatCode(() -> memory.check(6, 0, 1)).doesNotThrowAnyException();
  }

  @Test
  void probabilities_tooLargeBatch_isRefused() {
    List<CellPixels> cells = Collections.nCopies(100_000, BLACK);
    List<String> own = new ArrayList<>();
    for (int i = 0; i < cells.size(); i++) {
      own.add(i < 8 ? "first" : "other");
    }
    try (Predictor all = new Predictor(greedy(false), CPU, InferenceMode.EXACT);
        Predictor bySubject = new Predictor(greedy(true), CPU, InferenceMode.EXACT)) {
      assertThatThrownBy(() -> all.probabilities(cells))
          .isInstanceOf(OptionException.class)
          .hasMessageContaining("correcting 100000 images");
      assertThatThrownBy(() -> bySubject.probabilities(cells, own))
          .isInstanceOf(OptionException.class)
          .hasMessageContaining("correcting 99992 images");
    }
  }
}
