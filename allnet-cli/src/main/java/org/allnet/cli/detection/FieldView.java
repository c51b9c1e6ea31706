package org.allnet.cli.detection;

import java.awt.Rectangle;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.allnet.data.field.BoundingBox;
import org.allnet.data.image.CellPixels;
import org.allnet.data.image.region.LargePictures;
import org.allnet.data.image.region.PictureOverview;
import org.allnet.data.image.region.PictureRegions;
import org.allnet.detect.box.FieldPixels;
import org.allnet.detect.mask.CellMask;
import org.allnet.evaluation.detection.Detection;
import org.jspecify.annotations.Nullable;

/**
 * A field to be shown: whole, smaller if it is large, with cells cut out of it at their full size.
 * Not for several threads.
 */
final class FieldView implements AutoCloseable {

  /** The longer side of a large field that is shown whole. */
  static final int MOST_PIXELS = 4096;

  private final Supplier<PictureRegions> opening;
  private final boolean large;
  private final int width;
  private final int height;
  private @Nullable PictureRegions opened;
  private @Nullable FieldPicture whole;
  private String problem = "";

  private FieldView(Supplier<PictureRegions> opening, boolean large, int width, int height) {
    this.opening = opening;
    this.large = large;
    this.width = width;
    this.height = height;
  }

  /** A field that is in memory. */
  static FieldView of(CellPixels pixels) {
    return of(LargePictures.of(pixels));
  }

  /** A field that is open. */
  static FieldView of(PictureRegions regions) {
    return new FieldView(() -> regions, false, regions.width(), regions.height());
  }

  /**
   * A field's file, which is opened as its pixels are asked for.
   *
   * @param field that was looked at before
   * @param decoded decodes it if it is not large
   * @throws org.allnet.data.InputException if there is no such picture any more
   */
  static FieldView of(FoundCells field, DecodedFields decoded) {
    Path file = field.file();
    boolean large = LargePictures.isLarge(file);
    return new FieldView(
        () -> large ? LargePictures.open(file) : LargePictures.of(decoded.decode(file)),
        large,
        field.width(),
        field.height());
  }

  /**
   * Returns the field's own pixels, which this closes.
   *
   * @throws org.allnet.data.InputException if the field can't be read any more
   */
  PictureRegions regions() {
    PictureRegions known = opened;
    if (known == null) {
      known = opening.get();
      opened = known;
    }
    return known;
  }

  /** {@return pixels of the field that is shown whole for one of the real one, at most 1} */
  double scale() {
    return !large ? 1 : Math.min(1, (double) MOST_PIXELS / Math.max(width, height));
  }

  /** {@return the whole field, at {@link #scale}} */
  FieldPicture whole() {
    FieldPicture known = whole;
    if (known == null) {
      known = FieldPicture.of(large ? smaller() : all());
      whole = known;
    }
    return known;
  }

  /**
   * {@return what of {@link #whole} could not be read and is grey, one line; empty if all could}
   */
  String problem() {
    return problem;
  }

  private FieldPixels smaller() {
    PictureOverview overview = PictureOverview.of(regions(), MOST_PIXELS);
    problem = overview.problem();
    return new FieldPixels(overview.width(), overview.height(), overview.rgb());
  }

  private FieldPixels all() {
    return new FieldPixels(width, height, regions().rgb(0, 0, 0, width, height));
  }

  private BoundingBox shown(BoundingBox box) {
    return box.scaled(scale(), scale());
  }

  /**
   * Returns cells where they are in the whole field that is shown, with their outlines.
   *
   * @param field this one, with its masks
   * @param cells some of its cells
   */
  List<ShownCell> shown(FoundCells field, List<Detection> cells) {
    List<ShownCell> shown = new ArrayList<>();
    for (Detection cell : cells) {
      CellMask mask = field.masks().get(cell);
      shown.add(
          new ShownCell(
              new Detection(cell.classIndex(), shown(cell.box()), cell.score()),
              mask == null ? null : OutlinePath.of(mask.cell().toPolygon(), scale()),
              mask == null || mask.nucleus().isEmpty()
                  ? null
                  : OutlinePath.of(mask.nucleus().toPolygon(), scale())));
    }
    return shown;
  }

  /**
   * Cuts a cell out, with a margin.
   *
   * @param box in pixels of the field, with a part in it
   */
  FieldPicture cutOut(BoundingBox box) {
    if (!large) {
      return whole().cutOut(box);
    }
    Rectangle part = FieldPicture.withMargin(box, width, height);
    return FieldPicture.of(
        new FieldPixels(
            part.width, part.height, regions().rgb(0, part.x, part.y, part.width, part.height)));
  }

  @Override
  public void close() {
    if (opened != null) {
      opened.close();
    }
  }
}
