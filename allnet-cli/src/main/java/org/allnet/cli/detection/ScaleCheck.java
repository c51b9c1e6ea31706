package org.allnet.cli.detection;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.allnet.data.Counted;
import org.allnet.data.field.Polygon;
import org.allnet.data.image.region.PictureRegions;
import org.allnet.inference.Classification;

/**
 * Asks about the same cells as if red cells were a tenth smaller and larger, which is about as well
 * as red cells tell a scale. Not for several threads.
 */
final class ScaleCheck {

  private static final int[] PERCENTS = {-10, 10};

  private final CropClassifier classifier;
  private final Map<Integer, CellTally> tallies = new LinkedHashMap<>();
  private final Map<Integer, Integer> changed = new LinkedHashMap<>();

  ScaleCheck(CropClassifier classifier) {
    this.classifier = classifier;
    for (int percent : PERCENTS) {
      tallies.put(percent, CellTally.ofDecisions(classifier.model().classes().names()));
      changed.put(percent, 0);
    }
  }

  /** Takes the answer about a cell at another scale. */
  @FunctionalInterface
  interface Taker {
    void take(int cell, int percent, String word);
  }

  /**
   * Asks about cells.
   *
   * @param picture the picture
   * @param cells their edges
   * @param answers what was said of them at the scale that is taken for right
   * @param redCell pixels of a red cell at that
   * @param taker takes the decision about each, with its place in the list
   */
  void check(
      PictureRegions picture,
      List<Polygon> cells,
      List<Optional<Classification>> answers,
      double redCell,
      Taker taker) {
    tallies.forEach(
        (percent, tally) -> {
          List<Optional<Classification>> others =
              classifier.answers(
                  picture,
                  cells,
                  redCell * (100 + percent) / 100,
                  unread -> {}); // those have no answer to compare with
          for (int i = 0; i < cells.size(); i++) {
            if (answers.get(i).isPresent() && others.get(i).isPresent()) {
              String word = CropClassifier.word(others.get(i).get());
              taker.take(i, percent, word);
              tally.add(CellTally.Decided.of(others.get(i).get()));
              boolean same = word.equals(CropClassifier.word(answers.get(i).get()));
              changed.merge(percent, same ? 0 : 1, Integer::sum);
            }
          }
        });
  }

  /** {@return a line for each scale} */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    tallies.forEach(
        (percent, tally) ->
            lines.add(
                "scale check: with red cells %+d %%, %s would be decided otherwise"
                    .formatted(
                        percent,
                        Counted.of(changed.getOrDefault(percent, 0), "cell")
                            .outOf(tally.cells()))));
    return lines;
  }

  /** {@return the same for programs} */
  Map<String, Object> toJson() {
    Map<String, Object> check = new LinkedHashMap<>();
    tallies.forEach(
        (percent, tally) -> {
          Map<String, Object> one = new LinkedHashMap<>(tally.toJson());
          one.put("changed", changed.getOrDefault(percent, 0));
          check.put("%+d %%".formatted(percent), one);
        });
    return check;
  }
}
