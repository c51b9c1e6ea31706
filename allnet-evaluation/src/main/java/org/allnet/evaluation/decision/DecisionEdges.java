package org.allnet.evaluation.decision;

import java.util.ArrayList;
import java.util.List;
import org.allnet.data.dataset.ClassSet;
import org.jspecify.annotations.Nullable;

/**
 * The probabilities at which a rule decides otherwise: the operating point, both ends of the refer
 * band, and for each class the probability from which it is in the prediction set. The most
 * probable class changes if two classes are equally probable.
 *
 * <p>Distances are differences of log-odds, {@code log(p / (1 - p))}: rounding in a network moves
 * those by much the same whatever the probability, and never by more if probabilities of several
 * views or networks are averaged. Immutable and thread-safe.
 *
 * @param ofClass for each class the probabilities of it at which a decision changes, in (0,1]
 * @param distance how near counts as near, in log-odds of scaled probabilities, above 0
 */
public record DecisionEdges(List<List<Double>> ofClass, double distance) {

  /** Below this a probability is as good as 0, and from 1 less this on as good as 1. */
  private static final double SMALLEST = 0x1p-53;

  /** As many steps from one number to the next fit into what counts as near, or it is all near. */
  private static final double STEPS = 4;

  /** Copies {@code ofClass}, so that nothing changes it from outside. */
  public DecisionEdges {
    ofClass = ofClass.stream().map(List::copyOf).toList();
  }

  /**
   * The edges of a rule.
   *
   * @param rule the rule
   * @param classes the classes that it decides between
   * @param distance how near counts as near, in log-odds before the rule's scaling
   * @return its edges
   */
  public static DecisionEdges of(DecisionRule rule, ClassSet classes, double distance) {
    List<List<Double>> edges = new ArrayList<>();
    for (int k = 0; k < classes.size(); k++) {
      List<Double> ofThis = new ArrayList<>();
      if (classes.size() == 2 && k == classes.positive()) {
        addIfReached(ofThis, rule.point() == null ? null : rule.point().threshold());
        addIfReached(ofThis, rule.band() == null ? null : rule.band().low());
        addIfReached(ofThis, rule.band() == null ? null : rule.band().high());
      }
      addIfReached(ofThis, rule.sets() == null ? null : 1 - rule.sets().maxScores().get(k));
      edges.add(ofThis);
    }
    return new DecisionEdges(edges, distance / rule.scaling().temperature());
  }

  /** From 0 on is always, and from above 1 on is never. */
  private static void addIfReached(List<Double> edges, @Nullable Double edge) {
    if (edge != null && edge > 0 && edge <= 1) {
      edges.add(edge);
    }
  }

  /**
   * Whether an image is so near to an edge that rounding could decide about it.
   *
   * @param probabilities of all classes, scaled by the rule
   * @return whether one is near to an edge, or the two most probable are near to each other
   */
  public boolean isNear(List<Double> probabilities) {
    // So near to 1 numbers lie too far apart in log-odds to tell what is near.
    double saturated = STEPS * SMALLEST / distance;
    double best = 0;
    double second = 0;
    for (int k = 0; k < probabilities.size(); k++) {
      double p = probabilities.get(k);
      for (double edge : ofClass.get(k)) {
        if (Math.abs(logOdds(p) - logOdds(edge)) <= distance
            || Math.max(1 - p, 1 - edge) < saturated) {
          return true;
        }
      }
      second = Math.max(second, Math.min(best, p));
      best = Math.max(best, p);
    }
    return Math.log(best) - Math.log(Math.max(second, SMALLEST)) <= distance;
  }

  private static double logOdds(double probability) {
    return Math.log(Math.max(probability, SMALLEST))
        - Math.log(Math.max(1 - probability, SMALLEST));
  }
}
