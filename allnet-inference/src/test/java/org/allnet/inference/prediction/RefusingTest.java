package org.allnet.inference.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.allnet.data.InputException;
import org.allnet.data.image.CellPixels;
import org.allnet.evaluation.decision.ReferralReason;
import org.allnet.evaluation.prediction.Refusal;
import org.allnet.inference.compute.Device;
import org.allnet.inference.compute.InferenceMode;
import org.allnet.inference.engine.device.ComputeDevice;
import org.allnet.inference.model.ModelFile;
import org.allnet.inference.model.PredictionPipeline;
import org.allnet.inference.refusal.RefusalModel;
import org.allnet.inference.view.Views;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What refuses images, fitted and at work. */
class RefusingTest {

  private static final ComputeDevice CPU = ComputeDevice.of(Device.CPU);
  private static final int SIDE = 64;
  private static final int TRAINING = 24;
  private static final int VALIDATION = 21;

  private static ModelFile model(int networks, PredictionPipeline pipeline) {
    return NoiseModels.of(networks, SIDE, pipeline, CPU);
  }

  private static List<CellPixels> cells(int seed, int count) {
    return NoiseModels.cells(seed, count, SIDE);
  }

  private static RefusalModel fit(ModelFile model) {
    List<Integer> labels = new ArrayList<>();
    for (int i = 0; i < TRAINING; i++) {
      labels.add(i % 2);
    }
    try (Predictor predictor = Predictor.borrowing(model, CPU, InferenceMode.THROUGHPUT)) {
      return RefusalFit.of(predictor, cells(1, TRAINING), labels, cells(2, VALIDATION), 0.9, 7)
          .model();
    }
  }

  /** Why each image is refused, asked about so many together. */
  private static List<String> refused(
      ModelFile model, InferenceMode mode, List<CellPixels> cells, int together) {
    List<String> keys = new ArrayList<>();
    try (Predictor predictor = Predictor.borrowing(model, CPU, mode)) {
      for (int start = 0; start < cells.size(); start += together) {
        List<CellPixels> part = cells.subList(start, Math.min(cells.size(), start + together));
        predictor
            .answers(part, Collections.nCopies(part.size(), ""), i -> "")
            .forEach(one -> keys.add(one.refusal().map(ReferralReason::key).orElse("")));
      }
    }
    return keys;
  }

  @Test
  void fit_threshold_acceptsAsManyInEveryBatch() {
    try (ModelFile model = model(1, PredictionPipeline.PLAIN)) {
      ModelFile refusing = model.refusing(fit(model));
      List<CellPixels> validation = cells(2, VALIDATION);
      List<String> once = refused(refusing, InferenceMode.THROUGHPUT, validation, 8);

      // 0.9 of 21 images are 18.9, so 19 are accepted by their scores.
      // One image may be above both thresholds, so one or two are refused, and never none.
      assertThat(Collections.frequency(once, Refusal.Cause.UNLIKE_TRAINING.key())).isBetween(1, 2);
      for (InferenceMode mode : InferenceMode.values()) {
        for (int together : new int[] {1, 3, 8}) {
          assertThat(refused(refusing, mode, validation, together)).isEqualTo(once);
        }
      }
    }
  }

  /** The score of a batch is rounded otherwise than that of an image alone. */
  @Test
  void thresholdAtAnImage_decidesAlikeInEveryBatch() {
    try (ModelFile model = model(1, PredictionPipeline.PLAIN)) {
      RefusalModel fitted = fit(model);
      List<CellPixels> cells = cells(1, 8);
      for (int number = 0; number < 4; number++) {
        double score;
        try (Predictor predictor = Predictor.borrowing(model, CPU, InferenceMode.EXACT)) {
          score = fitted.distance(predictor.evidence(cells.get(number)));
        }
        ModelFile at = model.refusing(at(fitted, score));
        ModelFile below = model.refusing(at(fitted, Math.nextDown(score)));
        for (int together : new int[] {1, 5, 8}) {
          assertThat(refused(at, InferenceMode.THROUGHPUT, cells, together).get(number)).isEmpty();
          assertThat(refused(below, InferenceMode.THROUGHPUT, cells, together).get(number))
              .isEqualTo(Refusal.Cause.UNLIKE_TRAINING.key());
        }
      }
    }
  }

