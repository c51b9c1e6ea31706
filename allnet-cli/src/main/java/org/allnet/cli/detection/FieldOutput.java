package org.allnet.cli.detection;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.allnet.detect.look.Monolayer;
import org.allnet.detect.mask.CellMask;
import org.allnet.detect.scale.RedCells;
import org.allnet.evaluation.decision.DecisionWords;
import org.allnet.evaluation.detection.Detection;
import org.allnet.inference.Classification;

/** What {@code detect run} prints of a field. */
final class FieldOutput {

  private FieldOutput() {}

  /**
   * Returns a field for a reader, one line.
   *
   * @param field the field
   * @param classes the names of the detector's classes
   * @param classified whether its cells were to be classified
   */
  static String line(FoundCells field, List<String> classes, boolean classified) {
    return field.image()
        + ": "
        + field.counts(classes)
        + layer(field)
        + (classified ? answers(field) : "");
  }

  private static String layer(FoundCells field) {
    Monolayer monolayer = field.monolayer();
    return monolayer == null || monolayer.score() >= Monolayer.POOR
        ? ""
        : String.format(
            Locale.ROOT, "; no monolayer (score %.2f), so counts are doubtful", monolayer.score());
  }

  private static String answers(FoundCells field) {
    if (!field.scale().isKnown()) {
      return "; not classified, scale " + field.scale().text();
    }
    Map<String, Integer> counts = new TreeMap<>();
    field
        .answers()
        .values()
        .forEach(one -> counts.merge(CropClassifier.word(one), 1, Integer::sum));
    return "; "
        + (counts.isEmpty()
            ? "no cell to classify"
            : counts.entrySet().stream()
                .map(one -> one.getKey() + " " + one.getValue())
                .collect(Collectors.joining(", ")))
        + "; "
        + field.scale().text();
  }

  /**
   * Returns a field for programs.
   *
   * @param field the field
   * @param classes the names of the detector's classes
   */
  static Map<String, Object> map(FoundCells field, List<String> classes) {
    List<Map<String, Object>> cells = new ArrayList<>();
    field.cells().forEach(cell -> cells.add(map(field, cell, classes)));
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("image", field.image());
    map.put("scale", FieldScales.toJson(field.scale()));
    Monolayer monolayer = field.monolayer();
    map.put("monolayer", monolayer);
    map.put("cells", cells);
    return map;
  }

  private static Map<String, Object> map(FoundCells field, Detection cell, List<String> classes) {
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
    Classification answer = field.answers().get(cell);
    if (answer != null) {
      map.put("answer", CropClassifier.word(answer));
      map.put("reason", DecisionWords.reason(answer.decision()));
      map.put("probabilities", answer.probabilities());
    }
    return map;
  }
}
