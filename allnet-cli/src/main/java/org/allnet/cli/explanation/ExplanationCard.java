package org.allnet.cli.explanation;

import java.util.List;
import java.util.Locale;
import org.allnet.data.dataset.ClassSet;
import org.allnet.data.image.CellPixels;
import org.allnet.evaluation.decision.DecisionWords;
import org.allnet.explain.ExplainedImage;
import org.allnet.explain.Explanation;
import org.allnet.explain.check.HeatFractions;
import org.allnet.explain.feature.FeatureContribution;
import org.allnet.explain.feature.FeatureExplanation;
import org.allnet.explain.map.AttributionMap;
import org.allnet.explain.map.CellRegions;
import org.allnet.explain.picture.Overlay;
import org.allnet.inference.Classification;
import org.allnet.report.text.Numbers;
import org.jspecify.annotations.Nullable;

/**
 * An explained image on the page of a batch.
 *
 * @param image the image's name
 * @param answer what the model says of it
 * @param probability the probability of the positive class
 * @param label the class that is explained
 * @param score the class's logit, or its probability if learners answer
 * @param found what was found, a line each
 * @param placeless whether the map is of a single place
 * @param heat where the positive attributions are; absent if no place speaks for the class
 * @param thumbnail a small overlay, PNG. Not copied
 */
record ExplanationCard(
    String image,
    String answer,
    double probability,
    String label,
    String score,
    List<String> found,
    boolean placeless,
    @Nullable HeatFractions heat,
    byte[] thumbnail) {

  private static final int MOST_FEATURES = 5;

  /** The card of an image that networks answered about. */
  static ExplanationCard of(ExplainedImage image, Explanation why, ClassSet classes) {
    HeatFractions heat = why.heat();
    return card(
        image,
        why.label(),
        String.format(Locale.ROOT, "logit %.3g", why.result().logit()),
        List.of(heat == null ? "no place speaks for " + why.label() : words(heat)),
        why.isPlaceless(),
        heat,
        new Overlay(image.pixels(), why.regions(), why.result().map(), why.signed()),
        classes);
  }

  /** The card of an image that learners on features answered about. */
  static ExplanationCard of(ExplainedImage image, FeatureExplanation why, ClassSet classes) {
    CellPixels pixels = image.pixels();
    int height = pixels.frameHeight();
    int width = pixels.frameWidth();
    return card(
        image,
        classes.names().get(why.classIndex()),
        "P of the learners, before calibration, "
            + Numbers.threshold(why.output())
            + ", usually "
            + Numbers.threshold(why.base()),
        why.top(MOST_FEATURES).stream().map(ExplanationCard::words).toList(),
        false,
        null,
        new Overlay(
            pixels,
            CellRegions.of(pixels, new boolean[height * width]),
            AttributionMap.zero(height, width),
            true),
        classes);
  }

  private static ExplanationCard card(
      ExplainedImage image,
      String label,
      String score,
      List<String> found,
      boolean placeless,
      @Nullable HeatFractions heat,
      Overlay overlay,
      ClassSet classes) {
    Classification answer = image.classification();
    return new ExplanationCard(
        answer.image(),
        answered(answer, classes),
        answer.probabilities().getOrDefault(classes.positiveName(), 0.0),
        label,
        score,
        found,
        placeless,
        heat,
        overlay.thumbnail());
  }

  /** What the model says of an image, and why it says no class. */
  static String answered(Classification of, ClassSet classes) {
    String answer = DecisionWords.answer(of.decision(), classes);
    return of.referred()
        .map(reason -> "%s (%s)".formatted(answer, DecisionWords.shortly(reason)))
        .orElse(answer);
  }

  /** A feature and how it changes the probability. */
  static String words(FeatureContribution feature) {
    return String.format(
        Locale.ROOT,
        "%s %s (%.3g)",
        Numbers.difference(feature.contribution()),
        feature.name(),
        feature.value());
  }

  private static String words(HeatFractions heat) {
    String cell =
        "heat: %s on the cell (%s of the image)"
            .formatted(percent(heat.cell()), percent(heat.cellArea()));
    return heat.nucleus().isEmpty() || heat.nucleusArea().isEmpty()
        ? cell
        : cell
            + ", %s on the nucleus (%s)"
                .formatted(
                    percent(heat.nucleus().getAsDouble()),
                    percent(heat.nucleusArea().getAsDouble()));
  }

  private static String percent(double fraction) {
    return Math.round(100 * fraction) + " %";
  }
}
