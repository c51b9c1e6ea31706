package org.allnet.spark;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.allnet.data.InputException;
import org.allnet.data.image.CellPixels;
import org.allnet.data.image.DecodeLimits;
import org.allnet.data.image.ImageDecoder;
import org.allnet.data.image.region.LargePictures;
import org.allnet.data.image.region.PictureOrientation;
import org.allnet.data.image.region.PictureRegions;
import org.allnet.data.image.region.PixelSize;
import org.allnet.detect.Detector;
import org.allnet.detect.box.FieldPixels;
import org.allnet.detect.look.Monolayer;
import org.allnet.detect.scale.FieldScale;
import org.allnet.detect.scale.RedCells;
import org.allnet.detect.tile.FieldSizes;
import org.allnet.detect.tile.LargeField;
import org.allnet.detect.tile.LearnedSize;
import org.allnet.evaluation.detection.Detection;
import org.jspecify.annotations.Nullable;

/**
 * How an executor looks at a field: as a whole, and by tiles if its red cells are of another size.
 */
final class FieldSight {

  private final Detector detector;
  private final ImageDecoder decoder = new ImageDecoder(DecodeLimits.DEFAULTS);
  private final Optional<Integer> redCell;
  private final @Nullable LearnedSize learned;

  FieldSight(Detector detector) {
    this.detector = detector;
    this.redCell = RedCells.classOf(detector.classes());
    this.learned = detector.learnedSize().orElse(null);
  }

  /**
   * Looks at a field as a whole.
   *
   * @param image its name
   * @param place its path or address; null if there are bytes alone
   * @param content its bytes; null if it is a file
   * @param given pixels of a red cell as a user says; null if they don't
   * @throws InputException if it can't be read
   */
  FieldRow whole(
      String image, @Nullable String place, byte @Nullable [] content, @Nullable Double given) {
    try (FieldFile file = FieldFile.of(place, content)) {
      List<String> notes = new ArrayList<>();
      CellPixels decoded = decoded(file.path(), notes);
      FieldPixels pixels = FieldPixels.of(decoded);
      List<Detection> cells = detector.detect(pixels);
      FieldScale said =
          given != null
              ? FieldScale.given(given)
              : PixelSize.of(file.path())
                  .map(size -> FieldScale.ofMetadata(size.micrometres(), size.source()))
                  .orElse(FieldScale.unknown(0));
      OptionalDouble times =
          learned == null
              ? OptionalDouble.empty()
              : learned.found(cells, pixels.width(), pixels.height());
      boolean fits =
          learned == null || (times.isPresent() && LearnedSize.fits(times.getAsDouble()));
      return new FieldRow(
          image,
          place,
          content,
          folder(place == null ? image : place),
          pixels.width(),
          pixels.height(),
          said,
          fits,
          diameters(cells, pixels),
          cells,
          monolayer(pixels, cells),
          notes,
          null);
    }
  }

  private CellPixels decoded(Path file, List<String> notes) {
    if (LargePictures.isLarge(file)) {
      throw new InputException(
          "is more than %d pixels wide or high, and fields on a cluster are looked at as a whole; cut it into fields"
              .formatted(LargePictures.SIDE));
    }
    CellPixels pixels =
        decoder.decode(file, note -> notes.add(ImageDecoder.reason(file.toString(), note)));
    PictureOrientation.note(file).ifPresent(notes::add);
    return pixels;
  }

  /** Opens the pixels of a field again. */
  PictureRegions regions(Path file) {
    return LargePictures.of(decoded(file, new ArrayList<>()));
  }

  private static String folder(String place) {
    int name = place.lastIndexOf('/');
    return name < 0 ? "" : place.substring(0, name);
  }

  private List<Double> diameters(List<Detection> cells, FieldPixels pixels) {
    RedCells red = new RedCells();
    redCell.ifPresent(of -> red.add(cells, of, pixels.width(), pixels.height()));
    return red.diameters();
  }

  private @Nullable Double monolayer(FieldPixels pixels, List<Detection> cells) {
    return redCell
        .flatMap(of -> Monolayer.of(pixels, cells, of))
        .map(Monolayer::score)
        .orElse(null);
  }

  /**
   * Finds out about in which size red cells appear in a field in which the detector sees none of
   * the size that it has learned.
   *
   * @return pixels of a red cell; 0 if that can't be told
   */
  double roughly(FieldRow field) {
    if (learned == null) {
      return 0;
    }
    try (FieldFile file = FieldFile.of(field.file(), field.content());
        PictureRegions picture = regions(file.path())) {
      FieldScale scale =
          new FieldSizes<String>(learned, detector::detect, unscaled -> {})
              .elsewhere("this field", wholeOf(field, FieldScale.unknown(0)), picture);
      return scale.isKnown() ? scale.redCell() : 0;
    }
  }

  private static FieldSizes.Whole wholeOf(FieldRow field, FieldScale scale) {
    return new FieldSizes.Whole(field.width(), field.height(), field.cells(), scale);
  }

  /**
   * Looks at a field by tiles if its red cells are of another size than the detector has learned.
   *
   * @param field that was looked at as a whole
   * @param kindFits whether another field of its folder and size has red cells of that size
   * @param rough pixels of a red cell in fields of its folder and size; 0 if nobody knows
   * @return the field, with what was found in its tiles if there are any
   */
  FieldRow byTiles(FieldRow field, boolean kindFits, double rough) {
    LearnedSize size = learned;
    if (size == null || field.error() != null || field.fits()) {
      return field;
    }
    FieldScale scale =
        field.said().isKnown() || kindFits || rough == 0 ? field.said() : FieldScale.given(rough);
    if (!scale.isKnown()) {
      return kindFits
          ? field
          : field.with(field.cells(), field.red(), field.monolayer(), why(field, size));
    }
    if (LearnedSize.fits(size.times(field.width(), field.height(), scale.redCell()))) {
      return field;
    }
    try (FieldFile file = FieldFile.of(field.file(), field.content())) {
      CellPixels decoded = decoded(file.path(), new ArrayList<>());
      try (PictureRegions picture = LargePictures.of(decoded)) {
        LargeField seen = detector.byTiles(picture, scale.redCell(), field.image());
        FieldPixels pixels = FieldPixels.of(decoded);
        List<String> notes = new ArrayList<>();
        notes.add(size.why(field.width(), field.height(), scale.redCell()));
        notes.addAll(seen.notes());
        return field.with(
            seen.cells(), diameters(seen.cells(), pixels), monolayer(pixels, seen.cells()), notes);
      }
    }
  }

  private static List<String> why(FieldRow field, LearnedSize size) {
    OptionalDouble times = size.found(field.cells(), field.width(), field.height());
    double usual = 1 / size.times(field.width(), field.height(), 1);
    return List.of(new FieldSizes.Unscaled(times, usual).why() + ", and its scale is unknown");
  }
}
