package org.allnet.detect.tile;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.allnet.data.InputException;
import org.allnet.data.image.ImageDecoder;
import org.allnet.data.image.region.PictureRegions;
import org.allnet.detect.scale.DoubtfulScale;
import org.allnet.detect.scale.FieldScale;
import org.allnet.detect.scale.RedCells;
import org.allnet.evaluation.detection.Detection;
import org.jspecify.annotations.Nullable;

/**
 * The cells of an ordinary field: those that were found in the whole of it if its red cells then
 * appear about in the size that the detector has learned, else those of tiles at their scale.
 *
 * @param cells all that was found, in pixels of the field
 * @param scale what is said of the field, else that of its red cells that lie apart; unknown if
 *     nobody says it and they are too few
 * @param redCells the diameters of its red cells that lie apart, in pixels
 * @param tiles what was seen of the tiles; absent if the field was looked at as a whole
 * @param refused why a further look by tiles was not possible, so that the one before it counts;
 *     empty if none was missed
 */
public record OrdinaryField(
    List<Detection> cells,
    FieldScale scale,
    List<Double> redCells,
    @Nullable LargeField tiles,
    String refused) {

  private static final String MEASURED = "measured in tiles at the scale that was said";

  /** Copies the lists, so that nothing changes them from outside. */
  public OrdinaryField {
    cells = List.copyOf(cells);
    redCells = List.copyOf(redCells);
  }

  /**
   * Returns what has to be known of a look that was not possible.
   *
   * @param name what the field was called when it was looked at by tiles
   * @return a line; empty if no look was missed
   */
  public Optional<String> missed(String name) {
    return refused.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "a look at another scale was not possible, so that the one before counts: "
                + ImageDecoder.reason(name, refused));
  }

  /** Tells at which scale a field has to be looked at by tiles. */
  @FunctionalInterface
  public interface Sizes {
    /**
     * Returns the scale.
     *
     * @param field with what was found in the whole of it
     * @param picture its pixels
     * @return unknown if it is right to look at the whole field, or nobody knows better
     */
    FieldScale elsewhere(FieldSizes.Whole field, PictureRegions picture);
  }

  /** Looks at a picture tile by tile. */
  @FunctionalInterface
  public interface Tiles {
    /**
     * Returns what it finds.
     *
     * @param picture the picture
     * @param scale how large its red cells are
     * @throws InputException if it can't be looked at by tiles at that scale
     */
    LargeField at(PictureRegions picture, FieldScale scale);
  }

  /**
   * Looks at a field again if that has to be. If tiles at a scale that was said contradict it, it
   * is looked at once more, at a scale that fits its red cells better; what was said stays its
   * scale. If a further look is refused, the one before it counts.
   *
   * @param whole the field with what was found in the whole of it
   * @param picture its pixels
   * @param redCell the class of red cells; empty if the detector has none
   * @param sizes tells whether it has to be
   * @param tiles looks
   * @return the field's cells and scale
   */
  public static OrdinaryField of(
      FieldSizes.Whole whole,
      PictureRegions picture,
      Optional<Integer> redCell,
      Sizes sizes,
      Tiles tiles) {
    FieldScale elsewhere = sizes.elsewhere(whole, picture);
    LargeField seen = null;
    String refused = "";
    try {
      seen = elsewhere.isKnown() ? tiles.at(picture, elsewhere) : null;
      if (seen != null && redCell.isPresent() && elsewhere.equals(whole.said())) {
        FieldScale better = better(whole, seen, picture, redCell.get(), sizes);
        seen = better.isKnown() ? tiles.at(picture, better) : seen;
      }
    } catch (InputException e) {
      refused = Objects.toString(e.getMessage(), "");
    }
    return of(whole, redCell, seen, refused);
  }

  /**
   * Returns a field that needs no look but that at the whole of it.
   *
   * @param whole the field with what was found in the whole of it
   * @param redCell the class of red cells; empty if the detector has none
   * @return the field's cells and scale
   */
  public static OrdinaryField asWhole(FieldSizes.Whole whole, Optional<Integer> redCell) {
    return of(whole, redCell, null, "");
  }

  private static OrdinaryField of(
      FieldSizes.Whole whole,
      Optional<Integer> redCell,
      @Nullable LargeField seen,
      String refused) {
    List<Detection> cells = seen == null ? whole.cells() : seen.cells();
    RedCells red = new RedCells();
    redCell.ifPresent(of -> red.add(cells, of, whole.width(), whole.height()));
    return new OrdinaryField(
        cells, whole.said().isKnown() ? whole.said() : red.scale(), red.diameters(), seen, refused);
  }

  /**
   * Tiles at a scale that was said may show that it is wrong: by red cells of another size, or by
   * next to none of any. Then the field is looked at in another size, known by these red cells or
   * by a look at several scales.
   *
   * @return the other scale; unknown if nothing contradicts the one that was said, or nobody knows
   *     better
   */
  private static FieldScale better(
      FieldSizes.Whole whole, LargeField seen, PictureRegions picture, int redCell, Sizes sizes) {
    RedCells red = new RedCells();
    red.add(seen.cells(), redCell, whole.width(), whole.height());
    FieldScale said = whole.said();
    if (DoubtfulScale.of(said, red.count(), red.median(), "").isPresent()) {
      return FieldScale.given(red.median()).withWords(MEASURED);
    }
    if (DoubtfulScale.isEnough(
        (int) seen.cells().stream().filter(cell -> cell.classIndex() == redCell).count())) {
      return FieldScale.unknown(0);
    }
    FieldScale other = sizes.elsewhere(whole.asDoubted(), picture);
    return other.isKnown() && DoubtfulScale.differ(said, other.redCell())
        ? other
        : FieldScale.unknown(0);
  }
}
