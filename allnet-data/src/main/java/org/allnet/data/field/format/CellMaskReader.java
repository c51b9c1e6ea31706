package org.allnet.data.field.format;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.allnet.data.InputException;
import org.allnet.data.dataset.FoundFiles;
import org.allnet.data.dataset.ImageEndings;
import org.allnet.data.field.Mask;
import org.allnet.data.file.FileNames;
import org.allnet.data.image.LabelRaster;

/**
 * PNG files that lie beside an image of the same name and show its cells: {@value #CYTOPLASM} is
 * cytoplasm, {@value #NUCLEUS} nucleus, 0 the ground, as of Zheng et al. (2018, Micron 107:55). A
 * value between is taken for the nearest of the three. Cells that touch can't be told apart, and
 * count as one.
 */
final class CellMaskReader {

  static final int CYTOPLASM = 128;
  static final int NUCLEUS = 255;

  /** So much of a mask has the three values exactly: smoothed edges have others. */
  private static final double LEAST_EXACT = 0.98;

  /** So many masks are looked into to find the layout out. */
  private static final int LOOKED_INTO = 3;

  private CellMaskReader() {}

  /**
   * Pairs masks with the images that they are about.
   *
   * @param found the files of a set
   * @return the mask of each image; empty if the first of them are no masks
   */
  static Map<Path, Path> pairs(FoundFiles found) {
    Map<String, List<Path>> byName = new HashMap<>();
    for (Path picture : found.images()) {
      byName.computeIfAbsent(stem(found, picture), key -> new ArrayList<>()).add(picture);
    }
    Map<Path, Path> pairs = new LinkedHashMap<>();
    for (Path image : found.images()) {
      List<Path> same = byName.getOrDefault(stem(found, image), List.of());
      if (!isPng(image)) {
        same.stream().filter(CellMaskReader::isPng).forEach(mask -> pairs.put(image, mask));
      }
    }
    return pairs.values().stream().limit(LOOKED_INTO).allMatch(CellMaskReader::isOne)
        ? pairs
        : Map.of();
  }

  private static String stem(FoundFiles found, Path picture) {
    return FileNames.stem(found.name(picture));
  }

  private static boolean isPng(Path picture) {
    return ImageEndings.of(String.valueOf(picture)).equals("png");
  }

  private static boolean isOne(Path mask) {
    try {
      return isOne(LabelRaster.read(mask));
    } catch (InputException e) {
      return false; // what is asked is no more than whether it is one
    }
  }

  private static boolean isOne(LabelRaster raster) {
    long exact = 0;
    boolean cytoplasm = false;
    for (int y = 0; y < raster.height(); y++) {
      for (int x = 0; x < raster.width(); x++) {
        int value = raster.label(x, y);
        cytoplasm |= value == CYTOPLASM;
        exact += value == 0 || value == CYTOPLASM || value == NUCLEUS ? 1 : 0;
      }
    }
    return cytoplasm && exact >= LEAST_EXACT * raster.width() * raster.height();
  }

  static void read(Map<Path, Path> pairs, Reading reading) {
    pairs.forEach(
        (image, mask) -> reading.draft(image, mask).ifPresent(draft -> take(mask, draft, reading)));
  }

  private static void take(Path file, FieldDraft draft, Reading reading) {
    LabelRaster raster = LabelRaster.read(file);
    draft.requireSize(raster, file);
    if (!isOne(raster)) {
      throw InputException.in(
          file,
          "shows no cytoplasm (%d) and nucleus (%d) on a ground of 0; correct or remove it"
              .formatted(CYTOPLASM, NUCLEUS));
    }
    Mask nuclei = from(raster, (CYTOPLASM + NUCLEUS) / 2 + 1);
    for (Mask cell : from(raster, CYTOPLASM / 2 + 1).parts()) {
      Mask nucleus = cell.intersection(nuclei);
      draft.outline(reading.met(LabelImageReader.CELL), cell, nucleus.isEmpty() ? null : nucleus);
    }
  }

  /** The pixels from a value on. */
  private static Mask from(LabelRaster raster, int least) {
    Mask.Rows rows = new Mask.Rows();
    for (int y = 0; y < raster.height(); y++) {
      for (int x = 0; x < raster.width(); x++) {
        if (raster.label(x, y) >= least) {
          rows.add(y, x, x + 1);
        }
      }
    }
    return rows.mask();
  }
}
