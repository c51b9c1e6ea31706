package org.allnet.training.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.allnet.evaluation.metric.Evaluation;
import org.allnet.evaluation.metric.Metric;
import org.allnet.evaluation.metric.MetricValue;
import org.allnet.evaluation.prediction.Prediction;
import org.allnet.evaluation.prediction.Predictions;
import org.allnet.inference.engine.device.ComputeDevice;
import org.allnet.inference.learner.FeatureRanking;
import org.allnet.inference.learner.FittedLearner;
import org.allnet.inference.learner.Learner;
import org.allnet.inference.learner.LearnerOptions;
import org.allnet.inference.learner.LeftOutRows;
import org.allnet.inference.model.EnsembleMember;
import org.allnet.inference.model.ModelDescription;
import org.allnet.inference.model.ModelFile;
import org.allnet.inference.model.PredictionPipeline;
import org.allnet.inference.prediction.Predictor;
import org.allnet.training.recipe.Recipe;

/**
 * What is done to trained networks before they are a model: weights by kappa, learners on features.
 *
 * @param options the run's
 * @param device where to compute
 */
record ModelAssembly(RunOptions options, ComputeDevice device) {

  /** A network that is no better than chance still has a say, a small one. */
  private static final double LEAST_WEIGHT = 0.01;

  /**
   * Weighs each network by its Cohen's kappa.
   *
   * @param model the networks with equal weights
   * @param held images that no network was trained or chosen on, and that the model is not
   *     evaluated on
   * @return the same networks with their weights
   */
  ModelFile weighed(ModelFile model, LabelledCells held) {
    ModelDescription description = model.description();
    List<EnsembleMember> weighed = new ArrayList<>();
    for (int i = 0; i < model.networks().size(); i++) {
      EnsembleMember member = description.members().get(i);
      ModelFile alone =
          new ModelFile(
              List.of(model.networks().get(i)),
              List.of(),
              model.seen(),
              description
                  .withMembers(List.of(EnsembleMember.alone(member.network())))
                  .with(plain(description.pipeline())));
      try (Predictor predictor = borrowing(alone)) {
        double kappa = kappa(predictor, held);
        weighed.add(new EnsembleMember(member.network(), Math.max(LEAST_WEIGHT, kappa)));
      }
    }
    return new ModelFile(
        model.networks(), model.learners(), model.seen(), description.withMembers(weighed));
  }

  private Predictor borrowing(ModelFile model) {
    return Predictor.borrowing(model, device, options.mode());
  }

  /** The views, without learners and correction: what a network says by itself. */
  private static PredictionPipeline plain(PredictionPipeline whole) {
    return new PredictionPipeline(whole.views(), whole.meanOfLogits(), List.of(), false, null);
  }

  private static double kappa(Predictor predictor, LabelledCells images) {
    List<double[]> rows = predictor.probabilities(images.cells());
    List<Prediction> predictions = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      predictions.add(
          new Prediction(
              "image " + i,
              null,
              images.labels().get(i),
              null,
              Arrays.stream(rows.get(i)).boxed().toList()));
    }
    MetricValue kappa =
        Evaluation.of(new Predictions(predictor.description().classSet(), predictions))
            .metric(Metric.KAPPA);
    return kappa instanceof MetricValue.Value value ? value.value() : 0;
  }

  /**
   * Fits the recipe's learners on features of training images.
   *
   * @param model the networks, none for hand-crafted features
   * @param training the images
   * @param held images that no network was trained on, to fit probabilities to; none for
   *     hand-crafted features
   * @param folds the fold of each training image, for hand-crafted features; else empty
   * @return the same networks with the learners
   */
  ModelFile learned(ModelFile model, LabelledCells training, LabelledCells held, int[] folds) {
    Recipe recipe = options.recipe();
    double[][] features;
    LeftOutRows leftOut;
    try (Predictor seeing = borrowing(model)) {
      features = seeing.features(training.cells()).toArray(double[][]::new);
      leftOut =
          recipe.learners().handcrafted()
              ? new LeftOutRows.InFolds(folds)
              : new LeftOutRows.Beside(
                  seeing.features(held.cells()).toArray(double[][]::new), labels(held));
    }
    FeatureRanking ranking =
        recipe.learners().keep() == 0 ? null : new FeatureRanking(recipe.learners().keep());
    List<FittedLearner> learners = new ArrayList<>();
    for (LearnerOptions learner : recipe.learners().learners()) {
      learners.add(
          Learner.fit(
              learner,
              ranking,
              features,
              labels(training),
              model.description().classes().size(),
              leftOut,
              options.seed()));
    }
    return new ModelFile(model.networks(), learners, model.seen(), model.description());
  }

  private static int[] labels(LabelledCells images) {
    return images.labels().stream().mapToInt(Integer::intValue).toArray();
  }
}
