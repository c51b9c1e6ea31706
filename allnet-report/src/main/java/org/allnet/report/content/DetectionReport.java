package org.allnet.report.content;

import java.util.List;
import org.allnet.evaluation.detection.DetectionEvaluation;

/**
 * Everything that the page about a detector tells.
 *
 * @param detector its file, recipe and training, a line
 * @param dataset the name of the set that it was evaluated on
 * @param part which of its fields
 * @param evaluation the metrics
 * @param warnings what a reader must know before the metrics, a line each
 * @param missed labelled cells that were not found
 * @param falseCells found cells that nobody labelled, the most certain first
 * @param making the command and the version, a line each
 */
public record DetectionReport(
    String detector,
    String dataset,
    EvaluatedPart part,
    DetectionEvaluation evaluation,
    List<String> warnings,
    Cells missed,
    Cells falseCells,
    List<String> making) {

  /** Copies {@code warnings} and {@code making}, so that nothing changes them from outside. */
  public DetectionReport {
    warnings = List.copyOf(warnings);
    making = List.copyOf(making);
  }

  /**
   * Cells of which some are shown.
   *
   * @param all how many there are
   * @param shown pictures of some
   */
  public record Cells(long all, List<Cell> shown) {

    /** Copies {@code shown}, so that nothing changes it from outside. */
    public Cells {
      shown = List.copyOf(shown);
    }
  }

  /**
   * A cell cut out of its field.
   *
   * @param field the name of the field
   * @param label its class
   * @param words what else is to be said
   * @param jpeg the picture, a JPEG file; treat it as read-only
   */
  public record Cell(String field, String label, String words, byte[] jpeg) {}
}
