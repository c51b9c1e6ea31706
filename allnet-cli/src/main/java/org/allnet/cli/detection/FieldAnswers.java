package org.allnet.cli.detection;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.allnet.data.Counted;
import org.allnet.data.field.Polygon;
import org.allnet.data.image.region.PictureRegions;
import org.allnet.detect.scale.RedCells;
import org.allnet.evaluation.detection.Detection;
import org.allnet.inference.Classification;
import org.jspecify.annotations.Nullable;

/**
 * Answers about the cells of fields that a detector has found, cut out by their masks. If of a cell
 * no more than its box is known, the ellipse in it stands for the cell. Not for several threads.
 */
final class FieldAnswers implements AutoCloseable {

  private static final int AT_ONCE = 64;

  private final CropClassifier classifier;
  private final @Nullable ScaleCheck check;
  private final CellTally all;
  private int unscaled;
  private int cut;
  private int smudged;

  FieldAnswers(CropClassifier classifier, boolean checkScale) {
    this.classifier = classifier;
    this.check = checkScale ? new ScaleCheck(classifier) : null;
    this.all = new CellTally(labels());
  }

  CropClassifier classifier() {
    return classifier;
  }

  /** {@return the model's classes} */
  List<String> labels() {
    return classifier.model().classes().names();
  }

  /** {@return what is said of fields that were not classified; empty if all were} */
  Optional<String> unscaledNote() {
    return unscaled == 0
        ? Optional.empty()
        : Optional.of(
            "%s not classified, since the scale is unknown: no metadata, and fewer than 20 isolated round red cells in the fields of one folder and size; give the diameter of a red cell by --red-cell"
                .formatted(Counted.of(unscaled, "field")));
  }

  /** {@return the counts of all fields, a line each} */
  List<String> summary() {
    List<String> lines = new ArrayList<>();
    lines.add(
        "all fields: %s classified, %d left out"
            .formatted(Counted.of(all.cells(), "cell"), all.left()));
    lines.addAll(all.lines());
    apart().forEach(line -> lines.add("  " + line));
    if (check != null) {
      lines.addAll(check.lines());
    }
    return lines;
  }

  /** A line for each kind of cells that are counted apart. */
  private List<String> apart() {
    List<String> lines = new ArrayList<>();
    if (cut > 0) {
      lines.add("not classified: %s cut by the edge of a field".formatted(Counted.of(cut, "cell")));
    }
    if (smudged > 0) {
      lines.add(
          "not classified: %s%s"
              .formatted(
                  Counted.of(smudged, "smudge cell"),
                  all.cells() == 0
                      ? ""
                      : String.format(
                          Locale.ROOT,
                          ", %.1f for 100 that are classified",
                          100.0 * smudged / all.cells())));
    }
    return lines;
  }

  /**
   * Answers about a field.
   *
   * @param field with its scale
   * @param classes the names of the detector's classes
   * @param picture the field's pixels
   * @return the field with its answers; without any if its scale is unknown
   */
  FoundCells answered(FoundCells field, List<String> classes, PictureRegions picture) {
    if (!field.scale().isKnown()) {
      unscaled++;
      return field;
    }
    List<Detection> asked = new ArrayList<>();
    for (Detection cell : field.cells()) {
      String label = classes.get(cell.classIndex());
      if (NucleatedCells.isSmudge(label)) {
        smudged++;
      } else if (NucleatedCells.is(label)) {
        if (RedCells.isWhole(cell.box(), field.width(), field.height(), field.scale())) {
          asked.add(cell);
        } else {
          cut++;
        }
      }
    }
    if (asked.isEmpty()) {
      return field;
    }
    Map<Detection, Classification> answers = new LinkedHashMap<>();
    for (int from = 0; from < asked.size(); from += AT_ONCE) {
      take(picture, field, asked.subList(from, Math.min(asked.size(), from + AT_ONCE)), answers);
    }
    return field.withAnswers(answers);
  }

  private void take(
      PictureRegions picture,
      FoundCells field,
      List<Detection> cells,
      Map<Detection, Classification> answers) {
    List<Polygon> outlines = new ArrayList<>();
    cells.forEach(cell -> outlines.add(field.outline(cell)));
    double redCell = field.scale().redCell();
    List<Optional<Classification>> said = classifier.answers(picture, outlines, redCell);
    all.add(said);
    for (int i = 0; i < cells.size(); i++) {
      Detection cell = cells.get(i);
      said.get(i).ifPresent(answer -> answers.put(cell, answer));
    }
    if (check != null) {
      check.check(picture, outlines, said, redCell, (cell, percent, word) -> {});
    }
  }

  @Override
  public void close() {
    classifier.close();
  }
}
