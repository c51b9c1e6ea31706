package org.allnet.evaluation.detection;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.allnet.evaluation.detection.FieldMatching.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * All found boxes of one class over all fields, ranked by score, with what each of them is. Fields
 * are matched once; a bootstrap sample only weighs them anew.
 */
final class ClassRanking {

  /** COCO's number of recalls at which precision is read. */
  private static final int RECALLS = 101;

  /** What the reference adds to a denominator that may be 0: {@code numpy.spacing(1)}. */
  private static final double SPACING = Math.ulp(1.0);

  private final int[] truthsOfField;
  private final int[] fieldOfBox;
  private final int[] rankInField;
  private final Outcome[][] outcomes;

  private ClassRanking(
      int[] truthsOfField, int[] fieldOfBox, int[] rankInField, Outcome[][] outcomes) {
    this.truthsOfField = truthsOfField;
    this.fieldOfBox = fieldOfBox;
    this.rankInField = rankInField;
    this.outcomes = outcomes;
  }

  /**
   * Ranks the boxes of all fields by their scores.
   *
   * @param fields of one class and one range, in the order of the data set; of equal scores the box
   *     of the earlier field counts first
   * @param thresholds how many thresholds each was matched at
   * @return the ranking
   */
  static ClassRanking of(List<FieldMatching> fields, int thresholds) {
    record Place(int field, int rank, double score) {}
    List<Place> places = new ArrayList<>();
    int[] truths = new int[fields.size()];
    for (int f = 0; f < truths.length; f++) {
      truths[f] = fields.get(f).truths();
      double[] scores = fields.get(f).scores();
      for (int d = 0; d < scores.length; d++) {
        places.add(new Place(f, d, scores[d]));
      }
    }
    places.sort(Comparator.comparingDouble(place -> -place.score()));
    int[] fieldOfBox = new int[places.size()];
    int[] rankInField = new int[places.size()];
    Outcome[][] outcomes = new Outcome[thresholds][places.size()];
    for (int d = 0; d < fieldOfBox.length; d++) {
      Place place = places.get(d);
      fieldOfBox[d] = place.field();
      rankInField[d] = place.rank();
      for (int t = 0; t < thresholds; t++) {
        outcomes[t][d] = fields.get(place.field()).outcomes()[t][place.rank()];
      }
    }
    return new ClassRanking(truths, fieldOfBox, rankInField, outcomes);
  }

  /** {@return how many labelled boxes should be found if each field counts so often} */
  long truths(int[] weights) {
    long sum = 0;
    for (int f = 0; f < truthsOfField.length; f++) {
      sum += (long) weights[f] * truthsOfField[f];
    }
    return sum;
  }

  /**
   * Returns average precision and greatest recall as the reference computes them: precision is made
   * monotone from the right and read at 101 recalls, each at the first box that reaches it. The
   * recalls are {@code i * .01}, of which ten lie a rounding above {@code i / 100.0}.
   *
   * @param threshold which IoU is asked
   * @param mostDetections how many boxes of each field count
   * @param weights how often each field counts
   * @return the values; null if nothing should be found
   */
  @Nullable AverageAndRecall measure(int threshold, int mostDetections, int[] weights) {
    long truths = truths(weights);
    if (truths == 0) {
      return null;
    }
    int boxes = fieldOfBox.length;
    double[] recall = new double[boxes];
    double[] precision = new double[boxes];
    int steps = 0;
    long hits = 0;
    long misses = 0;
    Outcome[] outcome = outcomes[threshold];
    for (int d = 0; d < boxes; d++) {
      int weight = weights[fieldOfBox[d]];
      if (weight == 0 || rankInField[d] >= mostDetections) {
        continue;
      }
      if (outcome[d] == Outcome.TRUE) {
        hits += weight;
      } else if (outcome[d] == Outcome.FALSE) {
        misses += weight;
      }
      recall[steps] = (double) hits / truths;
      precision[steps] = hits / (misses + hits + SPACING);
      steps++;
    }
    for (int d = steps - 1; d > 0; d--) {
      precision[d - 1] = Math.max(precision[d - 1], precision[d]);
    }
    double sum = 0;
    int at = 0;
    for (int r = 0; r < RECALLS; r++) {
      double asked = r == RECALLS - 1 ? 1 : r * 0.01;
      while (at < steps && recall[at] < asked) {
        at++;
      }
      if (at == steps) {
        break;
      }
      sum += precision[at];
    }
    return new AverageAndRecall(sum / RECALLS, steps == 0 ? 0 : recall[steps - 1]);
  }

  /**
   * What a ranking is worth.
   *
   * @param averagePrecision in [0,1]
   * @param recall the fraction of labelled boxes that is found if every box counts, in [0,1]
   */
  record AverageAndRecall(double averagePrecision, double recall) {}
}
