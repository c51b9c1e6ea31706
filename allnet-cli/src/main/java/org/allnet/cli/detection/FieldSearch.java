package org.allnet.cli.detection;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.allnet.cli.terminal.Progress;
import org.allnet.data.InputException;
import org.allnet.data.image.CellPixels;
import org.allnet.data.image.region.LargePictures;
import org.allnet.data.image.region.PictureRegions;
import org.allnet.data.image.region.PixelSize;
import org.allnet.detect.Detector;
import org.allnet.detect.box.FieldPixels;
import org.allnet.detect.look.Monolayer;
import org.allnet.detect.scale.FieldScale;
import org.allnet.detect.scale.RedCells;
import org.allnet.detect.tile.FieldSizes;
import org.allnet.detect.tile.LargeField;
import org.allnet.detect.tile.OrdinaryField;
import org.jspecify.annotations.Nullable;

/**
 * Looks for cells in fields: at an ordinary one as a whole if its red cells then appear about in
 * the size that the detector has learned, and else tile by tile at that scale, as at every large
 * picture. All fields of a folder get their {@linkplain #first first look} before it {@linkplain
 * #learn learns} their sizes and {@linkplain #finish finishes} any, so that their order does not
 * matter. Not for several threads.
 */
final class FieldSearch {

  private final Detector detector;
  private final DecodedFields decoded;
  private final FirstLooks looks;
  private final TiledSearch tiled;
  private final LargeFieldMixin options;
  private final Consumer<String> status;
  private final @Nullable OrdinarySizes sizes;
  private final Set<FieldGroups.Key> doubted = new HashSet<>();
  private final List<String> notes = new ArrayList<>();
  private String looking = "";

  FieldSearch(
      Detector detector,
      Path model,
      DecodedFields decoded,
      LargeFieldMixin options,
      Consumer<String> status,
      BiFunction<String, Integer, Progress> bars) {
    this.detector = detector;
    this.decoded = decoded;
    this.looks = new FirstLooks(detector, decoded);
    this.tiled = new TiledSearch(detector, model, options, status, bars);
    this.options = options;
    this.status = status;
    this.sizes =
        detector
            .learnedSize()
            .map(learned -> new OrdinarySizes(learned, detector::detect, this::note))
            .orElse(null);
  }

  /**
   * A field after its first look.
   *
   * @param name what to call it
   * @param file its file
   * @param whole what was found in the whole of it; null of a large picture, which has no such look
   * @param monolayer how far the whole is one; null if that is not known
   * @param fits whether nothing but that look is needed
   * @param notes what has to be known of its pixels
   */
  record First(
      String name,
      Path file,
      FieldSizes.@Nullable Whole whole,
      @Nullable Monolayer monolayer,
      boolean fits,
      List<String> notes) {

    private FieldGroups.Key group(FieldSizes.Whole seen) {
      return FieldGroups.Key.of(
          new FoundCells(
              new FoundCells.LookedAt(name, file, seen.width(), seen.height(), null),
              seen.said(),
              seen.cells()));
    }
  }

  /** {@return whether a part of a large picture could not be read} */
  boolean isIncomplete() {
    return tiled.isIncomplete();
  }

  /**
   * Begins with fields that {@link #first} will be asked about, at several side by side.
   *
   * @param next their files, in the order in which it will be asked; it begins with as many as fit
   *     into a part of the memory
   */
  void prepare(Collection<Path> next) {
    looks.prepare(next);
  }

  /**
   * Looks at the whole of a field if it is not large.
   *
   * @param name what to call it
   * @param file its file
   * @throws InputException if it can't be read
   */
  First first(String name, Path file) {
    begin(name);
    if (LargePictures.isLarge(file)) {
      return new First(name, file, null, null, false, List.of());
    }
    FirstLooks.Look look = looks.of(file, this::note);
    FieldScale said = FieldScales.of(options.redCell(), PixelSize.of(file), FieldScale.unknown(0));
    FieldSizes.Whole whole =
        new FieldSizes.Whole(
            look.image().frameWidth(), look.image().frameHeight(), look.cells(), said);
    return new First(
        name,
        file,
        whole,
        look.monolayer().orElse(null),
        sizes == null || sizes.fits(whole),
        List.copyOf(notes));
  }

