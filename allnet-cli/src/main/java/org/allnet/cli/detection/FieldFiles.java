package org.allnet.cli.detection;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.allnet.data.Counted;
import org.allnet.data.InputException;
import org.allnet.data.WorkProgress;
import org.allnet.data.field.Field;
import org.allnet.data.field.FieldLayout;
import org.allnet.data.field.FieldPart;
import org.allnet.data.field.FieldSet;
import org.allnet.data.field.format.GeoJsonFeatures;
import org.allnet.data.field.writing.FieldByField;
import org.allnet.data.field.writing.FieldSetWriter;
import org.allnet.data.file.AtomicFile;
import org.allnet.data.file.FileNames;
import org.allnet.data.layout.FolderMark;
import org.allnet.detect.scale.NucleatedCells;
import org.allnet.detect.scale.WhiteCells;
import org.allnet.evaluation.detection.Detection;
import org.allnet.inference.Classification;
import org.allnet.inference.image.pixels.OutputNames;
import org.jspecify.annotations.Nullable;

/**
 * Writes what a detector found. Pictures, cells, rows and GeoJSON are written field by field, so
 * that only boxes are kept; the other files at the end. Not for several threads.
 */
final class FieldFiles {

  private final CellRows rows;
  private final SyntheticParts synthetic;
  private final @Nullable Path page;
  private final @Nullable Path coco;
  private final @Nullable Path geojson;
  private final @Nullable OutputNames pictures;
  private final @Nullable OutputNames crops;
  private final @Nullable OutputNames labelImages;
  private final List<String> withoutLabelImage = new ArrayList<>();

  /** Fields of which a part could not be read for their picture. */
  private final List<String> unshown = new ArrayList<>();

  /** What is wrong with cells that could not be cut out. */
  private final List<String> uncut = new ArrayList<>();

  private @Nullable FieldByField features;

  FieldFiles(
      @Nullable Path csv,
      @Nullable Path page,
      @Nullable Path pictures,
      @Nullable Path crops,
      @Nullable Path coco,
      @Nullable Path geojson,
      @Nullable Path labelImages,
      List<String> labels,
      boolean masks,
      SyntheticParts synthetic) {
    this.rows = new CellRows(csv, labels, masks, synthetic);
    this.synthetic = synthetic;
    this.page = page;
    this.coco = coco;
    this.geojson = geojson;
    this.pictures = pictures == null ? null : new OutputNames(pictures);
    this.crops = crops == null ? null : new OutputNames(crops);
    this.labelImages = labelImages == null ? null : new OutputNames(labelImages);
  }

  /** {@return what is missing in files that were asked for, a line each} */
  List<String> notes() {
    List<String> notes = new ArrayList<>();
    if (!withoutLabelImage.isEmpty()) {
      notes.add(
          "%s no label image, having %s; the first: %s"
              .formatted(
                  Counted.of(withoutLabelImage.size(), "field").have(),
                  LabelImageFile.LIMITS,
                  withoutLabelImage.get(0)));
    }
    if (!unshown.isEmpty()) {
      notes.add(
          "parts of %s could not be read and are grey in the picture; the first: %s"
              .formatted(Counted.of(unshown.size(), "field"), unshown.get(0)));
    }
    if (!uncut.isEmpty()) {
      notes.add(
          "%s could not be read to be cut out; the first: %s"
              .formatted(Counted.of(uncut.size(), "cell"), uncut.get(0)));
    }
    return notes;
  }

  /** Marks the folders of pictures of synthetic cells, before there is any picture. */
  void markSynthetic() {
    if (!synthetic.fields()) {
      return;
    }
    Stream.of(pictures, crops, labelImages)
        .flatMap(Stream::ofNullable)
        .forEach(
            names ->
                FolderMark.writeSynthetic(
                    names.folder(), "allnet detect run, of synthetic fields"));
  }

