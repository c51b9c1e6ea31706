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
import org.allnet.detect.LargeScale;
import org.allnet.detect.box.FieldPixels;
import org.allnet.detect.look.Monolayer;
import org.allnet.detect.scale.FieldScale;
import org.allnet.detect.scale.RedCells;
import org.allnet.detect.tile.FieldSizes;
import org.allnet.detect.tile.LargeField;
import org.allnet.detect.tile.LearnedSize;
import org.allnet.detect.tile.OrdinaryField;
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
   * Looks at a field: at a large picture tile by tile, at any other as a whole.
   *
   * @param image its name
   * @param place its path or address; null if there are bytes alone
   * @param content its bytes; null if it is a file
   * @param given pixels of a red cell as a user says; null if they don't
   * @throws InputException if it can't be read, or is large and its scale is unknown
   */
  FieldRow look(
      String image, @Nullable String place, byte @Nullable [] content, @Nullable Double given) {
    try (FieldFile file = FieldFile.of(place, content)) {
      FieldScale said =
          given != null
              ? FieldScale.given(given)
              : PixelSize.of(file.path())
                  .map(size -> FieldScale.ofMetadata(size.micrometres(), size.source()))
                  .orElse(FieldScale.unknown(0));
      Source source = new Source(image, place, content, file.path(), said);
      return LargePictures.isLarge(file.path()) ? large(source) : whole(source);
    }
  }

  /** Where a field comes from, and what is said of its scale. */
  private record Source(
      String image, @Nullable String place, byte @Nullable [] content, Path file, FieldScale said) {

    String folder() {
      String at = place == null ? image : place;
      int name = at.lastIndexOf('/');
      return name < 0 ? "" : at.substring(0, name);
    }
  }

  private FieldRow whole(Source source) {
    List<String> notes = new ArrayList<>();
    FieldPixels pixels = FieldPixels.of(decoded(source.file(), notes));
    List<Detection> cells = detector.detect(pixels);
    boolean fits = learned == null || learned.isShown(cells, pixels.width(), pixels.height());
    if (fits) {
      detector.limitNote(cells).ifPresent(notes::add);
    }
    return new FieldRow(
        source.image(),
        source.place(),
        source.content(),
        source.folder(),
        pixels.width(),
        pixels.height(),
        source.said(),
        fits,
        diameters(cells, pixels.width(), pixels.height()),
        cells,
        monolayer(pixels, cells),
        null,
        notes,
        null);
  }

  /** A large picture has red cells enough for a scale of its own, and nothing to say of others. */
  private FieldRow large(Source source) {
    try (PictureRegions picture = LargePictures.open(source.file())) {
      List<String> notes = new ArrayList<>(picture.notes());
      PictureOrientation.note(source.file()).ifPresent(notes::add);
      FieldScale scale = LargeScale.of(detector, picture, source.said(), source.image());
      LargeField seen = detector.byTiles(picture, scale.redCell(), source.image());
      List<String> ofTiles =
          seen.notes().stream().map(note -> FieldFile.named(note, source.image())).toList();
      notes.addAll(ofTiles);
      return new FieldRow(
          source.image(),
          source.place(),
          source.content(),
          source.folder(),
          picture.width(),
          picture.height(),
          scale,
          true,
          diameters(seen.cells(), picture.width(), picture.height()),
          seen.cells(),
          seen.layers().median().map(Monolayer::score).orElse(null),
          slide(seen, ofTiles),
          notes,
          null);
    }
  }

  /** The first line of notes is that of unread tiles, if there are any. */
  private static FieldRow.Slide slide(LargeField seen, List<String> notes) {
    List<@Nullable Double> layers = new ArrayList<>();
    for (Detection cell : seen.cells()) {
      layers.add(seen.layers().at(cell.box()).map(Monolayer::score).orElse(null));
    }
    return new FieldRow.Slide(layers, seen.unread() > 0 ? notes.get(0) : null);
  }

  private CellPixels decoded(Path file, List<String> notes) {
    CellPixels pixels =
        decoder.decode(file, note -> notes.add(ImageDecoder.reason(file.toString(), note)));
    PictureOrientation.note(file).ifPresent(notes::add);
    return pixels;
  }

  /** Opens the pixels of a field again. */
  PictureRegions regions(Path file) {
    return LargePictures.isLarge(file)
        ? LargePictures.open(file)
        : LargePictures.of(decoded(file, new ArrayList<>()));
  }

  private List<Double> diameters(List<Detection> cells, int width, int height) {
    RedCells red = new RedCells();
    redCell.ifPresent(of -> red.add(cells, of, width, height));
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
   * Looks at an ordinary field by tiles if its red cells are of another size than the detector has
   * learned. If tiles at a scale that was said contradict it, it is looked at once more, as {@link
   * OrdinaryField} says.
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
    if (!field.said().isKnown() && (kindFits || rough == 0)) {
      return kindFits
          ? field
          : field.with(field.cells(), field.red(), field.monolayer(), why(field, size));
    }
    FieldSizes<String> sizes = new FieldSizes<>(size, detector::detect, unscaled -> {});
    sizes.told("", kindFits || rough == 0 ? FieldScale.unknown(0) : FieldScale.given(rough));
    try (FieldFile file = FieldFile.of(field.file(), field.content())) {
      CellPixels decoded = decoded(file.path(), new ArrayList<>());
      List<String> notes = new ArrayList<>();
      OrdinaryField found;
      try (PictureRegions picture = LargePictures.of(decoded)) {
        found =
            OrdinaryField.of(
                wholeOf(field, field.said()),
                picture,
                redCell,
                (whole, of) -> sizes.elsewhere("", whole, of),
                (of, scale) -> tiles(field, of, scale, size, notes));
      }
      found.missed(field.image()).ifPresent(notes::add);
      return found.tiles() == null && notes.isEmpty()
          ? field
          : field.with(
              found.cells(),
              found.redCells(),
              monolayer(FieldPixels.of(decoded), found.cells()),
              notes);
    }
  }

  /** Leaves its notes; of two looks the second one counts. */
  private LargeField tiles(
      FieldRow field,
      PictureRegions picture,
      FieldScale scale,
      LearnedSize size,
      List<String> notes) {
    LargeField seen = detector.byTiles(picture, scale.redCell(), field.image());
    notes.clear();
    notes.add(size.why(field.width(), field.height(), scale.redCell()));
    notes.addAll(seen.notes());
    return seen;
  }

  private static List<String> why(FieldRow field, LearnedSize size) {
    OptionalDouble times = size.found(field.cells(), field.width(), field.height());
    double usual = 1 / size.times(field.width(), field.height(), 1);
    return List.of(new FieldSizes.Unscaled(times, usual).why() + ", and its scale is unknown");
  }
}
