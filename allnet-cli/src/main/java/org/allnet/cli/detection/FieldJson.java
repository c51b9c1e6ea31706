package org.allnet.cli.detection;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.allnet.detect.mask.CellMask;
import org.allnet.detect.scale.RedCells;
import org.allnet.detect.scale.WhiteCells;
import org.allnet.detect.tile.LargeField;
import org.allnet.evaluation.decision.DecisionWords;
import org.allnet.evaluation.detection.Detection;
import org.allnet.inference.Classification;

/** What {@code detect run} prints of fields for programs. */
final class FieldJson {

  private FieldJson() {}

  /**
   * Returns what is said of a field.
   *
   * @param field with all that is known of it
   * @param classes the names of the detector's classes
   * @param count of its white cells
   */
  static Map<String, Object> of(FoundCells field, List<String> classes, WhiteCount count) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("image", field.image());
    map.put("scale", FieldScales.toJson(field.scale()));
    map.put("monolayer", field.monolayer());
    map.put("notes", field.notes());
    LargeField tiles = field.tiles();
    if (tiles != null) {
      map.put("tiles", of(tiles));
    }
    map.put("white", count.toJson());
    WhiteCells white = field.white(classes);
    List<Map<String, Object>> cells = new ArrayList<>();
    field.cells().forEach(cell -> cells.add(of(cell, field, classes, white)));
    map.put("cells", cells);
    return map;
  }

  /**
   * Returns what is said of all fields.
   *
   * @param found the fields
   * @param failed how many could not be read
   * @param classes the names of the detector's classes
   * @param count of all white cells
   * @param slides the counts of each slide
   * @param synthetic what of it comes from cells that a program made
   * @param notes what has to be known of all, a line each
   */
  static Map<String, Object> ofAll(
      List<FoundCells> found,
      int failed,
      List<String> classes,
      WhiteCount count,
      SlideCounts slides,
      SyntheticParts synthetic,
      List<String> notes) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("fields", found.size());
    map.put("unreadFields", failed);
    map.put("unclassifiedFields", count.unscaled());
    Map<String, Object> cells = new LinkedHashMap<>();
    for (int c = 0; c < classes.size(); c++) {
      int classIndex = c;
      cells.put(classes.get(c), found.stream().mapToLong(field -> field.count(classIndex)).sum());
    }
    map.put("cells", cells);
    map.put("white", count.toJson());
    map.put("slides", slides.toJson());
    map.put("notes", notes);
    map.put("synthetic", synthetic.keys());
    return map;
  }

  private static Map<String, Object> of(LargeField tiles) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("all", tiles.tiles());
    map.put("ground", tiles.ground());
    map.put("thick", tiles.thick());
    map.put("skippedThick", tiles.skipped());
    map.put("unread", tiles.unread());
    map.put("scored", tiles.layers().tiles().size());
    map.put("poor", tiles.layers().poor());
    return map;
  }

  private static Map<String, Object> of(
      Detection cell, FoundCells field, List<String> classes, WhiteCells white) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("class", classes.get(cell.classIndex()));
    map.put("score", cell.score());
    map.put("left", cell.box().left());
    map.put("top", cell.box().top());
    map.put("right", cell.box().right());
    map.put("bottom", cell.box().bottom());
    CellMask mask = field.masks().get(cell);
    if (mask != null) {
      map.put("cellArea", mask.cell().area());
      map.put("nucleusArea", mask.nucleus().area());
      map.put("nucleusFraction", mask.nucleusFraction());
    }
    map.put("atEdge", !RedCells.isWhole(cell.box(), field.width(), field.height(), field.scale()));
    white.state(cell).ifPresent(state -> map.put("whiteCell", state.key()));
    Classification answer = field.answers().get(cell);
    if (answer != null) {
      map.put("answer", CropClassifier.word(answer));
      map.put("reason", DecisionWords.reason(answer.decision()));
      map.put("probabilities", answer.probabilities());
    }
    return map;
  }
}
