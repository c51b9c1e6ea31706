package org.allnet.cli.detection;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.allnet.data.Counted;
import org.allnet.data.InputException;
import org.allnet.data.WorkProgress;
import org.allnet.data.file.AtomicFile;
import org.allnet.detect.look.Monolayer;
import org.allnet.detect.model.DetectorDescription;
import org.allnet.detect.scale.NucleatedCells;
import org.allnet.detect.scale.WhiteCells.State;
import org.allnet.detect.tile.LargeField;
import org.allnet.evaluation.detection.Detection;
import org.allnet.inference.Classification;
import org.allnet.report.content.FieldPictures;
import org.allnet.report.content.FieldsReport;
import org.allnet.report.page.FieldsPage;
import org.allnet.report.text.Numbers;

/**
 * What a detector found, for a page. Fields that are not in memory any more are decoded once more,
 * one by one, so that thousands need little.
 *
 * @param model the detector's file
 * @param detector what is known of the detector
 * @param found the fields in their order
 * @param white what their white cells are
 * @param slides what white cells of each slide are
 * @param failed how many fields could not be read
 * @param synthetic what of it comes from cells that a program made
 * @param notes what has to be known of all of it, a line each
 * @param decoded has the pixels of the fields
 */
record ShownFields(
    Path model,
    DetectorDescription detector,
    List<FoundCells> found,
    WhiteCount white,
    SlideCounts slides,
    int failed,
    SyntheticParts synthetic,
    List<String> notes,
    DecodedFields decoded) {

  /** Larger fields are shown smaller. */
  private static final int FIELD_PIXELS = 1280;

  private static final int CELL_PIXELS = 160;
  private static final int MOST_CELLS = 60;

  /** A browser does not like more boxes on one picture. */
  private static final int MOST_BOXES = 2000;

  /**
   * Writes the page.
   *
   * @param file where to
   * @param progress is told how many fields are on it
   */
  void write(Path file, WorkProgress progress) {
    Runnable counter =
        progress.counter(WorkProgress.Step.READING, Math.min(FieldsPage.MOST_FIELDS, found.size()));
    AtomicFile.write(
        file,
        out ->
            FieldsPage.write(
                report(),
                place -> {
                  Optional<FieldPictures> pictures = pictures(found.get(place));
                  counter.run();
                  return pictures;
                },
                out));
  }

  private List<String> classes() {
    return detector.classes();
  }

  private FieldsReport report() {
    return new FieldsReport(
        DetectorLine.of(model, detector),
        classes(),
        detector.operatingPoints(),
        found.stream().map(this::row).toList(),
        Stream.concat(states().stream().map(State::title), Stream.of("monolayer")).toList(),
        WhiteCellsReport.ofAll(white),
        slides.report(),
        failed,
        warnings(),
        new FieldsReport.Elsewhere("--csv has all", "--pictures has all", "--json has all"));
  }

  private List<String> warnings() {
    return Stream.concat(synthetic.warnings().stream(), notes.stream().map(this::sentence))
        .toList();
  }

  /** A note with a capital, unless it begins with a field's name, whose letters stay. */
  private String sentence(String note) {
    boolean named = found.stream().anyMatch(field -> note.startsWith(field.of().image()));
    return (named ? note : note.substring(0, 1).toUpperCase(Locale.ROOT) + note.substring(1)) + ".";
  }

  private FieldsReport.FieldRow row(FoundCells field) {
    Monolayer monolayer = field.monolayer();
    WhiteCount count = white.of(field);
    String words =
        "%d x %d pixels%s%s: %s"
            .formatted(
                field.width(),
                field.height(),
                field.scale().isKnown() ? ", " + field.scale().text() : "",
                layer(field),
                field.counts(classes()));
    return new FieldsReport.FieldRow(
        field.image(),
        words,
        field.notes(),
        IntStream.range(0, classes().size()).mapToObj(field::count).toList(),
        Stream.concat(
                states().stream().map(state -> Numbers.count(count.count(state))),
                Stream.of(monolayer == null ? "-" : Numbers.metric(monolayer.score())))
            .toList(),
        WhiteCellsReport.ofField(count),
        Math.min(MOST_BOXES, field.cells().size()));
  }

  private List<State> states() {
    return classes().stream().anyMatch(NucleatedCells::isSmudge)
        ? List.of(State.CUT, State.TOUCHING, State.SMUDGE)
        : List.of(State.CUT, State.TOUCHING);
  }

  private static String layer(FoundCells field) {
    LargeField tiles = field.tiles();
    String looked =
        tiles == null
            ? ""
            : ", %s, %d of ground alone"
                .formatted(Counted.of(tiles.tiles(), "tile").withCommas(), tiles.ground());
    return looked + MonolayerWords.score(field).map(score -> ", " + score).orElse("");
  }

  /** The pictures of a field; empty if it can't be read any more. */
  private Optional<FieldPictures> pictures(FoundCells field) {
    try (FieldView view = FieldView.of(field, decoded)) {
      List<Detection> nucleated = field.cells().stream().filter(this::isNucleated).toList();
      FieldPicture whole = view.whole();
      return Optional.of(
          new FieldPictures(
              new FieldPictures.Whole(
                  whole.image().getWidth(),
                  whole.image().getHeight(),
                  whole.within(FIELD_PIXELS).jpeg()),
              marks(field, view),
              nucleated.stream()
                  .limit(MOST_CELLS)
                  .flatMap(cell -> cutOut(field, view, cell).stream())
                  .toList(),
              nucleated.size()));
    } catch (InputException e) {
      return Optional.empty();
    }
  }

  private boolean isNucleated(Detection cell) {
    return NucleatedCells.is(classes().get(cell.classIndex()));
  }

  private List<Detection> marked(FoundCells field) {
    if (field.cells().size() <= MOST_BOXES) {
      return field.cells();
    }
    return field.cells().stream()
        .sorted(Comparator.comparing(cell -> !isNucleated(cell)))
        .limit(MOST_BOXES)
        .toList();
  }

  private List<FieldPictures.Mark> marks(FoundCells field, FieldView view) {
    List<Detection> cells = marked(field);
    List<ShownCell> shown = view.shown(field, cells);
    return IntStream.range(0, cells.size())
        .mapToObj(
            i ->
                new FieldPictures.Mark(
                    shown.get(i).cell().box(),
                    field.words(cells.get(i), classes()),
                    cells.get(i).classIndex(),
                    shown.get(i).paths()))
        .toList();
  }

  /** A cell cut out; empty if its part of a large picture can't be read. */
  private Optional<FieldPictures.CutOut> cutOut(FoundCells field, FieldView view, Detection cell) {
    Classification answer = field.answers().get(cell);
    try {
      return Optional.of(
          new FieldPictures.CutOut(
              cell.classIndex(),
              field.words(cell, classes()),
              String.format(Locale.ROOT, "score %.2f", cell.score())
                  + (answer == null ? "" : ", " + CropClassifier.word(answer)),
              view.cutOut(cell.box()).within(CELL_PIXELS).jpeg()));
    } catch (InputException e) {
      return Optional.empty();
    }
  }
}
