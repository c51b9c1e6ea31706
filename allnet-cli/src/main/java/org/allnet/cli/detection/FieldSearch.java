package org.allnet.cli.detection;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.allnet.cli.terminal.Progress;
import org.allnet.data.InputException;
import org.allnet.data.OptionName;
import org.allnet.data.Sentence;
import org.allnet.data.file.Sha256;
import org.allnet.data.image.region.LargePictures;
import org.allnet.data.image.region.PictureRegions;
import org.allnet.data.image.region.PixelSize;
import org.allnet.detect.Detector;
import org.allnet.detect.box.FieldPixels;
import org.allnet.detect.look.Monolayer;
import org.allnet.detect.scale.FieldScale;
import org.allnet.detect.scale.RedCells;
import org.allnet.detect.tile.FieldSizes;
import org.allnet.detect.tile.FinishedTiles;
import org.allnet.detect.tile.LargeField;
import org.allnet.detect.tile.OrdinaryField;
import org.allnet.detect.tile.ScaleProbe;
import org.allnet.detect.tile.TileFile;
import org.allnet.detect.tile.TileSearch;
import org.jspecify.annotations.Nullable;

/**
 * Looks for cells in fields: at an ordinary one as a whole if its red cells then appear about in
 * the size that the detector has learned, and else tile by tile at that scale, as at every large
 * picture. Not for several threads.
 */
final class FieldSearch {

  private final Detector detector;
  private final Path model;
  private final FirstLooks looks;
  private final LargeFieldMixin options;
  private final Consumer<String> status;
  private final BiFunction<String, Integer, Progress> bars;
  private final @Nullable OrdinarySizes sizes;
  private final Set<FieldGroups.Key> doubted = new HashSet<>();
  private final List<String> notes = new ArrayList<>();
  private String looking = "";
  private boolean incomplete;

  FieldSearch(
      Detector detector,
      Path model,
      DecodedFields decoded,
      LargeFieldMixin options,
      Consumer<String> status,
      BiFunction<String, Integer, Progress> bars) {
    this.detector = detector;
    this.model = model;
    this.looks = new FirstLooks(detector, decoded);
    this.options = options;
    this.status = status;
    this.bars = bars;
    this.sizes =
        detector
            .learnedSize()
            .map(learned -> new OrdinarySizes(learned, detector::detect, this::note))
            .orElse(null);
  }

  /** {@return whether a part of a large picture could not be read} */
  boolean isIncomplete() {
    return incomplete;
  }

  /**
   * Begins with fields that {@link #search} will be asked about, at several side by side.
   *
   * @param next their files, in the order in which it will be asked; it begins with as many as fit
   *     into a part of the memory
   */
  void prepare(Collection<Path> next) {
    looks.prepare(next);
  }

  /**
   * Looks at a field.
   *
   * @param name what to call it
   * @param file its file
   * @return the field with its cells, neither sorted out nor outlined
   * @throws InputException if it can't be read, or is large and its scale is unknown
   */
  FoundCells search(String name, Path file) {
    looking = name;
    notes.clear();
    if (!LargePictures.isLarge(file)) {
      FirstLooks.Look look = looks.of(file, this::note);
      FoundCells field = ordinary(name, file, look);
      doubt(field);
      return field.withNotes(notes);
    }
    try (PictureRegions picture = DecodedFields.large(file, this::note)) {
      return large(name, file, picture).withNotes(notes);
    }
  }

  /** Takes what has to be known of the field that is looked at. */
  private void note(String note) {
    notes.add(note);
    status.accept("note: %s: %s".formatted(looking, note));
  }

  private FoundCells ordinary(String name, Path file, FirstLooks.Look look) {
    FieldPixels pixels = look.pixels();
    FieldScale said = FieldScales.of(options.redCell(), PixelSize.of(file), FieldScale.unknown(0));
    FieldSizes.Whole whole =
        new FieldSizes.Whole(pixels.width(), pixels.height(), look.cells(), said);
    FoundCells.LookedAt of =
        new FoundCells.LookedAt(name, file, pixels.width(), pixels.height(), null);
    OrdinarySizes known = sizes;
    FieldGroups.Key group = FieldGroups.Key.of(new FoundCells(of, said, look.cells()));
    List<String> ofTiles = new ArrayList<>();
    OrdinaryField found =
        OrdinaryField.of(
            whole,
            LargePictures.of(look.image()),
            redCells(),
            (field, picture) ->
                known == null ? FieldScale.unknown(0) : known.elsewhere(group, field, picture),
            (picture, scale) -> elsewhere(name, file, whole, picture, scale, ofTiles));
    notes.addAll(ofTiles);
    return new FoundCells(of, found.scale(), found.cells())
        .withMonolayer(
            (found.tiles() == null
                    ? look.monolayer()
                    : redCells().flatMap(red -> Monolayer.of(pixels, found.cells(), red)))
                .orElse(null));
  }

