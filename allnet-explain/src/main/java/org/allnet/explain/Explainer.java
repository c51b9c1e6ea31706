package org.allnet.explain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.allnet.data.InputException;
import org.allnet.data.OptionException;
import org.allnet.data.OptionName;
import org.allnet.data.OptionValue;
import org.allnet.data.Sentence;
import org.allnet.data.image.CellPixels;
import org.allnet.data.image.NamedCell;
import org.allnet.evaluation.explanation.CorrectedImage;
import org.allnet.evaluation.explanation.ExplanationMethod;
import org.allnet.evaluation.explanation.MapCheck;
import org.allnet.explain.check.HeatFractions;
import org.allnet.explain.feature.FeatureExplanation;
import org.allnet.explain.feature.LearnerExplanation;
import org.allnet.explain.gradient.ActivationMethod;
import org.allnet.explain.gradient.ClassActivation;
import org.allnet.explain.gradient.InputMethod;
import org.allnet.explain.map.CellRegions;
import org.allnet.explain.map.ImageToExplain;
import org.allnet.explain.map.MapMethod;
import org.allnet.explain.map.MapResult;
import org.allnet.explain.masking.OcclusionMethod;
import org.allnet.explain.masking.ShapMethod;
import org.allnet.explain.perturbation.Slic;
import org.allnet.inference.Classification;
import org.allnet.inference.Classifier;
import org.allnet.inference.explained.Explainable;
import org.allnet.inference.prediction.CorrectedCell;
import org.jspecify.annotations.Nullable;

/**
 * Explains the answers of a model.
 *
 * <pre>{@code
 * try (Classifier classifier = Classifier.open(Path.of("model.safetensors"))) {
 *   Explainer explainer = new Explainer(classifier, ExplanationOptions.DEFAULTS);
 *   for (ExplainedImage image : explainer.explain(cells)) {
 *     Explanation why = image.explanation();
 *     if (why != null && why.heat() != null) {
 *       System.out.println(image.classification().image() + " " + why.heat().cell());
 *     }
 *   }
 * }
 * }</pre>
 *
 * <p>Thread-safe. It lives as long as its classifier.
 */
public final class Explainer {

  private final Classifier classifier;
  private final Explainable model;
  private final ExplanationOptions options;
  private final ExplanationMethod method;

  /**
   * An explainer of a model.
   *
   * @param classifier the model
   * @param options what is to be explained, and how
   * @throws OptionException if the model has no such class, or the method can't explain it
   */
  public Explainer(Classifier classifier, ExplanationOptions options) {
    this.classifier = classifier;
    this.model = classifier.unwrap(Explainable.class);
    this.options = options;
    boolean learned = !classifier.model().answersByNetworks();
    ExplanationMethod usual = learned ? ExplanationMethod.FEATURES : ExplanationMethod.HIRES_CAM;
    this.method = options.method() == null ? usual : options.method();
    String label = options.label();
    if (label != null && !names().contains(label)) {
      throw OptionException.unknown(OptionName.CLASS, label, String.join(", ", names()));
    }
    if (learned != (method == ExplanationMethod.FEATURES)) {
      OptionValue given = OptionName.METHOD.with(method.key());
      throw new OptionException(
          given,
          Sentence.of(
              learned
                  ? "%s: learners on features answer in this model, and they have no gradients and see no places; use %s"
                  : "%s: networks answer in this model, and they see places; use %s",
              given,
              OptionName.METHOD.with(usual.key())));
    }
  }

  /** {@return the method that explains} */
  public ExplanationMethod method() {
    return method;
  }

  /**
   * {@return whether the method's maps can be believed for the model, as measured at the end of its
   * training; empty if this method was not checked there}
   */
  public Optional<MapCheck> check() {
    return classifier.model().mapCheck().filter(check -> check.method() == method);
  }

  /** {@return the names of the model's classes} */
  List<String> names() {
    return classifier.model().classes().names();
  }

  /**
   * Explains images.
   *
   * @param cells decoded images; a few at a time are quickest
   * @return what was found of each, in their order
   * @throws org.allnet.data.AllNetException as for {@link Classifier#classify}
   */
  public List<ExplainedImage> explain(List<NamedCell> cells) {
    // Images that correct each other would do so among those few that are asked about at once.
    List<Classification> answers =
        isTransductive()
            ? cells.stream().map(cell -> classifier.classify(List.of(cell)).get(0)).toList()
            : classifier.classify(cells);
    List<ImageToExplain> images = new ArrayList<>();
    for (int i = 0; i < cells.size(); i++) {
      if (answers.get(i).nothingToSee().isEmpty()) {
        CellPixels pixels = cells.get(i).pixels();
        boolean[] cell = model.cell(pixels);
        CellRegions regions =
            model.isCutOut(pixels)
                ? CellRegions.of(pixels, cell)
                : CellRegions.withoutNucleus(pixels, cell);
        images.add(new ImageToExplain(pixels, regions, label(answers.get(i))));
      }
    }
    Iterator<Outcome> outcomes = outcomes(images).iterator();
    List<ExplainedImage> explained = new ArrayList<>();
    for (int i = 0; i < cells.size(); i++) {
      Outcome outcome = answers.get(i).nothingToSee().isPresent() ? Outcome.NONE : outcomes.next();
      explained.add(
          new ExplainedImage(
              cells.get(i).pixels(),
              answers.get(i),
              outcome.explanation(),
              outcome.features(),
              outcome.problem()));
    }
    return explained;
  }

