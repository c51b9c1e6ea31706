package org.allnet.cli.detection;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.allnet.data.field.BoundingBox;
import org.allnet.data.field.Field;
import org.allnet.data.field.FieldPart;
import org.allnet.data.field.LabelledBox;
import org.allnet.data.field.Polygon;
import org.allnet.detect.look.Monolayer;
import org.allnet.detect.mask.CellMask;
import org.allnet.detect.scale.CellCrop;
import org.allnet.detect.scale.FieldScale;
import org.allnet.detect.tile.LargeField;
import org.allnet.evaluation.detection.Detection;
import org.allnet.inference.Classification;
import org.jspecify.annotations.Nullable;

/**
 * A field with the cells that a detector found.
 *
 * @param of the field
 * @param scale how large cells appear in it
 * @param monolayer how far it is a monolayer, of tiles that in the middle; null if that is not
 *     known
 * @param cells the cells, the most certain first
 * @param answers what a classifier says of some of them
 * @param masks the pixels of some of them
 */
record FoundCells(
    LookedAt of,
    FieldScale scale,
    @Nullable Monolayer monolayer,
    List<Detection> cells,
    Map<Detection, Classification> answers,
    Map<Detection, CellMask> masks) {

  /**
   * A field that was looked at.
   *
   * @param image its name, unique in the run
   * @param file its file
   * @param width pixels across
   * @param height pixels down
   * @param tiles what was seen tile by tile; absent if it was looked at as a whole
   */
  record LookedAt(String image, Path file, int width, int height, @Nullable LargeField tiles) {}

  FoundCells {
    cells = List.copyOf(cells);
    answers = Collections.unmodifiableMap(new LinkedHashMap<>(answers));
    masks = Collections.unmodifiableMap(new LinkedHashMap<>(masks));
  }

  /** A field whose cells are neither classified nor outlined. */
  FoundCells(LookedAt of, FieldScale scale, List<Detection> cells) {
    this(of, scale, null, cells, Map.of(), Map.of());
  }

  /** {@return the field's name, unique in the run} */
  String image() {
    return of.image();
  }

  /** {@return the field's file} */
  Path file() {
    return of.file();
  }

  /** {@return pixels across} */
  int width() {
    return of.width();
  }

  /** {@return pixels down} */
  int height() {
    return of.height();
  }

  /** {@return whether the field was looked at tile by tile} */
  boolean isLarge() {
    return of.tiles() != null;
  }

  /** {@return the same field with another scale} */
  FoundCells withScale(FieldScale other) {
    return new FoundCells(of, other, monolayer, cells, answers, masks);
  }

  /** {@return the same field with what is known of its monolayer} */
  FoundCells withMonolayer(@Nullable Monolayer measured) {
    return new FoundCells(of, scale, measured, cells, answers, masks);
  }

  /** {@return the same field with answers about its cells} */
  FoundCells withAnswers(Map<Detection, Classification> said) {
    return new FoundCells(of, scale, monolayer, cells, said, masks);
  }

  /** {@return the same field with masks of its cells} */
  FoundCells withMasks(Map<Detection, CellMask> drawn) {
    return new FoundCells(of, scale, monolayer, cells, answers, drawn);
  }

  /** {@return what was seen tile by tile; null if it was looked at as a whole} */
  @Nullable LargeField tiles() {
    return of.tiles();
  }

  /** {@return how far a cell lies in a monolayer; empty if that is not known} */
  Optional<Monolayer> monolayerAt(Detection cell) {
    LargeField seen = of.tiles();
    return seen == null ? Optional.ofNullable(monolayer) : seen.layers().at(cell.box());
  }

  /** {@return the edge of a cell: that of its mask, or the ellipse in its box} */
  Polygon outline(Detection cell) {
    CellMask mask = masks.get(cell);
    return mask == null ? CellCrop.ellipse(cell.box()) : mask.cell().toPolygon();
  }

  /** {@return class and score of a cell in words, with the answer about it} */
  String words(Detection cell, List<String> classes) {
    String words = FieldPicture.words(cell, classes);
    Classification answer = answers.get(cell);
    return answer == null ? words : words + ", " + CropClassifier.word(answer);
  }

  /** {@return how many cells of a class there are} */
  long count(int classIndex) {
    return cells.stream().filter(cell -> cell.classIndex() == classIndex).count();
  }

  /** {@return the counts of all classes, such as {@code WBC 1, RBC 12}} */
  String counts(List<String> classes) {
    List<String> counts = new ArrayList<>();
    for (int c = 0; c < classes.size(); c++) {
      counts.add(classes.get(c) + " " + count(c));
    }
    return String.join(", ", counts);
  }

  /**
   * Returns the field with the part of each box that lies in it, for the writers of labels.
   *
   * @param part which part of a set it is said to be of
   * @param classes the names of the classes
   */
  Field asField(FieldPart part, List<String> classes) {
    List<LabelledBox> boxes = new ArrayList<>();
    for (Detection cell : cells) {
      BoundingBox inside = cell.box().clippedTo(width(), height());
      if (!inside.isEmpty()) {
        boxes.add(labelled(cell, classes.get(cell.classIndex()), inside));
      }
    }
    return new Field(
        image(),
        file(),
        width(),
        height(),
        part,
        boxes,
        List.of(),
        Map.of("scale", FieldScales.toJson(scale)));
  }

  private LabelledBox labelled(Detection cell, String label, BoundingBox inside) {
    CellMask mask = masks.get(cell);
    return mask == null
        ? LabelledBox.found(label, inside, cell.score())
        : new LabelledBox(
            label,
            inside,
            mask.cell().area(),
            false,
            mask.cell(),
            mask.nucleus().isEmpty() ? null : mask.nucleus(),
            cell.score());
  }
}
