package org.allnet.data.field.format;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.allnet.data.InputException;
import org.allnet.data.OptionException;
import org.allnet.data.OptionName;
import org.allnet.data.OptionValue;
import org.allnet.data.Sentence;
import org.allnet.data.dataset.FoundFiles;
import org.allnet.data.field.FieldLayout;
import org.allnet.data.field.FieldSet;
import org.jspecify.annotations.Nullable;

/**
 * Reads fields with their labels, and finds out how these are written.
 *
 * <pre>{@code
 * FieldSet set = FieldSetReader.read(Path.of("bccd"), FieldReadingOptions.DEFAULTS);
 * set.layout(); // VOC
 * }</pre>
 */
public final class FieldSetReader {

  private static final int NAMED = 3;

  private FieldSetReader() {}

  /**
   * Reads a set.
   *
   * @param data a folder with images and labels; or one file of labels, or a {@code data.yaml},
   *     with its images in its folder or below. Beside a folder {@code annotations} or {@code
   *     labels} that the file is in, the images may be in any folder
   * @param options how labels are read
   * @return the fields; nothing outside of the folder was read
   * @throws InputException if there is no such place, no labels that are known, labels in several
   *     layouts, or labels that are broken; names the file and what to do
   * @throws OptionException if there are no labels in the layout that was asked for, or pixels of
   *     others than VOC are to be counted from 1
   */
  public static FieldSet read(Path data, FieldReadingOptions options) {
    if (!Files.exists(data)) {
      throw InputException.in(data, "there is no such folder or file; check the path");
    }
    boolean folder = Files.isDirectory(data);
    Path root = folder ? data : rootOf(data);
    FoundFiles found = FoundFiles.withMasksBelow(root);
    Path chosen = folder ? null : in(found, data);
    boolean namesClasses =
        chosen != null && (YoloClasses.isYaml(chosen) || YoloClasses.isList(chosen));
    List<Path> others = chosen == null || namesClasses ? found.others() : List.of(chosen);
    FieldLayouts layouts = FieldLayouts.of(found, others);
    FieldLayout layout = namesClasses ? FieldLayout.YOLO : layout(data, layouts, chosen, options);
    List<Path> files = layouts.files().getOrDefault(layout, List.of());
    if (options.oneBased() && layout != FieldLayout.VOC) {
      throw new OptionException(
          OptionName.ONE_BASED,
          Sentence.of(
              "%s: holds %s, whose pixels are never counted from 1; leave %s out",
              data, layout.words(), OptionName.ONE_BASED));
    }
    List<Path> noFields = new ArrayList<>(layouts.labelImages().values());
    noFields.addAll(layouts.cellMasks().values());
    Reading reading = new Reading(found, noFields, files, options, chosen);
    for (Path file : layouts.unread()) {
      reading.note(
          "is named like an image and holds no labels that are read; if it is cut short, export it again",
          reading.name(file));
    }
    switch (layout) {
      case VOC -> VocReader.read(files, reading);
      case COCO -> CocoReader.read(files, reading);
      case YOLO -> YoloReader.read(files, reading);
      case ALL_IDB -> CentroidReader.read(files, reading);
      case LABELME -> LabelMeReader.read(files, reading);
      case CVAT -> CvatReader.read(files, reading);
      case GEOJSON -> GeoJsonReader.read(files, reading);
      case LABEL_IMAGES -> LabelImageReader.read(layouts.labelImages(), reading);
      case CELL_MASKS -> CellMaskReader.read(layouts.cellMasks(), reading);
    }
    return reading.set(name(root), layout);
  }

  /**
   * Returns how labels of fields in a folder are written, without reading them.
   *
   * @param folder a folder
   * @return the layouts of all label files; none if there are no such files. Pictures that number
   *     cells do not count, because masks of single cells look the same
   */
  public static Set<FieldLayout> layouts(Path folder) {
    FoundFiles found = FoundFiles.withMasksBelow(folder);
    Set<FieldLayout> layouts = EnumSet.noneOf(FieldLayout.class);
    layouts.addAll(FieldLayouts.of(found, found.others()).files().keySet());
    layouts.remove(FieldLayout.LABEL_IMAGES);
    layouts.remove(FieldLayout.CELL_MASKS);
    return layouts;
  }

  private static String name(Path root) {
    Path name = root.toAbsolutePath().normalize().getFileName();
    return name == null ? root.toString() : name.toString();
  }

  /** The folder of a file, or the one around it if that holds labels alone. */
  private static Path rootOf(Path file) {
    Path folder = file.toAbsolutePath().normalize().getParent();
    if (folder == null) {
      throw InputException.in(file, "is in no folder; give a folder with images and labels");
    }
    Path around = folder.getParent();
    String name = String.valueOf(folder.getFileName()).toLowerCase(Locale.ROOT);
    return around != null && List.of("annotations", "labels").contains(name) ? around : folder;
  }

  /** The file as it was found, whose path begins as those of the others do. */
  private static Path in(FoundFiles found, Path data) {
    Path absolute = data.toAbsolutePath().normalize();
    for (Path file : found.others()) {
      if (file.toAbsolutePath().normalize().equals(absolute)) {
        return file;
      }
    }
    throw InputException.in(
        data, "holds no labels of fields; give a folder with images and labels");
  }

  private static FieldLayout layout(
      Path data, FieldLayouts layouts, @Nullable Path chosen, FieldReadingOptions options) {
    Map<FieldLayout, List<Path>> files = layouts.files();
    FieldLayout asked = options.layout();
    if (asked != null) {
      if (!files.containsKey(asked)) {
        OptionValue given = OptionName.LAYOUT.with(asked.key());
        throw new OptionException(
            given,
            Sentence.of(
                "%s: holds no %s; leave %s out to find out what it holds",
                data, asked.words(), given));
      }
      return asked;
    }
    if (chosen != null) {
      files.keySet().removeIf(layout -> !files.getOrDefault(layout, List.of()).contains(chosen));
    }
    if (files.isEmpty()) {
      throw InputException.in(data, nothing(layouts));
    }
    if (files.size() > 1) {
      String all =
          files.entrySet().stream()
              .map(entry -> entry.getKey().words() + " (" + some(entry.getValue()) + ")")
              .collect(Collectors.joining(" and "));
      FieldLayout first = files.keySet().iterator().next();
      throw InputException.in(
          data,
          Sentence.of(
              "holds labels in several layouts: %s; say which is right, such as %s",
              all, OptionName.LAYOUT.with(first.key())));
    }
    return files.keySet().iterator().next();
  }

  private static String nothing(FieldLayouts layouts) {
    if (!layouts.pickles().isEmpty()) {
      return "holds Cellpose's %s, a Python pickle, which can run any program and is not read; save label images in Cellpose (save_masks, or 'Save masks as PNG')"
          .formatted(layouts.pickles().get(0).getFileName());
    }
    if (!layouts.detections().isEmpty()) {
      return "holds what a detector found (%s), not what is there; give the file with 'images', 'categories' and 'annotations'"
          .formatted(layouts.detections().get(0).getFileName());
    }
    return "holds no labels of fields; read are "
        + Arrays.stream(FieldLayout.values())
            .map(FieldLayout::words)
            .collect(Collectors.joining(", "));
  }

  private static String some(List<Path> files) {
    return files.stream()
            .limit(NAMED)
            .map(file -> file.getFileName().toString())
            .collect(Collectors.joining(", "))
        + (files.size() > NAMED ? ", ..." : "");
  }
}