  /**
   * Writes what is of one field alone.
   *
   * @param view of the field
   * @param field with its cells
   * @param classes the names of the classes
   */
  void field(FieldView view, FoundCells field, List<String> classes) {
    if (pictures != null) {
      view.whole(); // before anything is written of a field that can't be read
      if (!view.problem().isEmpty()) {
        unshown.add("%s (%s)".formatted(field.image(), view.problem()));
      }
    }
    rows.add(field, classes);
    if (geojson != null) {
      if (features == null) {
        features = new FieldByField(geojson, classes);
      }
      Field labels = field.asField(FieldPart.WHOLE, classes, synthetic);
      tell(features.write(labels), labels, field, field.white(classes));
    }
    if (pictures != null) {
      write(
          pictures.fileFor(field.image(), "png"),
          view.whole().withCells(view.shown(field, field.cells()), classes));
    }
    if (labelImages != null && LabelImageFile.fits(field)) {
      LabelImageFile.write(labelImages.fileFor(stem(field.image()) + "_masks.png", "png"), field);
    } else if (labelImages != null) {
      withoutLabelImage.add(field.image());
    }
    if (crops != null) {
      int number = 0;
      for (Detection cell : field.cells()) {
        String label = classes.get(cell.classIndex());
        number++;
        if (NucleatedCells.is(label)) {
          String name = "%s/%s_%02d.png".formatted(label, stem(field.image()), number);
          try {
            write(crops.fileFor(name, "png"), view.cutOut(cell.box()));
          } catch (InputException e) {
            uncut.add(Objects.toString(e.getMessage(), ""));
          }
        }
      }
    }
  }

  /** Cells without any area in the field have no box there, and too small ones no feature. */
  private static void tell(Path file, Field labels, FoundCells field, WhiteCells white) {
    if (white.states().isEmpty()) {
      return;
    }
    Map<String, Detection> cells = new HashMap<>();
    int box = 0;
    for (Detection cell : field.cells()) {
      if (!cell.box().clippedTo(field.width(), field.height()).isEmpty()) {
        cells.put(FieldByField.idOf(labels, box++), cell);
      }
    }
    AtomicFile.write(
        file,
        out ->
            GeoJsonFeatures.rewrite(
                file,
                out,
                1,
                features -> {
                  ObjectNode feature = features.get(0).node();
                  Detection cell = cells.get(feature.path("id").asText());
                  if (cell != null) {
                    white.state(cell).ifPresent(state -> AnsweredFeatures.put(feature, state));
                    Classification answer = field.answers().get(cell);
                    if (answer != null) {
                      AnsweredFeatures.put(feature, answer);
                    }
                  }
                }));
  }

  /** A crop lies in the folder of its class alone: folders above it would look like classes. */
  private static String stem(String image) {
    int name = image.lastIndexOf('/') + 1;
    String stem = image.substring(0, name) + FileNames.stem(image.substring(name));
    return stem.replaceFirst("^[./]+", "").replace('/', '_');
  }

  private static void write(Path file, FieldPicture picture) {
    AtomicFile.write(file, out -> out.write(picture.png()));
  }

  /**
   * Writes everything that is of all fields.
   *
   * @param content what the page shows
   * @param progress is told how many fields are on the page
   */
  void finish(ShownFields content, WorkProgress progress) {
    rows.finish();
    labels(FieldPart.WHOLE, content.found(), content.detector().classes(), progress);
    if (page != null) {
      content.write(page, progress);
    }
  }

  /**
   * Keeps what is in memory alone of the fields that are finished, as the process ends.
   *
   * @param found those fields
   * @param classes the names of the classes
   * @return the files that have them
   */
  List<Path> stop(List<FoundCells> found, List<String> classes) {
    List<Path> kept = new ArrayList<>(rows.kept());
    if (!found.isEmpty() && coco != null) {
      labels(FieldPart.FINISHED, found, classes, (step, done, total) -> {});
      kept.add(
          coco.resolve("annotations").resolve("instances_" + FieldPart.FINISHED.key() + ".json"));
    }
    Stream.of(geojson).filter(folder -> folder != null && !found.isEmpty()).forEach(kept::add);
    Stream.of(pictures, crops, labelImages)
        .flatMap(Stream::ofNullable)
        .map(OutputNames::folder)
        .filter(Files::isDirectory)
        .forEach(kept::add);
    return kept;
  }

  private void labels(
      FieldPart part, List<FoundCells> found, List<String> classes, WorkProgress progress) {
    if (coco == null) {
      return;
    }
    List<Field> fields =
        found.stream().map(field -> field.asField(part, classes, synthetic)).toList();
    FieldSetWriter.write(
        new FieldSet("found", coco, FieldLayout.COCO, classes, fields, List.of(), List.of()),
        FieldLayout.COCO,
        coco,
        false,
        progress);
  }
}
