package org.allnet.cli.detection;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.allnet.data.field.Polygon;
import org.allnet.data.image.region.PictureRegions;
import org.allnet.detect.scale.CroppedCells;
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
  private final List<String> unread = new ArrayList<>();
  private boolean incomplete;

  FieldAnswers(CropClassifier classifier, boolean checkScale) {
    this.classifier = classifier;
    this.check = checkScale ? new ScaleCheck(classifier) : null;
  }

  CropClassifier classifier() {
    return classifier;
  }

  /** {@return the model's classes} */
  List<String> labels() {
    return classifier.model().classes().names();
  }

  /**
   * {@return what has to be known of cells of the last field that could not be read, a line each}
   */
  List<String> missed() {
    return CroppedCells.notes(unread);
  }

  /** {@return whether a cell of any field could not be read} */
  boolean isIncomplete() {
    return incomplete;
  }

  /** {@return what changes if the scale is another, if that was asked} */
  @Nullable ScaleCheck check() {
    return check;
  }

  /**
   * Answers about a field.
   *
   * @param field with its scale
   * @param classes the names of the detector's classes
   * @param view has the field's pixels
   * @return the field with its answers; without any if its scale is unknown
   */
  FoundCells answered(FoundCells field, List<String> classes, FieldView view) {
    List<Detection> asked = field.white(classes).whole();
    unread.clear();
    if (!field.scale().isKnown() || asked.isEmpty()) {
      return field;
    }
    Map<Detection, Classification> answers = new LinkedHashMap<>();
    for (int from = 0; from < asked.size(); from += AT_ONCE) {
      take(
          view.regions(),
          field,
          asked.subList(from, Math.min(asked.size(), from + AT_ONCE)),
          answers);
    }
    incomplete |= !unread.isEmpty();
    return field.withAnswers(answers).withNotes(missed());
  }

  private void take(
      PictureRegions picture,
      FoundCells field,
      List<Detection> cells,
      Map<Detection, Classification> answers) {
    List<Polygon> outlines = new ArrayList<>();
    cells.forEach(cell -> outlines.add(field.outline(cell)));
    double redCell = field.scale().redCell();
    List<Optional<Classification>> said =
        classifier.answers(
            picture, outlines, redCell, e -> unread.add(Objects.toString(e.getMessage(), "")));
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
