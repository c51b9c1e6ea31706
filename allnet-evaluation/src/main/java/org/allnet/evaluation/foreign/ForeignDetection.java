package org.allnet.evaluation.foreign;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.allnet.data.InputException;
import org.allnet.evaluation.curve.Curve;
import org.allnet.evaluation.interval.BootstrapOptions;
import org.allnet.evaluation.interval.PercentileInterval;
import org.allnet.evaluation.interval.Resampling;
import org.allnet.evaluation.interval.Wilson;
import org.allnet.evaluation.metric.Interval;
import org.allnet.evaluation.metric.MetricValue;

/**
 * How well a score tells foreign images from a model's own kind. Foreign images are the positive
 * class: they should have the higher scores.
 *
 * @param auroc the probability that a foreign image has the higher score; ties count half
 * @param averagePrecision of foreign images among all, by steps; depends on how many there are of
 *     either
 * @param acceptedForeign the fraction of foreign images that is accepted by the lowest threshold
 *     that accepts 95 % of the own images here (the false-positive rate at 95 % accepted)
 * @param own how many images of the model's own kind have a score
 * @param foreign how many foreign images have one
 */
public record ForeignDetection(
    MetricValue auroc,
    MetricValue averagePrecision,
    MetricValue acceptedForeign,
    int own,
    int foreign) {

  /** The fraction of the own images that is accepted. */
  public static final double ACCEPTED = 0.95;

  private static final int METRICS = 3;

  private static final String FOREIGN = "foreign ";

  /** One image in the order of scores. */
  private record Ranked(double score, boolean foreign, int cluster) {}

  /**
   * Measures a score. Intervals are bootstrapped over people, own and foreign ones each by
   * themselves; an image whose person is unknown is a cluster of its own.
   *
   * @param own images of the kind that the model is for, at least one
   * @param foreign images of another kind, at least one
   * @param options how to resample
   * @return the three metrics
   * @throws InputException if there is no image of either
   */
  public static ForeignDetection of(
      List<ScoredImage> own, List<ScoredImage> foreign, BootstrapOptions options) {
    if (own.isEmpty() || foreign.isEmpty()) {
      throw new InputException("foreign images: there is none, or none of the model's own kind");
    }
    Map<String, Integer> clusters = new HashMap<>();
    List<Ranked> ranked = new ArrayList<>();
    own.forEach(image -> ranked.add(ranked(image, false, clusters)));
    foreign.forEach(image -> ranked.add(ranked(image, true, clusters)));
    ranked.sort(Comparator.comparingDouble(Ranked::score));
    int[] once = new int[clusters.size()];
    Arrays.fill(once, 1);
    double[] values = values(ranked, once);
    int trials = (int) clusters.keySet().stream().filter(key -> key.startsWith(FOREIGN)).count();
    int[] groups = {clusters.size() - trials, trials};
    double[][] drawn = Resampling.draw(groups, options, weights -> values(ranked, weights));
    String of = "%d own and %d foreign people or images".formatted(groups[0], groups[1]);
    List<MetricValue> metrics = new ArrayList<>();
    for (int i = 0; i < METRICS; i++) {
      PercentileInterval percentile = PercentileInterval.of(drawn[i], of);
      Interval interval = percentile.interval();
      if (i == METRICS - 1 && percentile.constant() && (values[i] == 0 || values[i] == 1)) {
        interval =
            Wilson.of(
                values[i] == 1 ? trials : 0,
                trials,
                "%d foreign people or images, as every resample agrees".formatted(trials));
      }
      metrics.add(
          new MetricValue.Value(
              values[i], interval, interval == null ? percentile.reason() : null, List.of()));
    }
    return new ForeignDetection(
        metrics.get(0), metrics.get(1), metrics.get(2), own.size(), foreign.size());
  }

  private static Ranked ranked(ScoredImage image, boolean foreign, Map<String, Integer> clusters) {
    String person = image.person();
    String key =
        (foreign ? FOREIGN : "own ")
            + (person == null ? "image " + image.name() : "person " + person);
    return new Ranked(
        image.score(), foreign, clusters.computeIfAbsent(key, one -> clusters.size()));
  }

  /** The three metrics of a weighted sample, from low scores to high ones. */
  private static double[] values(List<Ranked> ranked, int[] weights) {
    long allOwn = 0;
    long allForeign = 0;
    for (Ranked one : ranked) {
      allOwn += one.foreign() ? 0 : weights[one.cluster()];
      allForeign += one.foreign() ? weights[one.cluster()] : 0;
    }
    if (allOwn == 0 || allForeign == 0) {
      return new double[] {Double.NaN, Double.NaN, Double.NaN};
    }
    double wanted = ACCEPTED * allOwn - 1e-9;
    double pairsTwice = 0;
    double precision = 0;
    double accepted = Double.NaN;
    long own = 0;
    long foreign = 0;
    for (int i = 0; i < ranked.size(); ) {
      long stepOwn = 0;
      long stepForeign = 0;
      double score = ranked.get(i).score();
      for (; i < ranked.size() && ranked.get(i).score() == score; i++) {
        int weight = weights[ranked.get(i).cluster()];
        stepOwn += ranked.get(i).foreign() ? 0 : weight;
        stepForeign += ranked.get(i).foreign() ? weight : 0;
      }
      long above = allForeign - foreign + allOwn - own;
      if (stepForeign > 0) {
        precision += (double) stepForeign * (allForeign - foreign) / above;
      }
      pairsTwice += (double) stepForeign * (2 * own + stepOwn);
      own += stepOwn;
      foreign += stepForeign;
      if (Double.isNaN(accepted) && own >= wanted) {
        accepted = (double) foreign / allForeign;
      }
    }
    return new double[] {
      pairsTwice / (2.0 * allOwn * allForeign), precision / allForeign, accepted
    };
  }

  /**
   * Returns the curve of a score: how many foreign images are refused by each threshold, and at
   * what price.
   *
   * @param name the curve's name
   * @param own images of the kind that the model is for
   * @param foreign images of another kind
   * @return from (0,0) to (1,1), x the fraction of own images that is refused, y that of foreign
   *     ones
   */
  public static Curve curve(String name, List<ScoredImage> own, List<ScoredImage> foreign) {
    double[] scores =
        java.util.stream.Stream.concat(own.stream(), foreign.stream())
            .mapToDouble(ScoredImage::score)
            .distinct()
            .sorted()
            .toArray();
    List<Curve.Point> points = new ArrayList<>();
    points.add(new Curve.Point(0, 0));
    for (int i = scores.length - 1; i >= 0; i--) {
      double threshold = scores[i];
      points.add(new Curve.Point(fractionFrom(threshold, own), fractionFrom(threshold, foreign)));
    }
    return new Curve(name, points);
  }

  private static double fractionFrom(double threshold, List<ScoredImage> images) {
    return (double) images.stream().filter(image -> image.score() >= threshold).count()
        / images.size();
  }

  /** {@return of how many images the score is, for a reader} */
  public String counted() {
    return "%d own and %d foreign".formatted(own, foreign);
  }

  /** {@return the metrics as JSON, and of how many images they are} */
  public ObjectNode toJson() {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("own", own).put("foreign", foreign);
    node.set("auroc", auroc.toJson());
    node.set("averagePrecision", averagePrecision.toJson());
    node.set("foreignAcceptedAt95", acceptedForeign.toJson());
    return node;
  }
}
