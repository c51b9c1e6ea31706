package org.allnet.explain;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.allnet.data.Interruption;
import org.allnet.evaluation.explanation.ExplanationMethod;
import org.allnet.evaluation.explanation.MapCheck;
import org.allnet.evaluation.explanation.TrivialMap;
import org.allnet.evaluation.interval.BootstrapOptions;
import org.allnet.explain.check.CascadingRandomisation;
import org.allnet.explain.check.CurvePair;
import org.allnet.explain.check.ExampleCurves;
import org.allnet.explain.check.Examples;
import org.allnet.explain.check.FaithfulnessCheck;
import org.allnet.explain.check.HeatFractions;
import org.allnet.explain.check.MethodVerdict;
import org.allnet.explain.check.PerturbationCurve;
import org.allnet.explain.check.RandomisationCheck;
import org.allnet.explain.map.AttributionMap;
import org.allnet.explain.map.ImageToExplain;
import org.allnet.explain.map.MapMethod;
import org.allnet.explain.map.MapResult;
import org.allnet.explain.map.RgbImage;
import org.allnet.explain.masking.MaskedModel;
import org.allnet.explain.perturbation.MaskedOutput;
import org.jspecify.annotations.Nullable;

/**
 * Whether the maps of a method can be believed for a model: cascading randomisation, and deletion
 * and insertion beside maps that know nothing of the model.
 *
 * @param method the method
 * @param images how many images were looked at
 * @param cascades how alike the maps of each image and of randomised models are
 * @param faithfulness how the maps compare with trivial ones
 * @param verdict what follows
 * @param heat where the positive heat of each image is; those without any are left out
 * @param examples the images, and whose they are
 */
public record MethodCheck(
    ExplanationMethod method,
    int images,
    List<CascadingRandomisation> cascades,
    FaithfulnessCheck faithfulness,
    MethodVerdict verdict,
    List<@Nullable HeatFractions> heat,
    Examples examples) {

  /** The most images that a check should have: it keeps a map of each for each step. */
  public static final int MOST_IMAGES = 16;

  /** In how many steps the layers are randomised. */
  private static final int STEPS = 4;

  private static final long SEED = 1;

  private static final PerturbationCurve.Options CURVES = new PerturbationCurve.Options(16, 8, 1);

  /** How often a model answers about an image to have both curves of all maps. */
  private static final int ANSWERS = 2 * (CURVES.steps() + 1) * (1 + TrivialMap.values().length);

  /** Copies {@code cascades} and {@code heat}, so that nothing changes them from outside. */
  public MethodCheck {
    cascades = List.copyOf(cascades);
    heat = Collections.unmodifiableList(new ArrayList<>(heat));
  }

  /**
   * Returns of how many images a check costs at most as many answers as a training has looked at
   * images, so that it takes no longer than a part of the training.
   *
   * @param looks how many images the training looked at, each as often as it did
   * @return the number of images, at most {@link #MOST_IMAGES}; 0 if they are too few for a verdict
   */
  public static int affordable(long looks) {
    long images = Math.min(MOST_IMAGES, looks / ANSWERS);
    return images < FaithfulnessCheck.LEAST_CLUSTERS ? 0 : (int) images;
  }

  /** Is told how far a check has come. */
  @FunctionalInterface
  public interface CheckProgress {

    /**
     * Takes what has been done.
     *
     * @param done steps, from 0
     */
    void reached(int done);
  }

  /**
   * Checks a method.
   *
   * @param explainer what explained the images
   * @param explained images with maps, at least one
   * @param persons whose each of them is; null if that is not known
   * @param progress is told how far it has come
   * @return the check
   * @throws org.allnet.data.RunException if the thread is interrupted
   */
  public static MethodCheck of(
      Explainer explainer,
      List<ExplainedImage> explained,
      List<@Nullable String> persons,
      CheckProgress progress) {
    List<ExampleCurves> curves = new ArrayList<>();
    for (ExplainedImage image : explained) {
      progress.reached(curves.size());
      curves.add(curves(explainer, image, persons.get(curves.size())));
    }
    List<CascadingRandomisation> cascades = cascades(explainer, explained, progress);
    FaithfulnessCheck faithfulness = FaithfulnessCheck.of(curves, BootstrapOptions.DEFAULTS);
    return new MethodCheck(
        explainer.method(),
        explained.size(),
        cascades,
        faithfulness,
        MethodVerdict.of(RandomisationCheck.of(cascades), faithfulness),
        explained.stream().map(image -> explanation(image).heat()).toList(),
        Examples.of(
            explained.stream().map(image -> image.classification().image()).toList(), persons));
  }

  /** {@return what came of it, for reports and files} */
  public MapCheck summary() {
    return CheckSummary.of(this);
  }

  /** {@return the number of steps that a check of so many images has} */
  public static int steps(int images) {
    return images + STEPS;
  }

  private static ExampleCurves curves(
      Explainer explainer, ExplainedImage image, @Nullable String person) {
    Explanation why = explanation(image);
    MaskedOutput output =
        new MaskedModel(explainer.model(), image.pixels(), explainer.options().baseline())
            .probability(label(explainer, why));
    boolean[] cell = why.regions().cell();
    return new ExampleCurves(
        image.classification().image(),
        person,
        CurvePair.of(shown(why.result().map(), why.signed()), cell, output, CURVES),
        CurvePair.trivial(RgbImage.of(image.pixels()), cell, output, CURVES));
  }

  private static List<CascadingRandomisation> cascades(
      Explainer explainer, List<ExplainedImage> images, CheckProgress progress) {
    List<ImageToExplain> asked = images.stream().map(image -> asked(explainer, image)).toList();
    MapMethod how = explainer.how();
    List<String> names = explainer.model().layers();
    List<String> layers = new ArrayList<>();
    List<List<MapResult>> steps = new ArrayList<>();
    for (int step = 1; step <= STEPS; step++) {
      progress.reached(images.size() + step - 1);
      Interruption.ofThisThread().check("checking a method");
      double part = (double) step / STEPS;
      layers.add(names.get(Math.max(1, (int) Math.round(part * names.size())) - 1));
      steps.add(explainer.model().randomised(part, SEED, random -> how.explain(random, asked)));
    }
    List<CascadingRandomisation> cascades = new ArrayList<>();
    for (int i = 0; i < images.size(); i++) {
      Explanation why = explanation(images.get(i));
      int image = i;
      cascades.add(
          CascadingRandomisation.of(
              shown(why.result().map(), why.signed()),
              why.regions().cell(),
              layers,
              step -> shown(steps.get(step).get(image).map(), why.signed())));
    }
    return cascades;
  }

  private static ImageToExplain asked(Explainer explainer, ExplainedImage image) {
    Explanation why = explanation(image);
    return new ImageToExplain(image.pixels(), why.regions(), label(explainer, why));
  }

  private static int label(Explainer explainer, Explanation why) {
    return explainer.names().indexOf(why.label());
  }

  private static Explanation explanation(ExplainedImage image) {
    Explanation why = image.explanation();
    if (why == null) {
      throw new IllegalArgumentException("an image without an explanation");
    }
    return why;
  }

  /** What a reader sees: class activation maps are cut off at 0. */
  private static AttributionMap shown(AttributionMap map, boolean signed) {
    return signed ? map : map.positive();
  }
}
