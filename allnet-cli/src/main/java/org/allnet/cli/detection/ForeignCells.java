package org.allnet.cli.detection;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.allnet.data.Counted;
import org.allnet.data.field.Polygon;
import org.allnet.data.field.format.GeoJsonFeatures;
import org.allnet.data.field.format.GeoJsonFeatures.Feature;
import org.allnet.detect.scale.FieldScale;
import org.allnet.detect.scale.NucleatedCells;
import org.allnet.detect.scale.RedCells;
import org.allnet.evaluation.detection.Detection;

/**
 * The cells of a field that another program has found, as a detector of ours would have found them.
 * Two features of one class in one box are one cell. No more than boxes is in memory. Not for
 * several threads.
 */
final class ForeignCells {

  /** All classes of red cells are one. */
  private static final String RED_CELL = "red cell";

  private final int width;
  private final int height;
  private final Map<String, Integer> classes = new LinkedHashMap<>();
  private final Set<Detection> cells = new LinkedHashSet<>();
  private final Set<String> kinds = new TreeSet<>();
  private int regions;
  private int features;
  private int outside;
  private int repeated;

  private ForeignCells(int width, int height) {
    this.width = width;
    this.height = height;
  }

  /**
   * Reads a file once, so that nothing is computed for one that is broken.
   *
   * @param file GeoJSON
   * @param width of the field in pixels
   * @param height of the field in pixels
   * @throws org.allnet.data.InputException if it can't be read
   */
  static ForeignCells read(Path file, int width, int height) {
    ForeignCells read = new ForeignCells(width, height);
    GeoJsonFeatures.read(file, read::add);
    return read;
  }

  private void add(Feature feature) {
    features++;
    String region = feature.region();
    if (region != null) {
      regions++;
      kinds.add(region);
    }
    Optional<Detection> cell = of(feature);
    if (cell.isEmpty()) {
      return;
    }
    if (cell.get().box().clippedTo(width, height).isEmpty()) {
      outside += NucleatedCells.is(feature.label()) ? 1 : 0;
    } else if (!cells.add(cell.get())) {
      repeated++;
    }
  }

  /**
   * Returns the cell that a feature is of.
   *
   * @param feature of the file
   * @return empty if it is no cell
   */
  Optional<Detection> of(Feature feature) {
    Polygon outline = feature.outline();
    if (outline == null) {
      return Optional.empty();
    }
    String label = RedCells.isNamed(feature.label()) ? RED_CELL : feature.label();
    int number = classes.computeIfAbsent(label, key -> classes.size());
    return Optional.of(new Detection(number, outline.box(), 1));
  }

  /** {@return the names of the classes} */
  List<String> classes() {
    return List.copyOf(classes.keySet());
  }

  /** {@return how many features there are, cells or not} */
  int features() {
    return features;
  }

  /** {@return how many white cells lie outside of the field} */
  int outside() {
    return outside;
  }

  /** {@return how many features have class and box of one before, and are not counted} */
  int repeated() {
    return repeated;
  }

  /** {@return which features are regions and no cells; empty if none are} */
  Optional<String> passedOver() {
    return regions == 0
        ? Optional.empty()
        : Optional.of(
            "%s no %s and passed over: %s"
                .formatted(
                    Counted.of(regions, "feature").are(),
                    regions == 1 ? "cell" : "cells",
                    String.join(", ", kinds)));
  }

  /** {@return what the red cells among them tell of the scale} */
  FieldScale scale() {
    RedCells red = new RedCells();
    Integer redCell = classes.get(RED_CELL);
    if (redCell != null) {
      red.add(List.copyOf(cells), redCell, width, height);
    }
    return red.scale();
  }

  /**
   * Returns the field with these cells.
   *
   * @param image its file
   * @param scale how large cells appear in it
   */
  FoundCells field(Path image, FieldScale scale) {
    return new FoundCells(
            new FoundCells.LookedAt(image.toString(), image, width, height, null),
            scale,
            new ArrayList<>(cells))
        .sortedOut(classes());
  }
}
