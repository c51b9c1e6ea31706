package org.allnet.training.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.allnet.data.image.CellPixels;
import org.allnet.data.image.DecodeLimits;
import org.allnet.data.image.ImageDecoder;
import org.allnet.data.seed.Seeds;
import org.allnet.data.split.Split;
import org.allnet.data.split.Split.Place;
import org.allnet.data.split.SplitFile;
import org.allnet.evaluation.decision.RuleOptions;
import org.allnet.inference.compute.Device;
import org.allnet.inference.compute.InferenceMode;
import org.allnet.inference.engine.device.ComputeDevice;
import org.allnet.inference.model.ModelFile;
import org.allnet.inference.prediction.Predictor;
import org.allnet.inference.prediction.RefusalFit;
import org.allnet.training.trainer.TrainingListener;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On which images a run fits what refuses others, and on which it sets the thresholds. */
class RefusalDivisionTest {

  private static final ComputeDevice CPU = ComputeDevice.of(Device.CPU);
  private static final ImageDecoder DECODER = new ImageDecoder(DecodeLimits.DEFAULTS);
  private static final int FOLDS = 2;

  @TempDir static Path folder;

  private static Path data = Path.of("");
  private static Path run = Path.of("");
  private static RunOptions options = TinyOptions.of(Path.of(""), 3, 1);

  /** With augmented images, which have no part in it. */
  @BeforeAll
  static void train() throws IOException {
    data = SyntheticSet.write(folder.resolve("data"), 8, 5, 40);
    run = folder.resolve("run");
    options = TinyOptions.of(data, 3, 1, 40);
    TrainingRun.begin(options, run, "test", TrainingListener.NONE);
  }

  private static List<CellPixels> cells(List<Place> places) {
    return new ArrayList<>(
        places.stream().map(place -> DECODER.decode(data.resolve(place.image()))).toList());
  }

  /** What is fitted on some places with thresholds of others, with a model's networks. */
  private static byte[] fitted(ModelFile model, int fold, List<Place> training, List<Place> other) {
    try (Predictor predictor = Predictor.borrowing(model, CPU, InferenceMode.THROUGHPUT)) {
      return RefusalFit.of(
              predictor,
              cells(training),
              training.stream()
                  .map(place -> model.description().classes().indexOf(place.label()))
                  .toList(),
              cells(other),
              RuleOptions.DEFAULTS.accepted(),
              Seeds.of(options.seed(), FoldDecision.REFUSAL, fold))
          .model()
          .toBytes();
    }
  }

  @Test
  void run_fitsOnTrainingOriginals_ofItsFold() {
    Split split = SplitFile.read(run.resolve("split.csv"));
    for (int fold = 1; fold <= FOLDS; fold++) {
      Path file = run.resolve("fold-" + fold).resolve("model.safetensors");
      byte[] kept = ModelFile.refusal(file).orElseThrow().toBytes();
      try (ModelFile model = ModelFile.read(file, CPU)) {
        List<Place> training = split.training(fold);
        List<Place> validation = split.validation(fold);
        assertThat(kept).isEqualTo(fitted(model, fold, training, validation));
        for (Place leaked : List.of(validation.get(0), split.holdOut().get(0))) {
          List<Place> more = new ArrayList<>(training);
          more.set(0, leaked);
          assertThat(kept).isNotEqualTo(fitted(model, fold, more, validation));
        }
        assertThat(kept).isNotEqualTo(fitted(model, fold, training, split.holdOut()));
      }
    }
  }
}
