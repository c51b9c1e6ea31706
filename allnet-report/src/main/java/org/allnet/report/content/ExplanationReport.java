package org.allnet.report.content;

import java.util.List;
import org.allnet.evaluation.explanation.ExplanationMethod;

/**
 * Everything that the page about explained images tells.
 *
 * @param asked what was asked
 * @param maps how maps are to be read
 * @param cards the images, in their order
 * @param neighbours who corrected the answers
 * @param warnings what else has to be known, a line each
 * @param aside what was asked about and is not on the page, and why, a line each
 */
public record ExplanationReport(
    Asked asked,
    MapLegend maps,
    List<ExplanationCard> cards,
    Neighbours neighbours,
    List<String> warnings,
    List<String> aside) {

  /** Copies the lists, so that nothing changes them from outside. */
  public ExplanationReport {
    cards = List.copyOf(cards);
    warnings = List.copyOf(warnings);
    aside = List.copyOf(aside);
  }

  /**
   * What was asked.
   *
   * @param model the model's name
   * @param method how answers were explained
   * @param positive the positive class
   */
  public record Asked(String model, ExplanationMethod method, String positive) {}

  /**
   * How maps are to be read.
   *
   * @param signed whether attributions below 0 speak against the class
   * @param resolution how fine the maps are, a sentence; empty if they are as fine as the image
   * @param trusts whether the maps can be believed; none if there are no maps
   */
  public record MapLegend(boolean signed, String resolution, List<MapTrust> trusts) {

    /** Copies {@code trusts}, so that nothing changes it from outside. */
    public MapLegend {
      trusts = List.copyOf(trusts);
    }
  }
}
