package org.allnet.cli.explanation;

import java.util.List;
import java.util.Locale;
import org.allnet.data.dataset.ClassSet;
import org.allnet.explain.ExplainedImage;
import org.allnet.explain.Explanation;
import org.allnet.explain.check.HeatFractions;
import org.allnet.explain.feature.FeatureExplanation;
import org.allnet.report.content.MapTrust;

/** What is printed of an image that was explained, a line. */
final class ExplanationLine {

  private static final int MOST_FEATURES = 3;

  private ExplanationLine() {}

  /**
   * Returns the line of an image with a map.
   *
   * @param image the image
   * @param why its explanation
   * @param classes the model's classes
   * @param trust whether the map can be believed
   */
  static String of(ExplainedImage image, Explanation why, ClassSet classes, MapTrust trust) {
    HeatFractions heat = why.heat();
    String found =
        heat == null
            ? "no place speaks for it"
            : String.format(
                    Locale.ROOT, "heat on cell %.2f (area %.2f)", heat.cell(), heat.cellArea())
                + (heat.nucleus().isPresent()
                    ? String.format(
                        Locale.ROOT,
                        ", nucleus %.2f (area %.2f)",
                        heat.nucleus().orElse(0),
                        heat.nucleusArea().orElse(0))
                    : "");
    return "%s  %s  why %s: %s%s%s"
        .formatted(
            image.classification().image(),
            ExplanationCards.answered(image.classification(), classes),
            why.label(),
            found,
            why.isPlaceless()
                ? ", of a single place, which tells nothing of where the model looked"
                : "",
            trust.mark());
  }

  /**
   * Returns the line of an image whose features count.
   *
   * @param image the image
   * @param why its explanation
   * @param classes the model's classes
   */
  static String of(ExplainedImage image, FeatureExplanation why, ClassSet classes) {
    List<String> top = why.top(MOST_FEATURES).stream().map(ExplanationCards::words).toList();
    return "%s  %s  why %s: %s"
        .formatted(
            image.classification().image(),
            ExplanationCards.answered(image.classification(), classes),
            classes.names().get(why.classIndex()),
            top.isEmpty() ? "no feature counts" : String.join(", ", top));
  }
}