  /** {@return whether the model corrects images by each other} */
  public boolean isTransductive() {
    return classifier.model().isTransductive();
  }

  /**
   * Says what images make of each other's answers.
   *
   * @param cells decoded images, the batch whose images correct each other
   * @return what became of each, in their order; empty if the model corrects nothing
   * @throws org.allnet.data.AllNetException as for {@link Classifier#classifyAll}
   */
  public List<CorrectedImage> corrections(List<NamedCell> cells) {
    List<CorrectedCell> found = model.corrections(cells.stream().map(NamedCell::pixels).toList());
    List<CorrectedImage> named = new ArrayList<>();
    for (int i = 0; i < found.size(); i++) {
      CorrectedCell one = found.get(i);
      named.add(
          new CorrectedImage(
              cells.get(i).name(),
              one.first(),
              one.corrected(),
              one.mixtures(),
              one.voters().stream()
                  .map(
                      voter ->
                          new CorrectedImage.Voter(
                              cells.get(voter.image()).name(), voter.times(), voter.positive()))
                  .toList()));
    }
    return named;
  }

  /** What came of an image. */
  private record Outcome(
      @Nullable Explanation explanation,
      @Nullable FeatureExplanation features,
      @Nullable String problem) {

    private static final Outcome NONE = new Outcome(null, null, null);
  }

  /** An image that can't be explained is no reason not to explain the others. */
  private List<Outcome> outcomes(List<ImageToExplain> images) {
    try {
      List<Outcome> outcomes = new ArrayList<>();
      if (method == ExplanationMethod.FEATURES) {
        images.forEach(image -> outcomes.add(new Outcome(null, features(image), null)));
        return outcomes;
      }
      MapMethod how = how();
      List<MapResult> results = how.explain(model, images);
      for (int i = 0; i < results.size(); i++) {
        Explanation why = explanation(images.get(i), results.get(i), how.isSigned());
        outcomes.add(new Outcome(why, null, null));
      }
      return outcomes;
    } catch (InputException e) {
      return images.size() == 1
          ? List.of(new Outcome(null, null, e.getMessage()))
          : images.stream().flatMap(image -> outcomes(List.of(image)).stream()).toList();
    }
  }

  private Explanation explanation(ImageToExplain image, MapResult result, boolean signed) {
    return new Explanation(
        method,
        names().get(image.label()),
        result,
        image.regions(),
        HeatFractions.of(
                result.map(), image.regions().cell(), image.regions().nucleus().orElse(null))
            .orElse(null),
        signed);
  }

  /** The class that was asked for, else the predicted one, else the most probable one. */
  private int label(Classification answer) {
    String label = options.label();
    if (label == null) {
      label =
          answer
              .predicted()
              .orElseGet(
                  () ->
                      answer.probabilities().entrySet().stream()
                          .max(Comparator.comparingDouble(Map.Entry::getValue))
                          .orElseThrow()
                          .getKey());
    }
    return names().indexOf(label);
  }

  private FeatureExplanation features(ImageToExplain image) {
    double[] row = model.features(image.pixels());
    List<String> known = model.featureNames();
    List<String> names = known.isEmpty() ? LearnerExplanation.numbered(row.length) : known;
    return FeatureExplanation.mean(
        model.learners().stream()
            .map(
                learner ->
                    LearnerExplanation.of(
                        learner, names, row, image.label(), LearnerExplanation.DEFAULTS))
            .toList());
  }

  /** {@return the inside of the model} */
  Explainable model() {
    return model;
  }

  /** {@return what is to be explained, and how} */
  ExplanationOptions options() {
    return options;
  }

  /** {@return how maps are made} */
  MapMethod how() {
    return switch (method) {
      case GRAD_CAM -> new ActivationMethod(ClassActivation.GRAD_CAM);
      case HIRES_CAM -> new ActivationMethod(ClassActivation.HIRES_CAM);
      case INTEGRATED_GRADIENTS -> new InputMethod(options.integratedGradients());
      case OCCLUSION -> new OcclusionMethod(options.baseline());
      case SHAP -> new ShapMethod(options.baseline(), Slic.DEFAULTS, options.shap());
      case FEATURES -> throw new IllegalStateException("features have no map");
    };
  }
}