  /** Refuses by features alone. */
  private static RefusalModel at(RefusalModel fitted, double features) {
    return fitted.accepting(1, new double[] {features}, new double[] {Double.MAX_VALUE});
  }

  @Test
  void answers_probabilities_areThoseWithout() {
    try (ModelFile model = model(2, PredictionPipeline.PLAIN)) {
      ModelFile refusing = model.refusing(fit(model));
      List<CellPixels> cells = cells(3, 8);
      try (Predictor plain = Predictor.borrowing(model, CPU, InferenceMode.THROUGHPUT);
          Predictor other = Predictor.borrowing(refusing, CPU, InferenceMode.THROUGHPUT)) {
        List<CellAnswer> answers = other.answers(cells, Collections.nCopies(8, ""), i -> "");
        List<double[]> rows = plain.probabilities(cells);
        for (int i = 0; i < rows.size(); i++) {
          assertThat(answers.get(i).probabilities()).isEqualTo(rows.get(i));
        }
        assertThat(plain.answers(cells, Collections.nCopies(8, ""), i -> ""))
            .allMatch(one -> one.refusal().isEmpty());
      }
    }
  }

  @Test
  void severalNetworksAndViews_featuresAreJoined() {
    PredictionPipeline views =
        new PredictionPipeline(Views.parse("dihedral"), false, List.of(), false, null);
    try (ModelFile model = model(2, views);
        Predictor predictor = Predictor.borrowing(model, CPU, InferenceMode.THROUGHPUT)) {
      assertThat(predictor.featureBlocks()).hasSize(2);
      assertThat(fit(model).features())
          .isEqualTo(predictor.featureBlocks()[0] + predictor.featureBlocks()[1]);
    }
  }

  @Test
  void write_read_refusesAlike(@TempDir Path folder) {
    Path file = folder.resolve("model.safetensors");
    List<CellPixels> cells = cells(4, 10);
    List<String> before;
    try (ModelFile model = model(1, PredictionPipeline.PLAIN)) {
      ModelFile refusing = model.refusing(fit(model));
      refusing.write(file, false);
      before = refused(refusing, InferenceMode.THROUGHPUT, cells, 8);
      assertThat(before).contains("", Refusal.Cause.UNLIKE_TRAINING.key());
    }
    try (ModelFile read = ModelFile.read(file, CPU)) {
      assertThat(refused(read, InferenceMode.THROUGHPUT, cells, 8)).isEqualTo(before);
    }
  }

  @Test
  void read_partOfAnotherModel_isRefused(@TempDir Path folder) {
    Path file = folder.resolve("model.safetensors");
    try (ModelFile model = model(1, PredictionPipeline.PLAIN);
        ModelFile two = model(2, PredictionPipeline.PLAIN)) {
      model.refusing(fit(two)).write(file, false);
    }
    assertThatThrownBy(() -> ModelFile.read(file, CPU).close())
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(file + ": its part that refuses images takes ")
        .hasMessageNotContaining("\n");
  }

  @Test
  void fit_tooFewValidationImages_isRefused() {
    try (ModelFile model = model(1, PredictionPipeline.PLAIN);
        Predictor predictor = Predictor.borrowing(model, CPU, InferenceMode.EXACT)) {
      assertThatThrownBy(
              () ->
                  RefusalFit.of(
                      predictor, cells(1, 12), Collections.nCopies(12, 0), cells(2, 9), 0.95, 1))
          .isInstanceOf(InputException.class)
          .hasMessageContaining("9 validation images");
    }
  }
}
