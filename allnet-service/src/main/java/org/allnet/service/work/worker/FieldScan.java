package org.allnet.service.work.worker;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.allnet.data.image.CellPixels;
import org.allnet.data.image.region.LargePictures;
import org.allnet.detect.Detector;
import org.allnet.detect.box.FieldPixels;
import org.allnet.detect.scale.DoubtfulScale;
import org.allnet.detect.scale.FieldScale;
import org.allnet.detect.scale.NucleatedCells;
import org.allnet.detect.scale.RedCells;
import org.allnet.detect.tile.FieldSizes;
import org.allnet.detect.tile.LargeField;
import org.allnet.detect.tile.LearnedSize;
import org.allnet.detect.tile.OrdinaryField;
import org.allnet.evaluation.detection.Detection;
import org.allnet.service.domain.FieldLook;

/**
 * Looks for cells in a field as a whole if its red cells then appear about in the size that the
 * detector has learned, else tile by tile at their scale. The scale that cells are classified by is
 * what somebody or the file says, or that of twenty red cells which lie apart, of this field or of
 * {@linkplain CaseScale all of the case}; a rougher one serves for looking alone.
 */
final class FieldScan {

  private static final String RIGHT_ONE =
      "if the scale is wrong, so are its cells' proposals: hand it in again with the diameter of a red cell";

  /** What the field is called in messages, which people see beside it. */
  private static final String NAME = "field";

  private final Detector detector;

  FieldScan(Detector detector) {
    this.detector = detector;
  }

  /**
   * What was seen.
   *
   * @param cells all that was found, in pixels of the field
   * @param width of the field in pixels
   * @param height of the field in pixels
   * @param measured how large its cells appear; unknown if that can't be told
   * @param redCells the diameters of its red cells that lie apart, in pixels
   * @param notes what has to be known
   */
  record Seen(
      List<Detection> cells,
      int width,
      int height,
      FieldScale measured,
      List<Double> redCells,
      List<String> notes) {

    /** Whether somebody or the file says the scale. */
    boolean isSaid() {
      return measured.isKnown() && measured.source() != FieldScale.Source.RED_CELLS;
    }

    /** The scale to classify by. */
    Optional<FieldLook.Scale> scale() {
      return measured.isKnown()
          ? Optional.of(new FieldLook.Scale(measured.redCell(), measured.text()))
          : Optional.empty();
    }

    /** Cells that are neither red cells nor platelets, from top to bottom. */
    List<Detection> white(List<String> classes) {
      return cells.stream()
          .filter(cell -> NucleatedCells.is(classes.get(cell.classIndex())))
          .sorted(
              Comparator.comparingDouble((Detection cell) -> cell.box().centreY())
                  .thenComparingDouble(cell -> cell.box().centreX()))
          .toList();
    }

    /** Whether the edge of the field cuts a cell. */
    boolean isWhole(Detection cell) {
      return RedCells.isWhole(cell.box(), width, height, measured);
    }
  }

  Seen look(CellPixels image, Optional<FieldLook.Scale> known) {
    FieldPixels pixels = FieldPixels.of(image);
    FieldScale said =
        known
            .map(scale -> FieldScale.given(scale.redCellPixels()).withWords(scale.words()))
            .orElse(FieldScale.unknown(0));
    List<String> notes = new ArrayList<>();
    List<String> ofTiles = new ArrayList<>();
    Optional<Integer> redCell = RedCells.classOf(detector.classes());
    Optional<LearnedSize> learned = detector.learnedSize();
    OrdinaryField found =
        OrdinaryField.of(
            new FieldSizes.Whole(pixels.width(), pixels.height(), detector.detect(pixels), said),
            LargePictures.of(image),
            redCell,
            (whole, picture) ->
                learned
                    .map(size -> sizes(size, notes).elsewhere("this field", whole, picture))
                    .orElse(FieldScale.unknown(0)),
            (picture, scale) -> {
              LargeField seen = detector.byTiles(picture, scale.redCell(), NAME);
              // Of two looks the second one counts.
              ofTiles.clear();
              ofTiles.add(
                  learned.orElseThrow().why(pixels.width(), pixels.height(), scale.redCell()));
              ofTiles.addAll(seen.notes());
              return seen;
            });
    notes.addAll(ofTiles);
    if (found.tiles() == null) {
      detector.limitNote(found.cells()).ifPresent(notes::add);
    }
    found.missed(NAME).ifPresent(notes::add);
    if (said.isKnown()) {
      RedCells own = RedCells.ofDiameters(found.redCells());
      DoubtfulScale.of(said, own.count(), own.median(), "")
          .ifPresent(line -> notes.add(line + "; " + RIGHT_ONE));
    }
    return new Seen(
        found.cells(), pixels.width(), pixels.height(), found.scale(), found.redCells(), notes);
  }

  private FieldSizes<String> sizes(LearnedSize learned, List<String> notes) {
    return new FieldSizes<>(learned, detector::detect, unscaled -> notes.add(words(unscaled)));
  }

  private static String words(FieldSizes.Unscaled unscaled) {
    return String.format(
        Locale.ROOT,
        "%s; if its red cells are not about %.0f pixels wide, give their diameter",
        unscaled.why(),
        unscaled.usual());
  }
}