  /**
   * Finds out in which size red cells appear in the fields of a folder.
   *
   * @param fields all of it that could be read
   */
  void learn(List<First> fields) {
    OrdinarySizes known = sizes;
    if (known == null) {
      return;
    }
    Map<FieldGroups.Key, List<First>> groups = new LinkedHashMap<>();
    fields.stream()
        .sorted(Comparator.comparing(First::file))
        .forEach(
            field -> {
              FieldSizes.Whole whole = field.whole();
              if (whole != null) {
                groups.computeIfAbsent(field.group(whole), key -> new ArrayList<>()).add(field);
              }
            });
    groups.forEach(
        (group, all) ->
            known.learn(
                group,
                all.stream().map(field -> Objects.requireNonNull(field.whole())).toList(),
                i -> LargePictures.of(decoded.decode(all.get(i).file()))));
  }

  /**
   * Finishes a field, with a look by tiles if that has to be.
   *
   * @param field that had its first look
   * @return the field with its cells, neither sorted out nor outlined
   * @throws InputException if it can't be read any more, or is large and its scale is unknown
   */
  FoundCells finish(First field) {
    begin(field.name());
    notes.addAll(field.notes());
    FieldSizes.Whole whole = field.whole();
    FoundCells found = whole == null ? large(field) : ordinary(field, whole);
    ScaleDoubt.of(found, detector.classes())
        .filter(doubt -> doubted.add(FieldGroups.Key.of(found)))
        .ifPresent(doubt -> status.accept("warning: %s: %s".formatted(found.image(), doubt)));
    return found.withNotes(notes);
  }

  private void begin(String name) {
    looking = name;
    notes.clear();
  }

  /** Takes what has to be known of the field that is looked at. */
  private void note(String note) {
    notes.add(note);
    status.accept("note: %s: %s".formatted(looking, note));
  }

  private FoundCells large(First field) {
    try (PictureRegions picture = DecodedFields.large(field.file(), this::note)) {
      return tiled.large(field.name(), field.file(), picture);
    }
  }

  private FoundCells ordinary(First field, FieldSizes.Whole whole) {
    FoundCells.LookedAt of =
        new FoundCells.LookedAt(field.name(), field.file(), whole.width(), whole.height(), null);
    OrdinarySizes known = sizes;
    if (known == null || field.fits()) {
      detector.limitNote(whole.cells()).ifPresent(this::note);
      FieldScale scale = OrdinaryField.asWhole(whole, redCells()).scale();
      return new FoundCells(of, scale, whole.cells()).withMonolayer(field.monolayer());
    }
    FieldGroups.Key group = field.group(whole);
    List<String> ofTiles = new ArrayList<>();
    CellPixels image = decoded.decode(field.file());
    try (PictureRegions pixels = LargePictures.of(image)) {
      OrdinaryField found =
          OrdinaryField.of(
              whole,
              pixels,
              redCells(),
              (asked, picture) -> known.elsewhere(group, asked, picture),
              (picture, scale) ->
                  elsewhere(field, picture, scale, known.why(whole, scale), ofTiles));
      notes.addAll(ofTiles);
      found.missed(field.name()).ifPresent(this::note);
      if (found.tiles() == null) {
        detector.limitNote(found.cells()).ifPresent(this::note);
      }
      return new FoundCells(of, found.scale(), found.cells())
          .withMonolayer(
              found.tiles() == null
                  ? field.monolayer()
                  : redCells()
                      .flatMap(red -> Monolayer.of(FieldPixels.of(image), found.cells(), red))
                      .orElse(null));
    }
  }

  /** Leaves its notes; of two looks the second one counts. */
  private LargeField elsewhere(
      First field, PictureRegions picture, FieldScale scale, String why, List<String> ofTiles) {
    status.accept("note: %s: %s".formatted(field.name(), why));
    LargeField seen = tiled.tiles(field.name(), field.file(), picture, scale, null);
    ofTiles.clear();
    ofTiles.add(why);
    ofTiles.addAll(FieldNotes.ofTiles(seen));
    return seen;
  }

  private Optional<Integer> redCells() {
    return RedCells.classOf(detector.classes());
  }
}
