package org.allnet.inference.prediction;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Consumer;
import org.allnet.data.image.CellPixels;
import org.allnet.data.split.Protocol;
import org.allnet.evaluation.calibration.TemperatureScaling;
import org.allnet.evaluation.decision.ConformalSets;
import org.allnet.evaluation.decision.DecisionRule;
import org.allnet.evaluation.decision.DecisionWords;
import org.allnet.evaluation.decision.OperatingPoint;
import org.allnet.evaluation.decision.PointRule;
import org.allnet.evaluation.decision.ReferBand;
import org.allnet.evaluation.decision.RuleOptions;
import org.allnet.evaluation.prediction.Origin;
import org.allnet.evaluation.prediction.Prediction;
import org.allnet.evaluation.prediction.Predictions;
import org.allnet.evaluation.prediction.Role;
import org.allnet.inference.compute.Device;
import org.allnet.inference.compute.InferenceMode;
import org.allnet.inference.engine.device.ComputeDevice;
import org.allnet.inference.learner.FittedLearner;
import org.allnet.inference.learner.Learner;
import org.allnet.inference.learner.LearnerOptions;
import org.allnet.inference.learner.LeftOutRows;
import org.allnet.inference.model.ModelDescription;
import org.allnet.inference.model.ModelFile;
import org.allnet.inference.model.PredictionPipeline;
import org.allnet.inference.view.Views;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Decisions do not depend on what is asked together. */
class OneAnswerTest {

  private static final ComputeDevice CPU = ComputeDevice.of(Device.CPU);
  private static final int IMAGES = 34;
  private static final int SIDE = 60;

  /** Whole batches of the predictor, one that is not full, and one more than whole ones. */
  private static final List<Integer> TOGETHER = List.of(2, 16, 17);

  /** Of which each is asked alone and in every batch. */
  private static final int ASKED = 18;

  private static ModelFile model(int networks, PredictionPipeline pipeline) {
    return NoiseModels.of(networks, SIDE, pipeline, CPU);
  }

  private static final Origin ORIGIN =
      new Origin(Protocol.IMAGE, Role.VALIDATION, true, false, false, false, false);

  private static List<CellPixels> cells() {
    return NoiseModels.cells(3, IMAGES, SIDE);
  }

  private static DecisionRule at(double edge, double maxScore) {
    return new DecisionRule(
        TemperatureScaling.NONE,
        new OperatingPoint(PointRule.Known.YOUDEN, edge, 1, 1),
        new ReferBand(edge, Math.min(1, edge + 0.01), 0.1, 1, 0.0),
        new ConformalSets(0.1, List.of(maxScore, maxScore)));
  }

  /** The call and the set of each image. */
  private static List<String> decisions(Predictor predictor, List<CellPixels> cells, int at) {
    List<String> decisions = new ArrayList<>();
    for (int start = 0; start < cells.size(); start += at) {
      List<CellPixels> part = cells.subList(start, Math.min(cells.size(), start + at));
      for (double[] row : predictor.probabilities(part)) {
        decisions.add(
            decision(
                predictor.description().rule(),
                Arrays.stream(row).boxed().toList(),
                predictor.description()));
      }
    }
    return decisions;
  }

  private static String decision(
      DecisionRule rule, List<Double> probabilities, ModelDescription model) {
    ConformalSets sets = Objects.requireNonNull(rule.sets());
    return DecisionWords.answer(rule.decide(probabilities, model.classSet()), model.classSet())
        + sets.set(probabilities);
  }

  /** Asks in several batches and orders about images that edges are put at, one after the other. */
  private static void assertOneAnswer(ModelFile model, InferenceMode mode, int images) {
    List<CellPixels> cells = cells().subList(0, ASKED);
    List<double[]> known = new ArrayList<>();
    with(model, mode, plain -> known.addAll(plain.probabilities(cells)));
    for (int number = 0; number < images; number++) {
      int image = number;
      double[] row = known.get(image);
      with(
          model.with(at(row[1], 1 - row[0])),
          mode,
          predictor -> {
            List<String> alone = decisions(predictor, cells, 1);
            for (int together : TOGETHER) {
              assertThat(decisions(predictor, cells, together))
                  .as("image %d, %d together", image, together)
                  .isEqualTo(alone);
            }
            assertThat(shuffled(predictor, cells, image)).isEqualTo(alone);
          });
    }
  }

  private static void with(ModelFile model, InferenceMode mode, Consumer<Predictor> use) {
    try (Predictor predictor = Predictor.borrowing(model, CPU, mode)) {
      use.accept(predictor);
    }
  }

