package org.allnet.benchmark.engine;

import java.util.List;
import java.util.Objects;
import org.allnet.data.RunException;
import org.allnet.data.image.NamedCell;
import org.allnet.evaluation.explanation.ExplanationMethod;
import org.allnet.explain.ExplainedImage;
import org.allnet.explain.Explainer;
import org.allnet.explain.ExplanationOptions;
import org.allnet.inference.Classifier;

/**
 * ALLNet from decoded cells to answers with their maps, as {@code allnet explain} makes them before
 * it draws.
 */
final class Explanations implements Engine {

  private static final int SAMPLES = 512;

  private final Classifier classifier;
  private final Explainer explainer;
  private final boolean samples;
  private List<NamedCell> cells = List.of();

  Explanations(WorkOrder order) {
    samples = order.system() == Competitor.SHAP;
    classifier = Answers.open(order, order.model());
    ExplanationOptions usual = ExplanationOptions.DEFAULTS;
    explainer =
        new Explainer(
            classifier,
            new ExplanationOptions(
                samples ? ExplanationMethod.SHAP : ExplanationMethod.HIRES_CAM,
                null,
                usual.baseline(),
                usual.steps(),
                SAMPLES));
  }

  @Override
  public void load(List<LabelledCell> batch) {
    cells = Answers.named(batch);
  }

  @Override
  public List<double[]> run() {
    for (ExplainedImage image : explainer.explain(cells)) {
      if (image.explanation() == null) {
        throw new RunException(
            "an image has no map: %s".formatted(Objects.toString(image.problem())));
      }
    }
    return List.of();
  }

  /** A sample counts as an image. */
  @Override
  public double secondsPerImage(double seconds, int batch) {
    return seconds / (samples ? batch * SAMPLES : batch);
  }

  @Override
  public void close() {
    classifier.close();
  }
}
