package org.allnet.cli.detection;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.allnet.data.WorkProgress;
import org.allnet.data.field.BoundingBox;
import org.allnet.data.field.Field;
import org.allnet.data.field.FieldLayout;
import org.allnet.data.field.FieldSet;
import org.allnet.data.field.writing.FieldSetWriter;
import org.allnet.data.file.AtomicFile;
import org.allnet.data.file.Csv;
import org.allnet.data.file.FileNames;
import org.allnet.data.layout.FolderMark;
import org.allnet.detect.box.FieldPixels;
import org.allnet.evaluation.detection.Detection;
import org.allnet.inference.image.pixels.OutputNames;
import org.jspecify.annotations.Nullable;

/**
 * Writes what a detector found. Pictures and cells are written field by field, so that only boxes
 * are kept; the other files at the end. Not for several threads.
 */
final class FieldFiles {

  private static final List<String> HEADER =
      List.of("image", "class", "score", "left", "top", "right", "bottom");

  private final @Nullable Path csv;
  private final @Nullable Path page;
  private final @Nullable Path coco;
  private final @Nullable Path geojson;
  private final @Nullable OutputNames pictures;
  private final @Nullable OutputNames crops;

  FieldFiles(
      @Nullable Path csv,
      @Nullable Path page,
      @Nullable Path pictures,
      @Nullable Path crops,
      @Nullable Path coco,
      @Nullable Path geojson) {
    this.csv = csv;
    this.page = page;
    this.coco = coco;
    this.geojson = geojson;
    this.pictures = pictures == null ? null : new OutputNames(pictures);
    this.crops = crops == null ? null : new OutputNames(crops);
  }

  /** Marks the folders of pictures as those of synthetic cells, before there is any picture. */
  void markSynthetic() {
    Stream.of(pictures, crops)
        .flatMap(Stream::ofNullable)
        .forEach(
            names ->
                FolderMark.writeSynthetic(
                    names.folder(), "allnet detect run, of synthetic fields"));
  }

  /**
   * Writes a field's pictures, if they are wanted.
   *
   * @param pixels of the field
   * @param field with its cells
   * @param classes the names of the classes
   */
  void field(FieldPixels pixels, FoundCells field, List<String> classes) {
    if (pictures == null && crops == null) {
      return;
    }
    FieldPicture picture = FieldPicture.of(pixels);
    if (pictures != null) {
      write(pictures.fileFor(field.image(), "png"), picture.withBoxes(field.cells(), classes));
    }
    if (crops != null) {
      int number = 0;
      for (Detection cell : field.cells()) {
        String label = classes.get(cell.classIndex());
        number++;
        if (NucleatedCells.is(label)) {
          String name = "%s/%s_%02d.png".formatted(label, stem(field.image()), number);
          write(crops.fileFor(name, "png"), picture.cutOut(cell.box()));
        }
      }
    }
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
  void finish(FieldPage content, WorkProgress progress) {
    List<String> classes = content.detector().classes();
    if (csv != null) {
      List<List<String>> rows = new ArrayList<>();
      content
          .found()
          .forEach(
              field -> field.cells().forEach(cell -> rows.add(row(field.image(), cell, classes))));
      Csv.write(csv, HEADER, rows);
    }
    labels(coco, FieldLayout.COCO, content, progress);
    labels(geojson, FieldLayout.GEOJSON, content, progress);
    if (page != null) {
      content.write(page, progress);
    }
  }

  private static void labels(
      @Nullable Path folder, FieldLayout layout, FieldPage content, WorkProgress progress) {
    if (folder == null) {
      return;
    }
    List<String> classes = content.detector().classes();
    List<Field> fields = content.found().stream().map(field -> field.asField(classes)).toList();
    FieldSetWriter.write(
        new FieldSet("found", folder, layout, classes, fields, List.of(), List.of()),
        layout,
        folder,
        false,
        progress);
  }

  private static List<String> row(String image, Detection cell, List<String> classes) {
    BoundingBox box = cell.box();
    return List.of(
        image,
        classes.get(cell.classIndex()),
        String.format(Locale.ROOT, "%.4f", cell.score()),
        pixels(box.left()),
        pixels(box.top()),
        pixels(box.right()),
        pixels(box.bottom()));
  }

  private static String pixels(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }
}
