package org.allnet.cli.detection;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.allnet.data.Counted;
import org.allnet.data.InputException;
import org.allnet.data.field.BoundingBox;
import org.allnet.data.image.region.PictureRegions;
import org.allnet.detect.CellSegmenter;
import org.allnet.detect.mask.CellMask;
import org.allnet.detect.scale.NucleatedCells;
import org.allnet.evaluation.detection.Detection;

/** Outlines the nucleated cells of fields that a detector has found. Not for several threads. */
final class FieldMasks implements AutoCloseable {

  /** So many cells are outlined together. */
  private static final int AT_ONCE = 64;

  private final CellSegmenter segmenter;
  private int outlined;
  private int missing;
  private final List<String> unread = new ArrayList<>();
  private boolean incomplete;

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
   */
  FoundCells outlined(FoundCells field, List<String> classes, FieldView view) {
    List<Detection> asked =
        field.cells().stream()
            .filter(cell -> NucleatedCells.is(classes.get(cell.classIndex())))
            .toList();
    unread.clear();
    if (asked.isEmpty()) {
      return field;
    }
    Map<Detection, CellMask> masks = new LinkedHashMap<>();
    List<Optional<CellMask>> said =
        masks(view.regions(), asked.stream().map(Detection::box).toList());
    for (int i = 0; i < asked.size(); i++) {
      Detection cell = asked.get(i);
      said.get(i).ifPresent(mask -> masks.put(cell, mask));
    }
    outlined += masks.size();
    missing += asked.size() - masks.size();
    incomplete |= !unread.isEmpty();
    return field.withMasks(masks).withNotes(missed());
  }

  /** A part that can't be read is no reason to outline no cell of all of a large picture. */
  private List<Optional<CellMask>> masks(PictureRegions picture, List<BoundingBox> boxes) {
    List<Optional<CellMask>> masks = new ArrayList<>();
    for (int from = 0; from < boxes.size(); from += AT_ONCE) {
      List<BoundingBox> some = boxes.subList(from, Math.min(boxes.size(), from + AT_ONCE));
      try {
        masks.addAll(segmenter.masks(picture, some));
      } catch (InputException e) {
        some.forEach(box -> masks.add(alone(picture, box)));
      }
    }
    return masks;
  }

  private Optional<CellMask> alone(PictureRegions picture, BoundingBox box) {
    try {
      return segmenter.masks(picture, List.of(box)).get(0);
    } catch (InputException e) {
      unread.add(Objects.toString(e.getMessage(), ""));
      return Optional.empty();
    }
  }

  /**
   * {@return what has to be known of cells of the last field that could not be read, a line each}
   */
  List<String> missed() {
    return unread.isEmpty()
        ? List.of()
        : List.of(
            "%s could not be read to be outlined; the first: %s"
                .formatted(Counted.of(unread.size(), "white cell"), unread.get(0)));
  }

  /** {@return whether a cell of any field could not be read} */
  boolean isIncomplete() {
    return incomplete;
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
