package org.allnet.detect.loss;

import java.util.ArrayList;
import java.util.List;
import org.allnet.inference.network.design.DetectionAnchors;

/**
 * Which places are to say which cells in YOLOv4: those of the cell of the grid in which its middle
 * lies, with the shape that fits best of all nine, and every other shape that it overlaps by more
 * than .213 if both have the same middle. Several cells may take one place.
 */
final class AnchorAssignment {

  private static final double ALSO_FITS = 0.213;

  private final Places places;
  private final DetectionAnchors anchors;

  AnchorAssignment(Places places, DetectionAnchors anchors) {
    this.places = places;
    this.anchors = anchors;
  }

  /**
   * A place that is to say a cell.
   *
   * @param place from 0, of one image
   * @param cell the number of the cell
   */
  record Positive(int place, int cell) {}

  /**
   * Assigns places to the labelled cells of an image.
   *
   * @param truths the labelled cells of an image
   * @return the places, cell by cell
   */
  List<Positive> assign(List<TrueCell> truths) {
    List<Positive> positives = new ArrayList<>();
    for (int t = 0; t < truths.size(); t++) {
      TrueCell truth = truths.get(t);
      int best = best(truth);
      for (int shape = 0; shape < anchors.shapes().size(); shape++) {
        double fit = anchors.shapes().get(shape).iou(truth.width(), truth.height());
        if (shape == best || fit > ALSO_FITS) {
          positives.add(new Positive(place(truth, shape), t));
        }
      }
    }
    return positives;
  }

  private int best(TrueCell truth) {
    int best = 0;
    double most = -1;
    for (int shape = 0; shape < anchors.shapes().size(); shape++) {
      double fit = anchors.shapes().get(shape).iou(truth.width(), truth.height());
      if (fit > most) {
        most = fit;
        best = shape;
      }
    }
    return best;
  }

  /** The place of a shape in the cell of the grid in which a middle lies. */
  private int place(TrueCell truth, int shape) {
    int grid = shape / DetectionAnchors.PER_CELL;
    int first = 0;
    for (int finer = 0; finer < grid; finer++) {
      first += DetectionAnchors.PER_CELL * cells(finer) * cells(finer);
    }
    int across = cells(grid);
    int stride = places.strides().get(grid);
    int column = Math.max(0, Math.min(across - 1, (int) (truth.centreX() / stride)));
    int row = Math.max(0, Math.min(across - 1, (int) (truth.centreY() / stride)));
    return first + shape % DetectionAnchors.PER_CELL * across * across + row * across + column;
  }

  private int cells(int grid) {
    return places.side() / places.strides().get(grid);
  }
}
