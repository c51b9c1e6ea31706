package org.allnet.cli.detection;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.allnet.cli.terminal.EarlierFiles;
import org.allnet.cli.terminal.OverwriteMixin;
import org.allnet.data.OptionException;
import org.allnet.data.OptionName;
import org.allnet.data.OptionValue;
import org.allnet.data.Sentence;
import org.allnet.data.image.ImageFiles;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that name what is written of the cells that a detector finds. */
final class FieldFilesMixin {

  static final String LABEL_IMAGES = "--label-images";

  @Option(
      names = "--csv",
      paramLabel = "FILE",
      description = "Write a table of all boxes, one row per cell.")
  private @Nullable Path csv;

  @Option(
      names = "--page",
      paramLabel = "FILE",
      description = "Write a page for a browser, with all fields and their cells in it.")
  private @Nullable Path page;

  @Option(
      names = "--pictures",
      paramLabel = "DIR",
      description = "Write each field as a PNG with its boxes drawn.")
  private @Nullable Path pictures;

  @Option(
      names = "--crops",
      paramLabel = "DIR",
      description =
          "Write each cell as a PNG, in a folder for each class. Red cells and platelets are left"
              + " out.")
  private @Nullable Path crops;

  @Option(
      names = "--geojson",
      paramLabel = "DIR",
      description = "Write the boxes for QuPath, a file per field.")
  private @Nullable Path geojson;

  @Option(
      names = "--coco",
      paramLabel = "DIR",
      description = "Write the boxes as COCO JSON, with their scores.")
  private @Nullable Path coco;

  @Option(
      names = LABEL_IMAGES,
      paramLabel = "DIR",
      description =
          "With --masks: write a picture per field whose values number the cells, as Cellpose does.")
  private @Nullable Path labelImages;

  @Mixin private OverwriteMixin overwrite = new OverwriteMixin();

  private final List<EarlierFiles> earlier = new ArrayList<>();

  /** {@return a warning for each folder in which files of before stay} */
  List<String> warnings() {
    return earlier.stream().flatMap(one -> one.warning().stream()).toList();
  }

  /** {@return whether any is asked for} */
  boolean any() {
    return !folders().isEmpty() || csv != null || page != null;
  }

  /** {@return whether a page is} */
  boolean hasPage() {
    return page != null;
  }

  /** {@return whether something is that shows pixels of a field, beside the page} */
  boolean hasPictures() {
    return pictures != null || crops != null;
  }

  /** {@return the folders that are written into, in the order in which they are} */
  List<Path> folders() {
    return Stream.of(pictures, crops, labelImages, coco, geojson).filter(Objects::nonNull).toList();
  }

  /**
   * Checks all places before anything is computed.
   *
   * @param model the detector's file
   * @param images the fields
   * @param resume what else is written, the file of finished tiles; null if it is not
   * @throws OptionException if a place is an input, taken, of two outputs, or can't be written to
   */
  void check(Path model, ImageFiles images, @Nullable Path resume) {
    List<Path> inputs = new ArrayList<>(List.of(model));
    images.images().forEach(image -> inputs.add(image.file()));
    Map<OptionName, Path> written = new LinkedHashMap<>();
    if (resume != null) {
      written.put(OptionName.RESUME, resume);
    }
    Path table = csv;
    if (table != null) {
      overwrite.checkFile(OptionName.CSV, table, inputs);
      apart(OptionName.CSV, table, written);
      Path partial = CellRows.partial(table);
      if (partial != null) {
        overwrite.checkFile(OptionName.CSV, partial, inputs);
        apart(OptionName.CSV, partial, written);
      }
      written.put(OptionName.CSV, table);
    }
    Path html = page;
    if (html != null) {
      overwrite.checkPage(OptionName.PAGE, html, inputs);
      apart(OptionName.PAGE, html, written);
      written.put(OptionName.PAGE, html);
    }
    folders().forEach(folder -> apartFrom(folder, written));
    Map<OptionName, Path> taken = new LinkedHashMap<>();
    folder(OptionName.PICTURES, pictures, taken, images, inputs);
    folder(OptionName.CROPS, crops, taken, images, inputs);
    folder(OptionName.LABEL_IMAGES, labelImages, taken, images, inputs);
    folder(OptionName.COCO, coco, taken, images, inputs);
    folder(OptionName.GEOJSON, geojson, taken, images, inputs);
  }

  private static void apart(OptionName option, Path file, Map<OptionName, Path> written) {
    written.forEach(
        (other, path) -> {
          if (OverwriteMixin.isSame(file, path)) {
            OptionValue given = option.with(file);
            throw new OptionException(
                given, Sentence.of("%s: is the file of %s too; name another", given, other));
          }
        });
  }

  /** A folder can't be where a file is, or in it. */
  private static void apartFrom(Path folder, Map<OptionName, Path> written) {
    Path place = folder.toAbsolutePath().normalize();
    written.forEach(
        (option, path) -> {
          if (place.startsWith(path.toAbsolutePath().normalize())) {
            OptionValue given = option.with(path);
            throw new OptionException(
                given,
                Sentence.of("%s: is a folder of other output too; name another file", given));
          }
        });
  }

  private void folder(
      OptionName option,
      @Nullable Path folder,
      Map<OptionName, Path> taken,
      ImageFiles images,
      List<Path> inputs) {
    if (folder == null) {
      return;
    }
    overwrite.checkImages(option, folder, images.folders(), inputs);
    earlier.add(EarlierFiles.in(folder));
    Path place = folder.toAbsolutePath().normalize();
    taken.forEach(
        (other, path) -> {
          if (place.startsWith(path) || path.startsWith(place)) {
            OptionValue given = option.with(folder);
            throw new OptionException(
                given, Sentence.of("%s: is the folder of %s too; name another", given, other));
          }
        });
    taken.put(option, place);
  }

  /**
   * Returns what writes them.
   *
   * @param labels the classes of the classifier; none if cells are not classified
   * @param masks whether cells are outlined
   * @param synthetic what of it comes from cells that a program made
   */
  FieldFiles files(List<String> labels, boolean masks, SyntheticParts synthetic) {
    return new FieldFiles(
        csv, page, pictures, crops, coco, geojson, labelImages, labels, masks, synthetic);
  }
}
