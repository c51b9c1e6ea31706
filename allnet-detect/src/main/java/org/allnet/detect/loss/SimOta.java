package org.allnet.detect.loss;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Which places are to say which cells: SimOTA (Ge et al. 2021, arXiv 2107.08430, section 2.1). A
 * place is a candidate if it lies in a cell's box or within 2.5 steps of its grid from a cell's
 * middle. Each cell takes the cheapest candidates, as many as the sum of its ten best overlaps; a
 * place that several take goes to the one for which it is cheapest.
 */
final class SimOta {

  private static final double RADIUS = 2.5;
  private static final double OVERLAP_WEIGHT = 3;
  private static final int BEST_OVERLAPS = 10;
  private static final double FAR_AWAY = 1e5;
  private static final double TINY = 1e-8;

  /** Below this a logarithm is cut off, as the engine's cross-entropy does. */
  private static final double LEAST_LOGARITHM = -100;

  private final int[] cells;
  private final int places;

  SimOta(Places places) {
    this.cells = places.cells();
    this.places = places.count();
  }

  /**
   * What each place is to say.
   *
   * @param cellOfPlace the number of its cell, -1 for none
   * @param overlap of its box with that cell, 0 for none
   */
  record Assignment(int[] cellOfPlace, double[] overlap) {}

  /**
   * Assigns places to the labelled cells of an image.
   *
   * @param boxes what the places say: four numbers each, centre and size in pixels of the input
   * @param logits what the places say: that there is a cell, then one for each class
   * @param classes how many classes there are
   * @param truths the labelled cells of the image
   */
  Assignment assign(float[] boxes, float[] logits, int classes, List<TrueCell> truths) {
    int[] cellOfPlace = new int[places];
    double[] overlap = new double[places];
    Arrays.fill(cellOfPlace, -1);
    int[] candidates =
        IntStream.range(0, places)
            .filter(place -> truths.stream().anyMatch(truth -> isNear(truth, place)))
            .toArray();
    double[][] overlaps = new double[truths.size()][candidates.length];
    double[][] costs = new double[truths.size()][candidates.length];
    for (int t = 0; t < truths.size(); t++) {
      TrueCell truth = truths.get(t);
      for (int c = 0; c < candidates.length; c++) {
        int place = candidates[c];
        overlaps[t][c] = truth.iou(boxes, 4 * place);
        costs[t][c] =
            classCost(logits, place, classes, truth.classIndex())
                - OVERLAP_WEIGHT * Math.log(overlaps[t][c] + TINY)
                + (isInBox(truth, place) && isInCentre(truth, place) ? 0 : FAR_AWAY);
      }
    }
    double[] cheapest = new double[candidates.length];
    Arrays.fill(cheapest, Double.POSITIVE_INFINITY);
    int[] claims = new int[candidates.length];
    for (int t = 0; t < truths.size(); t++) {
      for (int c : cheapest(costs[t], count(overlaps[t]))) {
        claims[c]++;
        cellOfPlace[candidates[c]] = t;
      }
    }
    for (int c = 0; c < candidates.length; c++) {
      int place = candidates[c];
      if (claims[c] > 1) {
        for (int t = 0; t < truths.size(); t++) {
          if (costs[t][c] < cheapest[c]) {
            cheapest[c] = costs[t][c];
            cellOfPlace[place] = t;
          }
        }
      }
      if (cellOfPlace[place] >= 0) {
        overlap[place] = overlaps[cellOfPlace[place]][c];
      }
    }
    return new Assignment(cellOfPlace, overlap);
  }

  /** How many places a cell takes. */
  private static int count(double[] overlaps) {
    double[] sorted = overlaps.clone();
    Arrays.sort(sorted);
    double sum = 0;
    for (int i = sorted.length - 1; i >= Math.max(0, sorted.length - BEST_OVERLAPS); i--) {
      sum += sorted[i];
    }
    return Math.min(Math.max(1, (int) sum), overlaps.length);
  }

  private static int[] cheapest(double[] costs, int count) {
    return IntStream.range(0, costs.length)
        .boxed()
        .sorted(Comparator.comparingDouble(c -> costs[c]))
        .limit(count)
        .mapToInt(Integer::intValue)
        .toArray();
  }

  private static double classCost(float[] logits, int place, int classes, int classIndex) {
    int at = place * (1 + classes);
    double certain = sigmoid(logits[at]);
    double cost = 0;
    for (int c = 0; c < classes; c++) {
      double probability = Math.sqrt(certain * sigmoid(logits[at + 1 + c]));
      double right = c == classIndex ? probability : 1 - probability;
      cost -= Math.max(LEAST_LOGARITHM, Math.log(right));
    }
    return cost;
  }

  private static double sigmoid(double logit) {
    return 1 / (1 + Math.exp(-logit));
  }

  private double x(int place) {
    return (cells[3 * place] + 0.5) * cells[3 * place + 2];
  }

  private double y(int place) {
    return (cells[3 * place + 1] + 0.5) * cells[3 * place + 2];
  }

  private boolean isNear(TrueCell truth, int place) {
    return isInBox(truth, place) || isInCentre(truth, place);
  }

  private boolean isInBox(TrueCell truth, int place) {
    return Math.abs(x(place) - truth.centreX()) < truth.width() / 2
        && Math.abs(y(place) - truth.centreY()) < truth.height() / 2;
  }

  private boolean isInCentre(TrueCell truth, int place) {
    double reach = RADIUS * cells[3 * place + 2];
    return Math.abs(x(place) - truth.centreX()) < reach
        && Math.abs(y(place) - truth.centreY()) < reach;
  }
}