  private static List<String> shuffled(Predictor predictor, List<CellPixels> cells, int seed) {
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < cells.size(); i++) {
      order.add(i);
    }
    Collections.shuffle(order, new Random(seed));
    List<String> mixed = decisions(predictor, order.stream().map(cells::get).toList(), 16);
    Map<Integer, String> byImage = new LinkedHashMap<>();
    for (int i = 0; i < order.size(); i++) {
      byImage.put(order.get(i), mixed.get(i));
    }
    return order.stream().sorted().map(i -> String.valueOf(byImage.get(i))).toList();
  }

  /** What the other tests are for: without edges nearby, the last digits depend on the batch. */
  @Test
  void probabilities_farFromEdges_mayDiffer() {
    List<CellPixels> cells = cells();
    try (ModelFile model = model(1, PredictionPipeline.PLAIN)) {
      with(
          model,
          InferenceMode.THROUGHPUT,
          plain -> {
            List<double[]> together = plain.probabilities(cells);
            List<Double> apart = new ArrayList<>();
            for (int i = 0; i < cells.size(); i++) {
              double alone = plain.probabilities(List.of(cells.get(i))).get(0)[1];
              apart.add(Math.abs(alone - together.get(i)[1]));
            }
            assertThat(Collections.max(apart)).isBetween(1e-16, 1e-6);
          });
    }
  }

  @ParameterizedTest
  @EnumSource(InferenceMode.class)
  void decisions_atAnEdge_areTheSameInEveryBatch(InferenceMode mode) {
    int threads = torch.get_num_threads();
    CPU.setThreads(2);
    try (ModelFile model = model(1, PredictionPipeline.PLAIN)) {
      assertOneAnswer(model, mode, 2);
    } finally {
      CPU.setThreads(threads);
    }
  }

  @Test
  void decisions_ofAnEnsemble_areTheSameInEveryBatch() {
    try (ModelFile model = model(2, PredictionPipeline.PLAIN)) {
      assertOneAnswer(model, InferenceMode.THROUGHPUT, 3);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void decisions_ofViews_areTheSameInEveryBatch(boolean meanOfLogits) {
    try (ModelFile model =
        model(
            1,
            new PredictionPipeline(
                Views.parse("rotations count=2"), meanOfLogits, List.of(), false, null))) {
      assertOneAnswer(model, InferenceMode.FIRST_RESULT, 1);
    }
  }

  @Test
  void probabilities_ofLearners_areTheSameBits() {
    List<CellPixels> cells = cells();
    List<LearnerOptions> wanted =
        List.of(LearnerOptions.Svm.DEFAULTS, LearnerOptions.RandomForest.DEFAULTS);
    try (ModelFile networks =
        model(1, new PredictionPipeline(Views.SINGLE, false, wanted, false, null))) {
      List<FittedLearner> learners = new ArrayList<>();
      with(
          networks,
          InferenceMode.THROUGHPUT,
          seeing -> {
            double[][] rows = seeing.features(cells).toArray(double[][]::new);
            int[] labels = new Random(1).ints(IMAGES, 0, 2).toArray();
            for (LearnerOptions one : wanted) {
              LeftOutRows leftOut = new LeftOutRows.Beside(rows, labels);
              learners.add(Learner.fit(one, null, rows, labels, 2, leftOut, 1));
            }
          });
      ModelFile model =
          new ModelFile(networks.networks(), learners, networks.seen(), networks.description());
      with(
          model,
          InferenceMode.THROUGHPUT,
          predictor -> {
            List<double[]> together = predictor.probabilities(cells);
            for (int i = 0; i < IMAGES; i++) {
              assertThat(predictor.probabilities(List.of(cells.get(i))).get(0))
                  .isEqualTo(together.get(i));
            }
          });
    }
  }

  /** A rule's edges lie at validation images: those are decided about as when it was fitted. */
  @Test
  void ruleFit_decidesAsTheModelInEveryBatch() {
    List<CellPixels> cells = cells();
    int[] labels = new Random(1).ints(IMAGES, 0, 2).toArray();
    try (ModelFile model = model(1, PredictionPipeline.PLAIN)) {
      with(
          model,
          InferenceMode.THROUGHPUT,
          unscaled -> {
            Predictions said = predictions(unscaled, cells, labels);
            RuleFit fit =
                RuleFit.of(
                    unscaled, cells, said, new RuleOptions(PointRule.Known.YOUDEN, 0.2, 0.1));
            DecisionRule rule = fit.fitted().rule();
            assertThat(fit.validation().rows()).allMatch(row -> row.origin().equals(ORIGIN));
            List<String> fitted =
                fit.validation().rows().stream()
                    .map(row -> decision(rule, row.probabilities(), model.description()))
                    .toList();
            with(
                model.with(rule),
                InferenceMode.THROUGHPUT,
                predictor -> {
                  for (int together : List.of(1, 2, 8, 33, IMAGES)) {
                    assertThat(decisions(predictor, cells, together)).isEqualTo(fitted);
                  }
                });
          });
    }
  }

  private static Predictions predictions(
      Predictor predictor, List<CellPixels> cells, int[] labels) {
    List<Prediction> rows = new ArrayList<>();
    List<double[]> said = predictor.probabilities(cells);
    for (int i = 0; i < labels.length; i++) {
      List<Double> row = Arrays.stream(said.get(i)).boxed().toList();
      rows.add(new Prediction("image " + i, null, labels[i], null, ORIGIN, row));
    }
    return new Predictions(predictor.description().classSet(), rows);
  }
}