  /** Leaves its notes; of two looks the second one counts. */
  private LargeField elsewhere(
      String name,
      Path file,
      FieldSizes.Whole whole,
      PictureRegions picture,
      FieldScale scale,
      List<String> ofTiles) {
    double trained = trainedRedCell(file);
    String why = Objects.requireNonNull(sizes).why(whole, scale);
    status.accept("note: %s: %s".formatted(name, why));
    LargeField seen = tiles(name, file, picture, scale, trained, null);
    ofTiles.clear();
    ofTiles.add(why);
    ofTiles.addAll(FieldNotes.ofTiles(seen));
    return seen;
  }

  private FoundCells large(String name, Path file, PictureRegions picture) {
    double trained = trainedRedCell(file);
    FieldScale scale = scale(file, picture, trained);
    LargeField found = tiles(name, file, picture, scale, trained, options.resume());
    FoundCells field =
        new FoundCells(
                new FoundCells.LookedAt(name, file, picture.width(), picture.height(), found),
                scale,
                found.cells())
            .withMonolayer(found.layers().median().orElse(null));
    doubt(field);
    return field;
  }

  private LargeField tiles(
      String name,
      Path file,
      PictureRegions picture,
      FieldScale scale,
      double trained,
      @Nullable Path kept) {
    TileSearch.Sized sized =
        TileSearch.plan(picture, scale.redCell(), trained, detector.tileInput(), name);
    TileSearch search = sized.search();
    int tiles = search.plan().count();
    LargeField found;
    try (Detector.TileDetector finder = detector.forTiles(sized.input());
        Progress progress = bars.apply("looking at " + name, tiles)) {
      if (kept == null) {
        found =
            search.run(picture, finder, FinishedTiles.NONE, options.skipThick(), progress::reach);
      } else {
        TileFile.Key key =
            new TileFile.Key(
                name, Sha256.ofEnds(file), Sha256.ofFile(model), search, detector.classes().size());
        try (TileFile done = TileFile.open(kept, key)) {
          found = search.run(picture, finder, done, options.skipThick(), progress::reach);
        }
      }
    }
    status.accept(words(name, scale, found));
    FieldNotes.ofTiles(found).forEach(note -> status.accept(name + ": " + note));
    incomplete |= found.unread() > 0;
    return found;
  }

  private static String words(String name, FieldScale scale, LargeField found) {
    String resumed = found.resumed() == 0 ? "" : ", %d of them before".formatted(found.resumed());
    return "%s: %s; %d tiles%s, %d of ground alone passed over%s"
        .formatted(
            name,
            scale.text(),
            found.tiles(),
            resumed,
            found.ground(),
            MonolayerWords.score(found.layers()).map(score -> "; " + score).orElse(""));
  }

  /** A doubtful scale is told of once for all fields of a kind. */
  private void doubt(FoundCells field) {
    ScaleDoubt.of(field, detector.classes())
        .filter(doubt -> doubted.add(FieldGroups.Key.of(field)))
        .ifPresent(doubt -> status.accept("warning: %s: %s".formatted(field.image(), doubt)));
  }

  private Optional<Integer> redCells() {
    return RedCells.classOf(detector.classes());
  }

  private double trainedRedCell(Path file) {
    return detector
        .trainedRedCell()
        .orElseThrow(
            () ->
                InputException.in(
                    file,
                    "is large, and the detector does not know at what scale to look at it: too few red cells were labelled in its training; cut the picture into fields"));
  }

  private FieldScale scale(Path file, PictureRegions picture, double trained) {
    FieldScale said = FieldScales.of(options.redCell(), PixelSize.of(file), FieldScale.unknown(0));
    if (said.isKnown()) {
      return said;
    }
    FieldScale measured =
        redCells()
            .map(
                redCell ->
                    new ScaleProbe(
                            detector::detect, detector.description().inputSize(), trained, redCell)
                        .of(picture))
            .orElse(FieldScale.unknown(0));
    if (!measured.isKnown()) {
      throw InputException.in(
          file,
          Sentence.of(
              "is large, and its scale is unknown: no metadata, and %d round red cells at some places, of 20 that are needed; give the diameter of a red cell by %s",
              measured.redCells(), OptionName.RED_CELL));
    }
    return measured;
  }
}
