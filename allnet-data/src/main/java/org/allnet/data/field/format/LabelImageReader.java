package org.allnet.data.field.format;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.allnet.data.InputException;
import org.allnet.data.dataset.FoundFiles;
import org.allnet.data.dataset.ImageEndings;
import org.allnet.data.field.Mask;
import org.allnet.data.file.FileNames;
import org.allnet.data.image.LabelRaster;

/**
 * Pictures as of Cellpose, whose values number the cells: 0 is the ground. They are named after
 * their image with {@code _cp_masks} or {@code _masks} behind, or have its name and lie in a folder
 * of masks.
 */
final class LabelImageReader {

  /** The class of all cells: numbers tell none. */
  static final String CELL = "cell";

  private static final Pattern NAME = Pattern.compile("(?i)(.+?)_(cp_masks?|masks?|label|labels)");

  private static final List<String> FOLDERS = List.of("masks", "mask", "labels", "label");

  private LabelImageReader() {}

  /**
   * Pairs label images with the images that they are about.
   *
   * @param found the files of a set
   * @return the label image of each image
   */
  static Map<Path, Path> pairs(FoundFiles found) {
    List<Path> pictures = found.images();
    Map<Path, String> labels = new LinkedHashMap<>();
    for (Path picture : pictures) {
      Matcher name = NAME.matcher(stem(picture));
      if (isLossless(picture) && name.matches()) {
        labels.put(picture, name.group(1));
      } else if (isLossless(picture) && isInFolder(found.name(picture))) {
        labels.put(picture, stem(picture));
      }
    }
    List<Path> images = pictures.stream().filter(image -> !labels.containsKey(image)).toList();
    ImageNames names = new ImageNames(pictures);
    SetFolders folders = new SetFolders(found, images, labels.keySet());
    Map<Path, Path> pairs = new LinkedHashMap<>();
    for (Map.Entry<Path, String> label : labels.entrySet()) {
      Path picture = label.getKey();
      String file = found.name(picture);
      names.ofStem(label.getValue()).stream()
          .filter(image -> !image.equals(picture) && !isInFolder(found.name(image)))
          .filter(image -> !folders.apart(file, found.name(image)))
          .filter(image -> folders.relation(file, found.name(image)) != SetFolders.Relation.UNKNOWN)
          .forEach(
              image -> {
                Path other = pairs.put(image, picture);
                if (other != null) {
                  throw InputException.in(
                      picture,
                      "numbers the cells of %s, as %s does; keep one of them"
                          .formatted(image, other));
                }
              });
    }
    return pairs;
  }

  private static boolean isLossless(Path picture) {
    return List.of("png", "tif", "tiff").contains(ImageEndings.of(String.valueOf(picture)));
  }

  /** Whether the folder of a picture, or that around it, is one of masks. */
  private static boolean isInFolder(String name) {
    List<String> parts = FieldImages.parts(name.toLowerCase(Locale.ROOT));
    int end = parts.size() - 1;
    return parts.subList(Math.max(0, end - 2), end).stream().anyMatch(FOLDERS::contains);
  }

  private static String stem(Path picture) {
    return FileNames.stem(picture.getFileName().toString()).toLowerCase(Locale.ROOT);
  }

  static void read(Map<Path, Path> pairs, Reading reading) {
    pairs.forEach(
        (image, labels) -> {
          reading.images().take(image, labels);
          reading.draft(image, labels).ifPresent(draft -> take(labels, draft, reading));
        });
  }

  private static void take(Path file, FieldDraft draft, Reading reading) {
    LabelRaster raster = LabelRaster.read(file);
    draft.requireSize(raster, file);
    raster.note().ifPresent(note -> reading.note(note, reading.name(file)));
    boolean below = false;
    Map<Integer, Mask.Rows> cells = new TreeMap<>();
    for (int y = 0; y < raster.height(); y++) {
      int x = 0;
      while (x < raster.width()) {
        int label = raster.label(x, y);
        int from = x;
        while (x < raster.width() && raster.label(x, y) == label) {
          x++;
        }
        below |= label < 0;
        if (label > 0) {
          cells.computeIfAbsent(label, key -> new Mask.Rows()).add(y, from, x);
        }
      }
    }
    if (below) {
      reading.note("has values below 0, which count as ground", reading.name(file));
    }
    if (cells.size() == 1) {
      cells.forEach((label, rows) -> tellOne(file, raster, label, rows.mask(), reading));
    }
    cells.values().forEach(rows -> draft.outline(reading.met(CELL), rows.mask(), null));
  }

  /** A picture that numbers cells may have one cell, but no mask of black and white does. */
  private static void tellOne(Path file, LabelRaster raster, int label, Mask all, Reading reading) {
    if (label == 255 || raster.bits() == 1 || all.parts().size() > 1) {
      reading.note(
          "has no other value than 0 and %d, and so tells no cells apart: all of it counts as one"
              .formatted(label),
          reading.name(file));
    }
  }
}
