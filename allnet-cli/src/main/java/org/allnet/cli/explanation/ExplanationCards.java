package org.allnet.cli.explanation;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
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
import org.allnet.report.content.ExplanationCard;
import org.allnet.report.text.Numbers;

/** What pages and lines say of explained images. */
final class ExplanationCards {

  private static final int MOST_FEATURES = 5;

  private ExplanationCards() {}

  /** The card of an image that networks answered about. */
  static ExplanationCard of(ExplainedImage image, Explanation why, ClassSet classes) {
    HeatFractions heat = why.heat();
    return card(
        image,
        new ExplanationCard.Why(
            why.label(),
            String.format(Locale.ROOT, "logit %.3g", why.result().logit()),
            List.of(heat == null ? "no place speaks for " + why.label() : words(heat)),
            why.isPlaceless(),
            heat == null ? OptionalDouble.empty() : OptionalDouble.of(heat.cell())),
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
        new ExplanationCard.Why(
            classes.names().get(why.classIndex()),
            "P of the learners, before calibration, "
                + Numbers.threshold(why.output())
                + ", usually "
                + Numbers.threshold(why.base()),
            why.top(MOST_FEATURES).stream().map(ExplanationCards::words).toList(),
            false,
            OptionalDouble.empty()),
        new Overlay(
            pixels,
            CellRegions.of(pixels, new boolean[height * width]),
            AttributionMap.zero(height, width),
            true),
        classes);
  }

  private static ExplanationCard card(
      ExplainedImage image, ExplanationCard.Why why, Overlay overlay, ClassSet classes) {
    Classification answer = image.classification();
    return new ExplanationCard(
        answer.image(),
        answered(answer, classes),
        answer.probabilities().getOrDefault(classes.positiveName(), 0.0),
        why,
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
