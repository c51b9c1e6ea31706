package org.allnet.data.field.format;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.allnet.data.dataset.FoundFiles;
import org.allnet.data.dataset.ImageEndings;
import org.allnet.data.field.FieldLayout;

/**
 * The label files in a folder, by their layout.
 *
 * @param files the files of each layout that is there
 * @param labelImages the pictures that number the cells of others, by these
 * @param cellMasks the pictures that show cytoplasm and nuclei of others, by these
 * @param pickles Cellpose's {@code _seg.npy} files, which are not read
 * @param detections lists of what a detector found, which say nothing of what is there
 * @param unread XML and JSON files that are named like an image and are of no layout, such as empty
 *     ones
 */
record FieldLayouts(
    Map<FieldLayout, List<Path>> files,
    Map<Path, Path> labelImages,
    Map<Path, Path> cellMasks,
    List<Path> pickles,
    List<Path> detections,
    List<Path> unread) {

  /**
   * Looks at the files of a set.
   *
   * @param others the files that may hold labels
   */
  static FieldLayouts of(FoundFiles found, List<Path> others) {
    Map<FieldLayout, List<Path>> files = new EnumMap<>(FieldLayout.class);
    List<Path> pickles = new ArrayList<>();
    List<Path> detections = new ArrayList<>();
    List<Path> unread = new ArrayList<>();
    ImageNames names = new ImageNames(found.images());
    for (Path file : others) {
      String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
      switch (ImageEndings.of(name)) {
        case "xml", "json", "geojson" -> {
          boolean known = name.endsWith(".xml") ? xml(file, files) : json(file, files, detections);
          if (!known && !names.of(file).isEmpty()) {
            unread.add(file);
          }
        }
        case "txt" -> {
          if (isYolo(file, found.name(file), names)) {
            add(files, FieldLayout.YOLO, file);
          }
        }
        case CentroidReader.ENDING -> add(files, FieldLayout.ALL_IDB, file);
        default -> {
          if (name.endsWith("_seg.npy")) {
            pickles.add(file);
          }
        }
      }
    }
    Map<Path, Path> labelImages = LabelImageReader.pairs(found);
    if (!labelImages.isEmpty()) {
      files.put(FieldLayout.LABEL_IMAGES, List.copyOf(labelImages.values()));
    }
    Map<Path, Path> cellMasks = CellMaskReader.pairs(found);
    if (!cellMasks.isEmpty()) {
      files.put(FieldLayout.CELL_MASKS, List.copyOf(cellMasks.values()));
    }
    return new FieldLayouts(files, labelImages, cellMasks, pickles, detections, unread);
  }

  private static void add(Map<FieldLayout, List<Path>> files, FieldLayout layout, Path file) {
    files.computeIfAbsent(layout, key -> new ArrayList<>()).add(file);
  }

  /** Takes an XML file, and says whether it is of a layout. */
  private static boolean xml(Path file, Map<FieldLayout, List<Path>> files) {
    String root = XmlElements.root(file);
    if (root.equals("annotation")) {
      add(files, FieldLayout.VOC, file);
    } else if (root.equals("annotations")) {
      add(files, FieldLayout.CVAT, file);
    } else {
      return false;
    }
    return true;
  }

  /** Takes a JSON file, and says whether it is of a layout. */
  private static boolean json(
      Path file, Map<FieldLayout, List<Path>> files, List<Path> detections) {
    switch (JsonItems.kind(file)) {
      case COCO -> add(files, FieldLayout.COCO, file);
      case LABELME -> add(files, FieldLayout.LABELME, file);
      case GEOJSON -> add(files, FieldLayout.GEOJSON, file);
      case DETECTIONS -> detections.add(file);
      case OTHER -> {
        return false;
      }
    }
    return true;
  }

  /** A text that is named like an image and is empty or begins with a label, or lies in labels. */
  private static boolean isYolo(Path file, String name, ImageNames names) {
    if (YoloClasses.isList(file)) {
      return false;
    }
    boolean called = !names.of(file).isEmpty();
    boolean inLabels = false;
    for (String part : FieldImages.parts(name)) {
      inLabels |= part.equalsIgnoreCase("labels");
    }
    if (!called && !inLabels) {
      return false;
    }
    String first = LabelText.firstLine(file);
    return first.isEmpty() ? called : called || YoloReader.isLabel(first);
  }
}
