package org.allnet.cli.detection;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.allnet.data.field.BoundingBox;
import org.allnet.data.field.Field;
import org.allnet.data.field.FieldPart;
import org.allnet.data.field.LabelledBox;
import org.allnet.data.field.Polygon;
import org.allnet.detect.look.Monolayer;
import org.allnet.detect.mask.CellMask;
import org.allnet.detect.scale.CellCrop;
import org.allnet.detect.scale.FieldScale;
import org.allnet.detect.scale.WhiteCells;
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
 * @param sorted its white cells, sorted out; null as long as that was not needed
 * @param notes what has to be known of it, a line each
 * @param answers what a classifier says of some of them
 * @param masks the pixels of some of them
 */
record FoundCells(
    LookedAt of,
    FieldScale scale,
    @Nullable Monolayer monolayer,
    List<Detection> cells,
    @Nullable WhiteCells sorted,
    List<String> notes,
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
    notes = List.copyOf(notes);
    answers = Collections.unmodifiableMap(new LinkedHashMap<>(answers));
    masks = Collections.unmodifiableMap(new LinkedHashMap<>(masks));
  }

  /** A field whose cells are neither classified nor outlined. */
  FoundCells(LookedAt of, FieldScale scale, List<Detection> cells) {
    this(of, scale, null, cells, null, List.of(), Map.of(), Map.of());
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
    return new FoundCells(of, other, monolayer, cells, null, notes, answers, masks);
  }

  /** {@return the same field with what is known of its monolayer} */
  FoundCells withMonolayer(@Nullable Monolayer measured) {
    return new FoundCells(of, scale, measured, cells, sorted, notes, answers, masks);
  }

  /** {@return the same field with answers about its cells} */
  FoundCells withAnswers(Map<Detection, Classification> said) {
    return new FoundCells(of, scale, monolayer, cells, sorted, notes, said, masks);
  }

  /** {@return the same field with masks of its cells} */
  FoundCells withMasks(Map<Detection, CellMask> drawn) {
    return new FoundCells(of, scale, monolayer, cells, sorted, notes, answers, drawn);
  }

  /** {@return the same field with further notes} */
  FoundCells withNotes(List<String> more) {
    List<String> all = Stream.concat(notes.stream(), more.stream()).toList();
    return new FoundCells(of, scale, monolayer, cells, sorted, all, answers, masks);
  }

  /**
   * Returns the same field with its white cells sorted out once and for all.
   *
   * @param classes the names of the classes
   */
  FoundCells sortedOut(List<String> classes) {
    WhiteCells white = sort(classes);
    return new FoundCells(of, scale, monolayer, cells, white, notes, answers, masks);
  }

  /**
   * Returns its white cells.
   *
   * @param classes the names of the classes
   * @return them, sorted out now or before
   */
  WhiteCells white(List<String> classes) {
    return sorted == null ? sort(classes) : sorted;
  }

  private WhiteCells sort(List<String> classes) {
    return WhiteCells.of(cells, width(), height(), scale, classes);
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
   * @param synthetic what of it comes from cells that a program made
   */
  Field asField(FieldPart part, List<String> classes, SyntheticParts synthetic) {
    List<LabelledBox> boxes = new ArrayList<>();
    for (Detection cell : cells) {
      BoundingBox inside = cell.box().clippedTo(width(), height());
      if (!inside.isEmpty()) {
        boxes.add(labelled(cell, classes.get(cell.classIndex()), inside));
      }
    }
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("scale", FieldScales.toJson(scale));
    facts.put("notes", notes);
    facts.put("synthetic", synthetic.keys());
    return new Field(image(), file(), width(), height(), part, boxes, List.of(), facts);
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
