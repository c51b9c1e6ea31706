package org.allnet.cli.detection;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.allnet.data.field.Polygon;
import org.allnet.data.field.format.GeoJsonFeatures.Feature;
import org.allnet.data.image.region.PictureRegions;
import org.allnet.detect.scale.NucleatedCells;
import org.allnet.detect.scale.WhiteCells;
import org.allnet.evaluation.detection.Detection;
import org.allnet.inference.Classification;
import org.jspecify.annotations.Nullable;

/**
 * Answers about cells that another program has found, asked in the order of their file. Of each
 * answer no more is kept than what is counted. Not for several threads.
 */
final class ForeignCellAnswers {

  private final PictureRegions picture;
  private final ForeignCells found;
  private final FoundCells field;
  private final WhiteCells white;
  private final CropClassifier classifier;
  private final @Nullable ScaleCheck check;
  private final Map<Detection, CellTally.Decided> decided = new HashMap<>();
  private final Map<CellTally.Decided, CellTally.Decided> known = new HashMap<>();
  private int features;
  private int others;

  /**
   * Starts without an answer.
   *
   * @param picture the field's pixels
   * @param found its cells
   * @param field the same with their scale
   * @param classifier what is asked
   * @param check asks at other scales; null if that is not wanted
   */
  ForeignCellAnswers(
      PictureRegions picture,
      ForeignCells found,
      FoundCells field,
      CropClassifier classifier,
      @Nullable ScaleCheck check) {
    this.picture = picture;
    this.found = found;
    this.field = field;
    this.white = field.white(found.classes());
    this.classifier = classifier;
    this.check = check;
  }

  /** A feature of a white cell that is counted by what it is. */
  private record Asked(Feature feature, Detection cell) {

    Polygon outline() {
      return Objects.requireNonNull(feature.outline());
    }
  }

  /**
   * Asks about the whole white cells among features, and writes what is known of all white cells
   * into these.
   *
   * @param some of the features
   */
  void ask(List<Feature> some) {
    List<Asked> asked = new ArrayList<>();
    for (Feature feature : some) {
      features++;
      Optional<Detection> cell = found.of(feature);
      if (cell.isEmpty() || !NucleatedCells.is(feature.label())) {
        others++;
        continue;
      }
      Optional<WhiteCells.State> state = white.state(cell.get());
      state.ifPresent(one -> AnsweredFeatures.put(feature.node(), one));
      if (state.isPresent() && state.get().isWhole()) {
        asked.add(new Asked(feature, cell.get()));
      }
    }
    List<Polygon> outlines = asked.stream().map(Asked::outline).toList();
    double redCell = field.scale().redCell();
    List<Optional<Classification>> answers = classifier.answers(picture, outlines, redCell);
    for (int i = 0; i < answers.size(); i++) {
      Asked one = asked.get(i);
      answers.get(i).ifPresent(answer -> take(one, answer));
    }
    if (check != null) {
      check.check(
          picture,
          outlines,
          answers,
          redCell,
          (cell, percent, word) ->
              AnsweredFeatures.putAtScale(asked.get(cell).feature().node(), percent, word));
    }
  }

  private void take(Asked one, Classification answer) {
    AnsweredFeatures.put(one.feature().node(), answer);
    CellTally.Decided word = CellTally.Decided.of(answer);
    decided.put(one.cell(), known.computeIfAbsent(word, key -> key));
  }

  /** {@return what was decided about a cell; empty if nothing was} */
  Optional<CellTally.Decided> decided(Detection cell) {
    return Optional.ofNullable(decided.get(cell));
  }

  /** {@return how many features have been looked at} */
  int features() {
    return features;
  }

  /** {@return how many of them are of no white cell} */
  int others() {
    return others;
  }
}
