package org.allnet.cli.detection;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.allnet.data.Counted;
import org.allnet.detect.CellSegmenter;
import org.allnet.detect.mask.CellMask;
import org.allnet.detect.scale.NucleatedCells;
import org.allnet.evaluation.detection.Detection;

/** Outlines the nucleated cells of fields that a detector has found. Not for several threads. */
final class FieldMasks implements AutoCloseable {

  private final CellSegmenter segmenter;
  private int outlined;
  private int missing;

  FieldMasks(CellSegmenter segmenter) {
    this.segmenter = segmenter;
  }

  /** {@return whether the segmenter was trained on synthetic cells} */
  boolean isSynthetic() {
    return segmenter.description().training().ofSyntheticFields();
  }

  /**
   * Outlines the cells of a field.
   *
   * @param field the field
   * @param classes the names of the detector's classes
   * @param view has the field's pixels
   * @return the field with its masks
   * @throws org.allnet.data.InputException if a part of it can't be read
   */
  FoundCells outlined(FoundCells field, List<String> classes, FieldView view) {
    List<Detection> asked =
        field.cells().stream()
            .filter(cell -> NucleatedCells.is(classes.get(cell.classIndex())))
            .toList();
    if (asked.isEmpty()) {
      return field;
    }
    Map<Detection, CellMask> masks = new LinkedHashMap<>();
    List<Optional<CellMask>> said =
        segmenter.masks(view.regions(), asked.stream().map(Detection::box).toList());
    for (int i = 0; i < asked.size(); i++) {
      Detection cell = asked.get(i);
      said.get(i).ifPresent(mask -> masks.put(cell, mask));
    }
    outlined += masks.size();
    missing += asked.size() - masks.size();
    return field.withMasks(masks);
  }

  /** {@return how many cells were outlined, and in how many boxes none was found, one line} */
  String summary() {
    return "%s outlined%s"
        .formatted(
            Counted.of(outlined, "cell"),
            missing == 0 ? "" : ", none found in " + Counted.of(missing, "box", "boxes"));
  }

  @Override
  public void close() {
    segmenter.close();
  }
}
