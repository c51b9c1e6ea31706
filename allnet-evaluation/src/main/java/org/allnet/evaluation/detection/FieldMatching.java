package org.allnet.evaluation.detection;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Which found boxes of one class hit which labelled boxes of one field, as the COCO reference
 * (pycocotools 2.0.11) matches them: greedily, the highest score first. Each found box takes the
 * free labelled box that it overlaps most. Of equal overlaps the later labelled box is taken.
 *
 * @param found the found boxes, the highest score first
 * @param scores of the found boxes, falling
 * @param outcomes (thresholds, found boxes)
 * @param hits (thresholds, found boxes): which labelled box each hits, those that are ignored after
 *     the others; -1 if none
 * @param labelled the labelled boxes that should be found
 */
record FieldMatching(
    List<Detection> found,
    double[] scores,
    Outcome[][] outcomes,
    int[][] hits,
    List<TrueBox> labelled) {

  /** What a found box is. */
  enum Outcome {
    /** It hits a labelled box. */
    TRUE,
    /** It hits none. */
    FALSE,
    /** It counts neither way. */
    IGNORED
  }

  /** A threshold of 1 would miss a perfect hit by rounding. */
  private static final double MOST_ASKED = 1 - 1e-10;

  /**
   * Matches the boxes of a class in a field.
   *
   * @param field with all its classes
   * @param classIndex the class to match
   * @param range labelled boxes outside of it are ignored, as are unmatched found ones
   * @param mostDetections found boxes with lower scores than so many others are left out
   * @param thresholds IoU that is at least asked
   * @return the outcome of each found box of this class
   */
  static FieldMatching of(
      DetectedField field,
      int classIndex,
      SizeRange range,
      int mostDetections,
      double[] thresholds) {
    List<Detection> found =
        field.detections().stream()
            .filter(d -> d.classIndex() == classIndex)
            .sorted(Comparator.comparingDouble(d -> -d.score()))
            .limit(mostDetections)
            .toList();
    List<TrueBox> labelled = new ArrayList<>();
    List<TrueBox> ignored = new ArrayList<>();
    for (TrueBox truth : field.truths()) {
      if (truth.classIndex() == classIndex) {
        boolean left = truth.crowd() || !range.contains(truth.area());
        (left ? ignored : labelled).add(truth);
      }
    }
    List<TrueBox> asked = List.copyOf(labelled);
    int counted = labelled.size();
    labelled.addAll(ignored);
    double[][] overlaps = overlaps(found, labelled);
    int[][] hits = new int[thresholds.length][];
    Outcome[][] outcomes = new Outcome[thresholds.length][];
    for (int t = 0; t < thresholds.length; t++) {
      hits[t] = hits(labelled, counted, overlaps, Math.min(thresholds[t], MOST_ASKED));
      outcomes[t] = outcomes(found, labelled, counted, hits[t], range);
    }
    return new FieldMatching(
        found, found.stream().mapToDouble(Detection::score).toArray(), outcomes, hits, asked);
  }

  private static double[][] overlaps(List<Detection> found, List<TrueBox> labelled) {
    double[][] overlaps = new double[found.size()][labelled.size()];
    for (int d = 0; d < found.size(); d++) {
      for (int g = 0; g < labelled.size(); g++) {
        overlaps[d][g] = overlap(found.get(d), labelled.get(g));
      }
    }
    return overlaps;
  }

  /** The IoU; of a crowd how much of the found box lies inside of it. */
  private static double overlap(Detection found, TrueBox truth) {
    if (!truth.crowd()) {
      return found.box().iou(truth.box());
    }
    double shared = found.box().intersectionArea(truth.box());
    return shared > 0 ? shared / found.box().area() : 0;
  }

  private static int[] hits(
      List<TrueBox> labelled, int counted, double[][] overlaps, double threshold) {
    boolean[] taken = new boolean[labelled.size()];
    int[] hits = new int[overlaps.length];
    for (int d = 0; d < hits.length; d++) {
      hits[d] = best(overlaps[d], labelled, counted, taken, threshold);
      if (hits[d] >= 0) {
        taken[hits[d]] = true;
      }
    }
    return hits;
  }

  private static Outcome[] outcomes(
      List<Detection> found, List<TrueBox> labelled, int counted, int[] hits, SizeRange range) {
    Outcome[] outcomes = new Outcome[hits.length];
    for (int d = 0; d < outcomes.length; d++) {
      int best = hits[d];
      boolean matched = best >= 0 && labelled.get(best).id() != 0;
      if (best >= counted || (!matched && !range.contains(found.get(d).box().area()))) {
        outcomes[d] = Outcome.IGNORED;
      } else {
        outcomes[d] = matched ? Outcome.TRUE : Outcome.FALSE;
      }
    }
    return outcomes;
  }

  private static int best(
      double[] overlaps, List<TrueBox> labelled, int counted, boolean[] taken, double threshold) {
    int best = -1;
    double most = threshold;
    for (int g = 0; g < overlaps.length; g++) {
      if (taken[g] && !labelled.get(g).crowd()) {
        continue;
      }
      if (best >= 0 && best < counted && g >= counted) {
        break; // what hits an object that counts never moves to an ignored one
      }
      if (overlaps[g] >= most) {
        most = overlaps[g];
        best = g;
      }
    }
    return best;
  }

  /** {@return how many labelled boxes should be found} */
  int truths() {
    return labelled.size();
  }

  /** {@return how many found boxes with a score from {@code least} have an outcome} */
  int count(int threshold, double least, Outcome outcome) {
    int count = 0;
    for (int d = 0; d < scores.length && scores[d] >= least; d++) {
      if (outcomes[threshold][d] == outcome) {
        count++;
      }
    }
    return count;
  }

  @Override
  public String toString() {
    return truths() + " labelled, found " + Arrays.toString(scores);
  }
}
