package org.allnet.cli.explanation;

import java.util.Map;
import org.allnet.data.dataset.ClassSet;
import org.allnet.evaluation.decision.DecisionWords;
import org.allnet.explain.ExplainedImage;
import org.allnet.explain.Explanation;
import org.allnet.explain.check.HeatFractions;
import org.allnet.explain.picture.Overlay;
import org.allnet.inference.Classification;
import org.jspecify.annotations.Nullable;

/**
 * An explained image on the page of a batch.
 *
 * @param image the image's name
 * @param answer what the model says of it
 * @param probability the probability of the positive class
 * @param label the class that is explained
 * @param logit the class's logit
 * @param heat where the positive attributions are; absent if no place speaks for the class
 * @param thumbnail a small overlay, PNG. Not copied
 */
record ExplanationCard(
    String image,
    String answer,
    double probability,
    String label,
    double logit,
    @Nullable HeatFractions heat,
    byte[] thumbnail) {

  static ExplanationCard of(ExplainedImage image, Explanation why, ClassSet classes) {
    Classification answer = image.classification();
    Map<String, Double> probabilities = answer.probabilities();
    return new ExplanationCard(
        answer.image(),
        DecisionWords.answer(answer.decision(), classes),
        probabilities.getOrDefault(classes.positiveName(), 0.0),
        why.label(),
        why.result().logit(),
        why.heat(),
        new Overlay(image.pixels(), why.regions(), why.result().map(), why.signed()).thumbnail());
  }
}
